import { describe, expect, it } from '@jest/globals';
import { FakeClock, silentLog, TransientError } from '@lodestream/component';
import type { Conversation, GuardedHttp } from '@lodestream/polling';
import { Registry } from 'prom-client';
import { aMiner, aReading } from '../../test/a-reading.js';
import { ExchangeLog } from '../diagnose/exchange-log.js';
import type { MinerReader } from '../drivers/miner-driver.js';
import { IngestionMetrics } from '../metrics.js';
import type { MinerReading } from '../reading/miner-reading.js';
import type { MinerTrack } from '../telemetry/miner-track.js';
import { MinerSession } from './miner-session.js';
import type { Report } from './report.js';

/** A clock whose wall time can be set without time passing. */
class SteppedClock extends FakeClock {
  offsetMs = 0;

  override now(): number {
    return super.now() + this.offsetMs;
  }
}

/** A session whose device answers when it is told to; counts the connections that are open. */
function open(mayReport = () => true) {
  let openConnections = 0;
  const reported: number[] = [];
  const comparedWith: (number | null)[] = [];
  let answer: (reading: MinerReading) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const offline: number[] = [];
  const kept: (number | null)[] = [];
  const clock = new SteppedClock();
  const conversation = (): Conversation => {
    openConnections += 1;
    return { close: () => void (openConnections -= 1) } as unknown as Conversation;
  };
  const reader: MinerReader = {
    read: () => new Promise((resolve, reject) => ([answer, fail] = [resolve, reject])),
    readSlowly: () => null,
    forgetIdentity: () => {},
    clockStepped: () => {},
  };
  const session = new MinerSession(aMiner({ intervalMs: 5_000 }), reader, {
    http: { converse: conversation } as unknown as GuardedHttp,
    clock,
    log: silentLog,
    random: () => 0,
    metrics: new IngestionMetrics(new Registry()),
    report: {
      reading: (_miner: unknown, tick: number, before: MinerTrack) => {
        reported.push(tick);
        comparedWith.push(before.readTick);
      },
      offline: (_miner: unknown, tick: number) => void offline.push(tick),
      paused: async (_miner: unknown, track: MinerTrack) => void kept.push(track.pausedUntilMs),
    } as unknown as Report,
    retry: { attempts: 1, firstDelayMs: 1, factor: 1, ceilingMs: 1 },
    requestTimeoutMs: 1_000,
    pollTimeoutMs: 2_000,
    offlineAfterMisses: 3,
    maySlowRead: () => true,
    exchanges: new ExchangeLog(new FakeClock(), () => []),
    mayReport,
  });
  const failWith = (error: Error): void => fail(error);
  return {
    session,
    reported,
    comparedWith,
    kept,
    offline,
    clock,
    failWith,
    answer: () => answer(aReading()),
    openConnections: () => openConnections,
  };
}

describe('a poll during which the right was lost', () => {
  it('reports nothing, whatever the device had answered', async () => {
    let isOurs = true;
    const { session, reported, answer } = open(() => isOurs);
    for (const tick of [1, 2]) {
      const poll = session.poll(tick, new AbortController().signal);
      isOurs = tick === 1;
      answer();
      await poll;
    }
    expect(reported).toEqual([1]);
  });
});

describe('a pause that is learned of late', () => {
  it('is in force, and kept for the next owner', () => {
    const { session, kept } = open();
    session.adoptPause(60_000);
    expect([session.pausedUntilMs, kept]).toEqual([60_000, [60_000]]);
  });

  it('does not undo what was asked for since', async () => {
    const { session } = open();
    await session.pause(0);
    session.adoptPause(60_000);
    expect(session.pausedUntilMs).toBeNull();
  });
});

describe('a poll during which the miner went to another owner', () => {
  it('is reported, for the other one may not poll its tick, but compared with nothing, for that one may have counted from an older reading', async () => {
    const { session, reported, comparedWith, answer } = open();
    for (const tick of [1, 2, 3]) {
      const poll = session.poll(tick, new AbortController().signal);
      if (tick === 3) session.close();
      answer();
      await poll;
    }
    expect([reported, comparedWith]).toEqual([
      [1, 2, 3],
      [null, 1, null],
    ]);
  });
});

describe('a poll that gives no reading', () => {
  const missed = async (error: Error, polls: number) => {
    const { session, offline, failWith } = open();
    for (let tick = 1; tick <= polls; tick += 1) {
      const poll = session.poll(tick, new AbortController().signal);
      failWith(error);
      await poll;
    }
    return { offline, standing: session.standing() };
  };

  it('is a miss of the miner, which is offline after those allowed', async () => {
    const { offline, standing } = await missed(new TransientError('nobody answers', 'connectivity'), 4);
    expect([offline, standing]).toEqual([[3, 4], expect.objectContaining({ missedPolls: 4, state: 'offline' })]);
  });

  it('says nothing of the miner where we had no socket left', async () => {
    const { offline, standing } = await missed(new TransientError('no socket was left', 'resource_exhaustion'), 4);
    expect([offline, standing]).toEqual([[], expect.objectContaining({ missedPolls: 0, state: 'unknown' })]);
  });
});

describe('a poll during which we stood still', () => {
  it('says nothing of the miner where it ended long after its deadline, with an answer waiting perhaps', async () => {
    const { session, offline, clock, failWith } = open();
    for (const tick of [1, 2, 3, 4]) {
      const poll = session.poll(tick, new AbortController().signal);
      await clock.advance(2_000 + 5_000);
      failWith(new TransientError('it did not answer in time', 'timeout'));
      await poll;
    }
    expect([offline, session.standing().missedPolls]).toEqual([[], 0]);
  });
});

describe('a poll during which the clock is set', () => {
  it.each([3_600_000, -3_600_000])('by %i ms reports nothing, for nobody can date what it read; the next one does', async (byMs) => {
    const { session, reported, clock, answer } = open();
    for (const tick of [1, 2]) {
      const poll = session.poll(tick, new AbortController().signal);
      if (tick === 1) clock.offsetMs += byMs;
      answer();
      await poll;
    }
    expect(reported).toEqual([2]);
  });
});

describe('a poll that somebody asks for', () => {
  it('waits for the one under way', async () => {
    const { session, reported, answer } = open();
    const signal = new AbortController().signal;
    const first = session.poll(1, signal);
    const second = session.pollNow(signal);
    answer();
    await first;
    expect(reported).toEqual([1]);
    await new Promise((resolve) => setImmediate(resolve));
    answer();
    await second;
    expect(reported).toHaveLength(2);
  });
});

describe('the connection of a session', () => {
  it('is kept after a poll, until the miner is forgotten', async () => {
    const { session, answer, openConnections } = open();
    const poll = session.poll(0, new AbortController().signal);
    answer();
    await poll;
    expect(openConnections()).toBe(1);
    session.close();
    expect(openConnections()).toBe(0);
  });

  it('ends with the poll during which the miner was forgotten', async () => {
    const { session, answer, openConnections } = open();
    const poll = session.poll(0, new AbortController().signal);
    session.close();
    answer();
    await poll;
    expect(openConnections()).toBe(0);
  });
});

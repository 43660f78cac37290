import { describe, expect, it } from '@jest/globals';
import { FakeClock, silentLog, TransientError } from '@lodestream/component';
import type { Conversation, GuardedHttp } from '@lodestream/polling';
import { Registry } from 'prom-client';
import { aMiner, aReading } from '../../test/a-reading.js';
import { ExchangeLog } from '../diagnose/exchange-log.js';
import type { MinerReader } from '../drivers/miner-driver.js';
import { IngestionMetrics } from '../metrics.js';
import type { MinerReading } from '../reading/miner-reading.js';
import { MinerSession } from './miner-session.js';
import type { Report } from './report.js';

/** A session whose device answers when it is told to; counts the connections that are open. */
function open(mayReport = () => true) {
  let openConnections = 0;
  const reported: number[] = [];
  let answer: (reading: MinerReading) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const offline: number[] = [];
  const conversation = (): Conversation => {
    openConnections += 1;
    return { close: () => void (openConnections -= 1) } as unknown as Conversation;
  };
  const reader: MinerReader = {
    read: () => new Promise((resolve, reject) => ([answer, fail] = [resolve, reject])),
    readSlowly: () => Promise.resolve(null),
    forgetIdentity: () => {},
  };
  const session = new MinerSession(aMiner({ intervalMs: 5_000 }), reader, {
    http: { converse: conversation } as unknown as GuardedHttp,
    clock: new FakeClock(),
    log: silentLog,
    random: () => 0,
    metrics: new IngestionMetrics(new Registry()),
    report: {
      reading: (_miner: unknown, tick: number) => void reported.push(tick),
      offline: (_miner: unknown, tick: number) => void offline.push(tick),
    } as unknown as Report,
    retry: { attempts: 1, firstDelayMs: 1, factor: 1, ceilingMs: 1 },
    requestTimeoutMs: 1_000,
    pollTimeoutMs: 2_000,
    offlineAfterMisses: 3,
    exchanges: new ExchangeLog(new FakeClock(), () => []),
    mayReport,
  });
  const failWith = (error: Error): void => fail(error);
  return { session, reported, offline, failWith, answer: () => answer(aReading()), openConnections: () => openConnections };
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

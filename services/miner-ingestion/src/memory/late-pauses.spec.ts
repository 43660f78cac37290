import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock, type Log, silentLog, TransientError } from '@lodestream/component';
import { FakeEventBus } from '@lodestream/streaming';
import { LatePauses } from './late-pauses.js';
import { type Remembered, writeRemembered } from './remembered.js';

const topic = 't.miner.tracks';
const minute = 60_000;
const hashing: Remembered = { state: 'hashing', errors: [], pausedUntilMs: null };

describe('the pauses that are asked for on', () => {
  let bus: FakeEventBus;
  let clock: FakeClock;
  let isAway: boolean;
  let found: string[];
  let warnings: string[];
  let pauses: LatePauses;
  beforeEach(async () => {
    bus = new FakeEventBus();
    await bus.start();
    await bus.admin.applyTopics([{ topic, partitions: 2, retentionMs: null, compacted: true }]);
    [clock, isAway, found, warnings] = [new FakeClock(1_000_000), true, [], []];
    const read: FakeEventBus['read'] = (at, most) =>
      isAway ? Promise.reject(new TransientError('away', 'connectivity')) : bus.read(at, most);
    const log: Log = { ...silentLog, warn: (sentence: string) => void warnings.push(sentence) };
    pauses = new LatePauses(topic, {
      bus: { admin: bus.admin, read },
      clock,
      log,
      onPause: (minerId, untilMs) => void found.push(`${minerId} until ${untilMs}`),
      onBug: (bug) => void warnings.push(String(bug)),
    });
  });
  afterEach(async () => {
    await pauses.stop();
    await bus.stop();
  });

  const tell = (key: string, pausedUntilMs: number | null, more: { partition?: number; timestampMs?: number } = {}) =>
    bus.send(topic, [{ key, value: writeRemembered({ ...hashing, pausedUntilMs }), partition: 0, timestampMs: clock.now() - 1, ...more }]);
  const settle = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 15_000) {
      await clock.advance(15_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  it('are told once the bus can be asked, also where we have told something else of the miner meanwhile', async () => {
    await tell('paused', 77);
    await tell('lifted', 88);
    await tell('lifted', null);
    await tell('of others', 99, { partition: 1 });
    pauses.askFor([0]);
    await settle(minute);
    await tell('paused', null, { timestampMs: clock.now() });
    expect(found).toEqual([]);
    isAway = false;
    await settle(minute);
    expect([found, warnings]).toEqual([['paused until 77'], []]);
  });

  it('are none of our business once the partition is another’s', async () => {
    await tell('paused', 77);
    pauses.askFor([0]);
    await settle(15_000);
    pauses.forget([0]);
    isAway = false;
    await settle(minute);
    expect(found).toEqual([]);
  });

  it('are given up after ten minutes, which is said', async () => {
    await tell('paused', 77);
    pauses.askFor([0]);
    await settle(9 * minute);
    expect(warnings).toEqual([]);
    await settle(2 * minute);
    expect(warnings).toHaveLength(1);
    isAway = false;
    await settle(minute);
    expect(found).toEqual([]);
  });

  it('are asked for again at the next takeover', async () => {
    await tell('paused', 77);
    isAway = false;
    pauses.askFor([0]);
    await settle(15_000);
    pauses.askFor([0]);
    await settle(15_000);
    expect(found).toEqual(['paused until 77', 'paused until 77']);
  });
});

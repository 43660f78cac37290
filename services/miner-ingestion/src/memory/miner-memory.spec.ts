import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock, type Log, silentLog, TransientError } from '@lodestream/component';
import { fullTopicName, internalTopics, topics } from '@lodestream/records';
import { type EventBus, FakeEventBus } from '@lodestream/streaming';
import { MinerMemory } from './miner-memory.js';
import { changesMemory, readRemembered, type Remembered, trackOf, writeRemembered } from './remembered.js';

const lostFan = { code: 'fan_lost_0', message: 'Fan 0 does not turn.', severity: 'critical' as const };
const degraded: Remembered = { state: 'degraded', errors: [lostFan], pausedUntilMs: null };
const hashing: Remembered = { state: 'hashing', errors: [], pausedUntilMs: null };
/** Of a miner that nobody had. */
const unknown = { told: null, takenOver: false, toldTick: null };
const topic = fullTopicName('t.', internalTopics.minerTracks);
const readings = fullTopicName('t.', topics.minerTelemetry);

describe('the memory of what was told', () => {
  let bus: FakeEventBus;
  beforeEach(async () => {
    bus = new FakeEventBus();
    await bus.start();
    await bus.admin.applyTopics([
      { topic, partitions: 3, retentionMs: null, compacted: true },
      { topic: readings, partitions: 3, retentionMs: null, compacted: false },
    ]);
  });
  afterEach(() => bus.stop());

  const tell = (partition: number, key: string, value: string | null) => bus.send(topic, [{ key, value, partition }]);
  const memory = (over: Pick<EventBus, 'read' | 'admin'> = bus, log: Log = silentLog): MinerMemory =>
    new MinerMemory({ bus: over, log, topicPrefix: 't.', recallWithinMs: 200, clock: new FakeClock(), onPause: () => {}, onBug: () => {} });

  it('is the last word of each miner in the partitions that are ours, handed out once', async () => {
    await tell(0, 'a', writeRemembered(hashing));
    await tell(0, 'a', writeRemembered(degraded));
    await tell(1, 'b', writeRemembered(degraded));
    const recalled = memory();
    await recalled.recall([0]);
    expect([recalled.take('a'), recalled.take('a'), recalled.take('b')]).toEqual([
      { ...unknown, told: degraded, takenOver: true },
      unknown,
      unknown,
    ]);
  });

  it('is the newest tick told of each as well, also of one whose state nobody kept', async () => {
    await tell(0, 'a', writeRemembered(degraded));
    const reading = (key: string) => ({ key, value: '{}', partition: 0, headers: { 'event-id': `${key}:60000:poll` } });
    await bus.send(readings, [reading('a'), reading('b')]);
    const recalled = memory();
    await recalled.recall([0]);
    expect(recalled.take('a')).toEqual({ told: degraded, takenOver: true, toldTick: 60_000 });
    recalled.forget([0]);
    expect(recalled.take('b')).toEqual(unknown);
  });

  it('has nothing of a miner that was removed, nor of one whose words nobody can read', async () => {
    await tell(0, 'gone', writeRemembered(degraded));
    await tell(0, 'gone', null);
    await tell(0, 'odd', writeRemembered(degraded));
    await tell(0, 'odd', '{"version":2}');
    const recalled = memory();
    await recalled.recall([0]);
    expect([recalled.take('gone'), recalled.take('odd')]).toEqual([unknown, { ...unknown, takenOver: true }]);
  });

  it('is gone with the partitions, and read anew when they come back', async () => {
    await tell(2, 'a', writeRemembered(degraded));
    const recalled = memory();
    await recalled.recall([2]);
    recalled.forget([2]);
    expect(recalled.take('a')).toEqual(unknown);
    await recalled.recall([2]);
    expect(recalled.take('a').told).toEqual(degraded);
  });

  it.each([
    { name: 'is away', read: () => Promise.reject(new TransientError('away', 'connectivity')) },
    { name: 'never answers', read: () => new Promise<never>(() => {}) },
  ])('keeps nobody from polling while the bus $name, and takes every miner for one that another had', async ({ read }) => {
    await tell(0, 'a', writeRemembered(degraded));
    const warnings: string[] = [];
    const recalled = memory({ admin: bus.admin, read }, { ...silentLog, warn: (sentence: string) => void warnings.push(sentence) });
    await recalled.recall([0]);
    expect([recalled.take('a'), warnings.length]).toEqual([{ ...unknown, takenOver: true }, 1]);
  });
});

describe('what is remembered', () => {
  it('comes back as it was written', () => {
    const paused: Remembered = { ...degraded, pausedUntilMs: 1_795_898_434_470 };
    expect([degraded, paused].map((told) => readRemembered(Buffer.from(writeRemembered(told))))).toEqual([degraded, paused]);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"version":1}',
    '{"version":1,"state":"odd","errors":[]}',
    '{"version":1,"state":"hashing","errors":[{}]}',
    '{"version":1,"state":"hashing","errors":[],"pausedUntilMs":"soon"}',
  ])('is not read from %j', (text) => {
    expect(readRemembered(Buffer.from(text))).toBeNull();
  });

  it('changes with the state and with the errors in force, not with their words', () => {
    const was = trackOf(degraded);
    const worded = trackOf({ ...degraded, errors: [{ ...lostFan, message: 'Still not.' }] });
    expect([worded, trackOf(hashing), trackOf({ ...degraded, errors: [] })].map((is) => changesMemory(was, is))).toEqual([
      false,
      true,
      true,
    ]);
  });
});

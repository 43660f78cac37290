import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import fc from 'fast-check';
import type { IncomingMessage, OutgoingMessage } from '../event-bus.port.js';
import { FakeEventBus } from '../event-bus.fake.js';
import type { LocalBusOptions } from './local-bus-options.js';

const topic = 'table';
const hourMs = 3_600_000;
let bus: FakeEventBus;

async function open(options: LocalBusOptions = {}): Promise<void> {
  bus = new FakeEventBus(options);
  await bus.start();
  await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: true }]);
}

const messages = async (): Promise<readonly IncomingMessage[]> => (await bus.read({ topic, partition: 0, offset: 0 }, Infinity)).messages;
const pairs = async (): Promise<unknown[][]> => (await messages()).map(({ key, value }) => [key?.toString(), value?.toString() ?? null]);
const table = async (): Promise<object> => Object.fromEntries((await pairs()).map(([key, value]) => [String(key), value] as const));

afterEach(() => bus.abort());

describe('compaction', () => {
  it('keeps the news that a key is gone for its time, and no longer', async () => {
    const clock = new FakeClock();
    await open({ clock, tombstoneMs: hourMs });
    await bus.send(topic, [
      { key: 'a', value: '1' },
      { key: 'b', value: '1' },
    ]);
    await bus.send(topic, [{ key: 'a', value: null }]);
    await bus.maintain(topic);
    expect(await pairs()).toEqual([
      ['b', '1'],
      ['a', null],
    ]);
    await clock.advance(hourMs + 1);
    await bus.maintain(topic);
    expect(await pairs()).toEqual([['b', '1']]);
  });

  it('makes room by itself when the topic has no more', async () => {
    const pressures: unknown[] = [];
    await open({ topicBytes: 40_000, onEvent: (event) => pressures.push(event) });
    const value = 'x'.repeat(1_000);
    for (let version = 0; version < 200; version += 1) await bus.send(topic, [{ key: 'k', value: `${version}${value}` }]);
    expect(await table()).toEqual({ k: `199${value}` });
    expect(pressures).toEqual([]);
  });

  it('begins by itself once enough was written, and works through what is larger than a slice', async () => {
    await open();
    const value = 'x'.repeat(10_000);
    for (let version = 0; version < 500; version += 1) await bus.send(topic, [{ key: String(version % 3), value }]);
    await bus.maintain();
    expect((await messages()).map(({ offset }) => offset)).toEqual([497, 498, 499]);
  });

  it('takes nothing from a topic that is not compacted', async () => {
    await open();
    await bus.admin.applyTopics([{ topic: 'log', partitions: 1, retentionMs: null, compacted: false }]);
    for (let version = 0; version < 60; version += 1) await bus.send('log', [{ key: 'k', value: 'x'.repeat(10_000) }]);
    await bus.maintain();
    expect((await bus.read({ topic: 'log', partition: 0, offset: 0 }, 1_000)).messages).toHaveLength(60);
  });

  it('never changes what the table says, whenever it runs, also while more is written', async () => {
    const message = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      value: fc.option(fc.string({ maxLength: 5 })),
    });
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.array(message, { minLength: 1, maxLength: 8 }) },
      { weight: 1, arbitrary: fc.constant('compact' as const) },
    );
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 20 }), keepsTheTable), { numRuns: 60 });
  });
});

async function keepsTheTable(steps: (OutgoingMessage[] | 'compact')[]): Promise<void> {
  await open();
  const expected: Record<string, string | null> = {};
  const running: Promise<unknown>[] = [];
  for (const step of steps) {
    running.push(step === 'compact' ? bus.maintain(topic) : bus.send(topic, step));
    if (step !== 'compact') for (const { key, value } of step) expected[String(key)] = value as string | null;
    if (running.length % 3 === 0) await Promise.all(running);
  }
  await Promise.all(running);
  await bus.maintain(topic);
  const offsets = (await messages()).map(({ offset }) => offset);
  expect(await table()).toEqual(expected);
  expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
  expect(offsets).toHaveLength(Object.keys(expected).length);
  expect(bytesByRow()).toBe(bytesByBatches());
  await bus.stop();
}

const log = 65_536;

/** What the bookkeeping says that the partition weighs. */
function bytesByRow(): number {
  return bus.memory.row(`partition/${log}`)?.readDoubleBE(16) ?? 0;
}

/** What its batches weigh. */
function bytesByBatches(): number {
  let sum = 0;
  for (let stored = bus.memory.batchAt(log, 0); stored; stored = bus.memory.batchAt(log, stored.lastOffset + 1)) {
    sum += stored.bytes.length;
  }
  return sum;
}

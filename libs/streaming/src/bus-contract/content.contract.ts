import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage, OutgoingMessage } from '../event-bus.port.js';
import { inWorld, testTimeoutMs, type OpenBus } from './bus-under-test.js';
import { everything, numbered, numbers } from './numbered.js';

/** What of a message comes back, and reading without a group. */
export function describeContent(open: OpenBus): void {
  describe('the content of a message', () => {
    it('keeps headers whole, whatever their letters', headers(open), testTimeoutMs);
    it('keeps any bytes of key and value', bytes(open), testTimeoutMs);
    it('tells a tombstone from an empty value', tombstones(open), testTimeoutMs);
    it('keeps the time it was given, and gives its own where none was', times(open), testTimeoutMs);
  });
  describe('reading without a group', () => {
    it('starts at the offset asked for and takes no more than asked', readFrom(open), testTimeoutMs);
    it('finds nothing at the end, and says where the log starts and ends', readAtEnd(open), testTimeoutMs);
    it('reads all in steps of any size', readInSteps(open), testTimeoutMs);
  });
}

const roundTrip = (open: OpenBus, sent: OutgoingMessage[], judge: (messages: readonly IncomingMessage[]) => void) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic({ partitions: 1 });
    await bus().send(name, sent);
    judge((await bus().read({ topic: name, partition: 0, offset: 0 }, 100)).messages);
  });

const headers = (open: OpenBus) => {
  const first = { schema: 'miner_telemetry.v1', 'event-id': 'ä→☃ 𝄞', empty: '' };
  const sent = [
    { key: 'k', value: 'v', headers: first },
    { key: 'k', value: 'w' },
  ];
  return roundTrip(open, sent, (messages) => expect(messages.map((message) => message.headers)).toEqual([first, {}]));
};

const bytes = (open: OpenBus) => {
  const key = Buffer.from([0, 255, 254, 128, 10]);
  const value = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  return roundTrip(open, [{ key, value }], ([message]) => expect([message?.key, message?.value]).toEqual([key, value]));
};

const tombstones = (open: OpenBus) => {
  const sent = [null, '', 'v'].map((value) => ({ key: 'k', value }));
  return roundTrip(open, sent, (messages) => {
    expect(messages.map(({ value }) => value?.toString() ?? null)).toEqual([null, '', 'v']);
  });
};

const times = (open: OpenBus) => {
  const before = Date.now();
  const sent = [
    { key: 'k', value: 'v', timestampMs: before - 5_000 },
    { key: 'k', value: 'v' },
  ];
  return roundTrip(open, sent, ([told, untold]) => {
    expect(told?.timestampMs).toBe(before - 5_000);
    expect(untold?.timestampMs).toBeGreaterThanOrEqual(before);
    expect(untold?.timestampMs).toBeLessThanOrEqual(Date.now());
  });
};

const readFrom = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    await bus().send(name, numbered(0, 10, 1));
    const batch = await bus().read({ topic: name, partition: 1, offset: 4 }, 3);
    expect(batch.messages.map(({ offset, value }) => [offset, value?.toString()])).toEqual([
      [4, '4'],
      [5, '5'],
      [6, '6'],
    ]);
    expect([batch.topic, batch.partition, batch.logStart, batch.logEnd]).toEqual([name, 1, 0, 10]);
  });

const readAtEnd = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    await bus().send(name, numbered(0, 3));
    const atEnd = await bus().read({ topic: name, partition: 0, offset: 3 }, 10);
    expect([atEnd.messages.length, atEnd.logStart, atEnd.logEnd]).toEqual([0, 0, 3]);
    const never = await bus().read({ topic: name, partition: 2, offset: 0 }, 10);
    expect([never.messages.length, never.logStart, never.logEnd]).toEqual([0, 0, 0]);
  });

const readInSteps = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    for (let from = 0; from < 35; from += 7) await bus().send(name, numbered(from, from + 7));
    for (const step of [1, 5, 7, 100]) expect(await everything(bus(), name, 0, step)).toEqual(numbers(0, 35));
  });

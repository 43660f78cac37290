import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock, PermanentError } from '@lodestream/component';
import { topics } from '@lodestream/records';
import { FakeEventBus } from '../event-bus.fake.js';
import type { IncomingMessage } from '../event-bus.port.js';
import { DeadLetterWriter } from './dead-letter-writer.js';
import { DeadLetters } from './dead-letters.js';
import { maxPartBytes } from './letter-packing.js';

const dead = 'mining.dead.letters';
const origin = 'mining.t';
const brokerLimit = 1_048_588;

let bus: FakeEventBus;
let letters: DeadLetters;
let writer: DeadLetterWriter;
const clock = new FakeClock();

beforeEach(async () => {
  bus = new FakeEventBus();
  await bus.start();
  const settings = { retentionMs: null, compacted: false };
  await bus.admin.applyTopics([
    { topic: dead, partitions: 3, ...settings },
    { topic: origin, partitions: 2, ...settings },
  ]);
  const parts = { topicPrefix: 'mining.', clock, source: 'test/1' };
  letters = new DeadLetters(bus, parts);
  writer = new DeadLetterWriter({ publisher: bus, ...parts });
});

afterEach(() => bus.stop());

const message = (offset: number, value: Buffer | null, more: Partial<IncomingMessage> = {}): IncomingMessage => ({
  offset,
  timestampMs: 5,
  key: Buffer.from('k'),
  value,
  headers: { 'event-id': `e${offset}` },
  ...more,
});

// Jest compares buffers byte by byte in JavaScript, which takes seconds for megabytes.
const sameBytes = (a: Buffer | null, b: Buffer | null): boolean => (a === null || b === null ? a === b : a.equals(b));

async function giveUp(
  given: IncomingMessage,
  pipeline = 'p',
  reason = 'unfit',
  cause: unknown = new PermanentError('no good', 'validation'),
): Promise<void> {
  const ended = { kind: 'reject' as const, step: 'sort', reason, cause, attempts: 2 };
  await writer.write([{ topic: origin, partition: 1, pipeline, fate: { message: given, value: null, ended } }]);
}

async function everythingIn(topic: string): Promise<readonly IncomingMessage[]> {
  const ends = await bus.admin.offsetsOf(topic);
  const reads = ends.map(({ partition, logStart }) => bus.read({ topic, partition, offset: logStart }, 1_000));
  return (await Promise.all(reads)).flatMap(({ messages }) => messages);
}

describe('a dead letter', () => {
  it('says why, after how many tries, and where it comes from', async () => {
    await giveUp(message(41, Buffer.from('x')));
    const {
      letters: [letter],
    } = await letters.list();
    expect(letter).toMatchObject({
      id: 'p/mining.t/1/41',
      pipeline: 'p',
      step: 'sort',
      reason: 'unfit',
      cause: 'no good',
      error_class: 'validation',
      attempts: 2,
      state: 'open',
    });
    expect(letter?.origin).toEqual({ topic: origin, partition: 1, offset: 41, timestamp: 5 });
  });

  it('is a record of the contract, under its original key', async () => {
    await giveUp(message(1, Buffer.from('x')));
    const [kept] = await everythingIn(dead);
    expect(topics.deadLetters.codec.decode(kept!.value!)).toMatchObject({
      value: Buffer.from('x').toString('base64'),
      headers: { 'event-id': 'e1' },
    });
    expect([kept!.key?.toString(), kept!.headers['schema']]).toEqual(['k', topics.deadLetters.codec.schema]);
  });

  it('keeps a cause bounded', async () => {
    await giveUp(message(1, Buffer.from('x')), 'p', 'unfit', new Error('long '.repeat(10_000)));
    expect((await letters.list()).letters[0]?.cause?.length).toBeLessThanOrEqual(1_001);
  });

  it.each([
    { what: 'ordinary bytes', given: message(1, Buffer.from('x')) },
    { what: 'bytes that are no text', given: message(1, Buffer.from([0, 255, 254, 10]), { key: Buffer.from([255, 0]) }) },
    { what: 'a tombstone', given: message(1, null) },
    { what: 'an empty value without a key', given: message(1, Buffer.alloc(0), { key: null }) },
    { what: 'a value as large as a broker takes', given: message(1, Buffer.alloc(brokerLimit, 7)) },
    { what: 'a value far larger', given: message(1, Buffer.alloc(5 * maxPartBytes + 1, 9)) },
    { what: 'large headers', given: message(1, Buffer.from('x'), { headers: { note: '\u0001'.repeat(400_000) } }) },
    { what: 'large headers on a tombstone without a key', given: message(1, null, { key: null, headers: { note: 'n'.repeat(900_000) } }) },
    { what: 'a large key', given: message(1, Buffer.from('x'), { key: Buffer.alloc(700_000, 3) }) },
  ])('gives back $what byte for byte, in pieces a broker takes', async ({ given }) => {
    await giveUp(given);
    const {
      letters: [letter],
    } = await letters.list();
    const back = await letters.original(letter!);
    expect([back.headers, sameBytes(back.key, given.key), sameBytes(back.value, given.value)]).toEqual([given.headers, true, true]);
    const sizes = (await everythingIn(dead)).map((m) => (m.value?.length ?? 0) + (m.key?.length ?? 0) + JSON.stringify(m.headers).length);
    expect(Math.max(...sizes)).toBeLessThan(brokerLimit);
  });
});

describe('listing', () => {
  it('selects by pipeline, reason, topic and id, oldest first', async () => {
    await giveUp(message(1, Buffer.from('a')), 'p', 'unfit');
    await giveUp(message(2, Buffer.from('b')), 'p', 'late');
    await giveUp(message(3, Buffer.from('c')), 'q', 'unfit');
    const offsets = async (filter: Parameters<DeadLetters['list']>[0]) => (await letters.list(filter)).letters.map((l) => l.origin.offset);
    expect(await offsets({ reason: 'unfit' })).toEqual([1, 3]);
    expect(await offsets({ pipeline: 'p' })).toEqual([1, 2]);
    expect(await offsets({ ids: ['q/mining.t/1/3'] })).toEqual([3]);
    expect(await offsets({ topic: 'mining.other' })).toEqual([]);
  });

  it('shows once what was written twice by a redelivery', async () => {
    await giveUp(message(1, Buffer.alloc(maxPartBytes + 1)));
    await giveUp(message(1, Buffer.alloc(maxPartBytes + 1)));
    expect((await letters.list()).letters).toHaveLength(1);
  });

  it('is bounded, and says when there was more', async () => {
    for (let offset = 0; offset < 12; offset += 1) await giveUp(message(offset, Buffer.from('x')));
    const { letters: shown, truncated } = await letters.list({}, 10);
    expect([shown.length <= 10, truncated]).toEqual([true, true]);
  });

  it('counts what is no dead letter instead of failing', async () => {
    await bus.send(dead, [{ key: 'k', value: 'not a letter' }]);
    await giveUp(message(1, Buffer.from('x')));
    expect(await letters.list()).toMatchObject({ unreadable: 1, letters: [{ origin: { offset: 1 } }] });
  });
});

describe('replaying', () => {
  it('puts the message back, saying which letter it was and for whom', async () => {
    await giveUp(message(1, Buffer.from([0, 255])));
    const report = await letters.replay({ reason: 'unfit' });
    const [back] = await everythingIn(origin);
    expect(report).toMatchObject({ replayed: ['p/mining.t/1/1'], skipped: [], failed: [] });
    expect([back!.value, back!.key?.toString()]).toEqual([Buffer.from([0, 255]), 'k']);
    expect(back!.headers).toMatchObject({
      'event-id': 'e1',
      'replay-of': 'p/mining.t/1/1',
      'replay-for': 'p',
      'replayed-at': String(clock.now()),
    });
  });

  it('never does it twice unless told to', async () => {
    await giveUp(message(1, Buffer.from('x')));
    await letters.replay({});
    expect(await letters.replay({})).toMatchObject({ replayed: [], skipped: [{ id: 'p/mining.t/1/1', state: 'replayed' }] });
    expect((await letters.replay({}, { again: true })).replayed).toHaveLength(1);
    expect(await everythingIn(origin)).toHaveLength(2);
  });

  it('keeps the order the messages had', async () => {
    for (const offset of [3, 1, 2]) await giveUp(message(offset, Buffer.from(String(offset))));
    await letters.replay({});
    expect((await everythingIn(origin)).map((m) => m.value?.toString())).toEqual(['1', '2', '3']);
  });

  it('shows a replay that was cut short as uncertain, and leaves it alone', async () => {
    await giveUp(message(1, Buffer.from('x')));
    const cut = new DeadLetters(
      {
        read: (...a) => bus.read(...a),
        admin: bus.admin,
        send: async (topic, m) => (topic === origin ? Promise.reject(new Error('killed')) : bus.send(topic, m)),
      },
      { topicPrefix: 'mining.', clock, source: 'test/1' },
    );
    await expect(cut.replay({})).rejects.toThrow('killed');
    expect(await letters.replay({})).toMatchObject({ replayed: [], skipped: [{ state: 'uncertain' }] });
    expect((await letters.replay({}, { again: true })).replayed).toHaveLength(1);
  });

  it('reports what the bus refuses, and leaves that letter open', async () => {
    await writer.write([
      { topic: 'mining.gone', partition: 0, pipeline: 'p', fate: { message: message(1, Buffer.from('x')), value: null, ended: null } },
    ]);
    const report = await letters.replay({});
    expect(report.failed).toEqual([{ id: 'p/mining.gone/0/1', reason: expect.any(String) }]);
    expect((await letters.list()).letters[0]?.state).toBe('open');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import stock from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import stockProduce from 'kafkajs/src/protocol/requests/produce/v7/request.js';
import Long from 'kafkajs/src/utils/long.js';
import { BodyWriter } from './body-writer.js';
import { type FetchAnswer, fetchAnswer } from './fetch-answer.js';
import type { ProduceRequest } from './produce-body.js';

const nowMs = 1_764_400_000_000;
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 10 }), fc.constantFrom('', 'é'.repeat(40), '😀'.repeat(99)));
/** Not one of those that every object has: kafkajs takes `toString` for a name that stands there already. */
const name = fc.string({ maxLength: 9 }).map((given) => `h${given}`);
const message = fc.record({
  key: fc.option(text),
  value: fc.option(text),
  timestamp: fc
    .oneof(
      fc.nat(100).map((after) => nowMs + after),
      fc.constantFrom(0, nowMs - 400 * 86_400_000),
    )
    .map(String),
  // A list makes a name that stands several times.
  headers: fc.dictionary(name, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })), { maxKeys: 3 }),
});
const batch = fc.record({
  messages: fc.array(message, { minLength: 1, maxLength: 70 }),
  firstOffset: fc.nat(2 ** 31 - 1).map((offset) => offset * 1_000),
  transactionalId: fc.option(fc.constant('t')),
  datedByLog: fc.boolean(),
  control: fc.boolean(),
});
const partition = fc.record({
  partition: fc.nat(99),
  errorCode: fc.nat(90),
  offsets: fc.tuple(fc.nat(), fc.nat(), fc.nat()),
  aborted: fc.array(fc.record({ producerId: fc.nat(), firstOffset: fc.nat() }), { maxLength: 2 }),
  batches: fc.array(batch, { maxLength: 3 }),
  /** Bytes that the answer had no room for. */
  cut: fc.nat(200),
});
type BatchSample = typeof batch extends fc.Arbitrary<infer T> ? T : never;
type PartitionSample = typeof partition extends fc.Arbitrary<infer T> ? T : never;

describe('fetchAnswer', () => {
  it('reads what kafkajs reads, batches that were cut off included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(partition, { maxLength: 3 }), async (partitions) => {
        const answer = await written(partitions);
        expect(plain(fetchAnswer(answer)!)).toEqual(plain(await stock.decode(answer)));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['a compressed batch', 22],
    ['a batch older than magic 2', 16],
  ])('leaves %s to kafkajs', async (_, at) => {
    const answer = await oneRecord();
    expect(fetchAnswer(answer)).not.toBeNull();
    answer[bytesBeforeBatches + at] = 1;
    expect(fetchAnswer(answer)).toBeNull();
  });
});

describe('fetchAnswer of what compaction left', () => {
  const recordsAt = 57;
  const lastDeltaAt = 23;
  const messagesOf = (answer: Buffer) => fetchAnswer(answer)!.responses[0]!.partitions[0]!.messages;

  it('tells where a batch ends that has no record any more, by a control record', async () => {
    const answer = await oneRecord();
    answer.writeInt32BE(0, bytesBeforeBatches + recordsAt);
    answer.writeInt32BE(7, bytesBeforeBatches + lastDeltaAt);
    expect(messagesOf(answer)).toMatchObject([{ offset: '7', key: null, value: null, headers: {}, isControlRecord: true }]);
  });

  it('tells where a batch ends whose last records are gone', async () => {
    const answer = await oneRecord();
    answer.writeInt32BE(3, bytesBeforeBatches + lastDeltaAt);
    expect(messagesOf(answer)).toMatchObject([
      { offset: '0', isControlRecord: false },
      { offset: '3', isControlRecord: true },
    ]);
  });
});

describe('fetchAnswer of bytes that no broker sends', () => {
  it.each([
    ['a length below nothing', 8, -100],
    ['a length of nothing', 8, 0],
    ['more records than there are', 57, 2 ** 31 - 1],
  ])('ends at %s', async (_, at, value) => {
    const answer = await oneRecord();
    answer.writeInt32BE(value, bytesBeforeBatches + at);
    const read = (): unknown => fetchAnswer(answer);
    if (at === 8) expect(read()).toBeNull();
    else expect(read).toThrow(RangeError);
  });
});

/** In an answer about one partition of a topic whose name has one letter, without aborted transactions. */
const bytesBeforeBatches = 63;

function oneRecord(): Promise<Buffer> {
  const messages = [{ key: 'k', value: 'v', timestamp: String(nowMs), headers: {} }];
  const batches = [{ messages, firstOffset: 0, transactionalId: null, datedByLog: false, control: false }];
  return written([{ partition: 0, errorCode: 0, offsets: [1, 1, 0], aborted: [], batches, cut: 0 }]);
}

async function written(partitions: readonly PartitionSample[]): Promise<Buffer> {
  const writer = new BodyWriter(1_000_000);
  writer.int32(7);
  writer.int16(0);
  writer.int32(0);
  writer.int32(1);
  writer.text('t');
  writer.int32(partitions.length);
  for (const { partition: number, errorCode, offsets, aborted, batches, cut } of partitions) {
    writer.int32(number);
    writer.int16(errorCode);
    for (const offset of offsets) writer.int64(BigInt(offset));
    writer.int32(aborted.length);
    for (const { producerId, firstOffset } of aborted) for (const value of [producerId, firstOffset]) writer.int64(BigInt(value));
    writer.int32(-1);
    const bytes = Buffer.concat(await Promise.all(batches.map(writtenBatch)));
    const left = bytes.subarray(0, Math.max(0, bytes.length - cut));
    writer.int32(left.length);
    left.copy(writer.bytes, writer.at);
    writer.at += left.length;
  }
  return Buffer.from(writer.bytes.subarray(0, writer.at));
}

/** As kafkajs produces it, with the offset and the marks that a broker puts there. */
async function writtenBatch({ messages, firstOffset, transactionalId, datedByLog, control }: BatchSample): Promise<Buffer> {
  const topicData = [{ topic: 't', partitions: [{ partition: 0, messages }] }];
  const request = { acks: -1, timeout: 1, producerId: Long.fromInt(9), producerEpoch: 3, transactionalId, topicData };
  const { buffer } = await stockProduce(request as unknown as ProduceRequest).encode();
  const bytes = Buffer.from(buffer.subarray(27 + (transactionalId?.length ?? 0)));
  bytes.writeBigInt64BE(BigInt(firstOffset));
  bytes[22]! |= (datedByLog ? 0x08 : 0) | (control ? 0x20 : 0);
  return bytes;
}

function plain({ responses, ...rest }: FetchAnswer): unknown {
  const record = (one: FetchAnswer['responses'][number]['partitions'][number]['messages'][number]): unknown => {
    const { magicByte, attributes, timestamp, offset, key, value, headers, isControlRecord, batchContext } = one;
    return { magicByte, attributes, timestamp, offset, key, value, headers, isControlRecord, batchContext };
  };
  return {
    ...rest,
    responses: responses.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map(({ messages, ...others }) => ({ ...others, messages: messages.map(record) })),
    })),
  };
}

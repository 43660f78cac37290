import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import stockRequest from 'kafkajs/src/protocol/requests/produce/v7/request.js';
import Long from 'kafkajs/src/utils/long.js';
import { produceBody, type ProducedMessage, type ProduceRequest } from './produce-body.js';

const nowMs = 1_764_400_000_000;

/** Texts of every alphabet, and so long that their lengths take one byte and two. */
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 10 }), fc.constantFrom('', 'é'.repeat(40), '😀'.repeat(99)));
const content = fc.oneof(
  text,
  fc.uint8Array({ maxLength: 99 }).map((bytes) => Buffer.from(bytes)),
);
const message: fc.Arbitrary<ProducedMessage> = fc.record(
  {
    key: fc.option(content),
    value: fc.option(content),
    // Apart by nothing, by milliseconds, or by more than 31 bits of them.
    timestamp: fc
      .oneof(
        fc.constant(nowMs),
        fc.nat(100).map((after) => nowMs + after),
        fc.constantFrom(0, nowMs - 400 * 86_400_000),
      )
      .map(String),
    headers: fc.dictionary(fc.string({ maxLength: 20 }), content, { maxKeys: 2 }),
  },
  { requiredKeys: ['value', 'timestamp'] },
);
const batch = fc.record(
  { partition: fc.nat(200), firstSequence: fc.nat(2 ** 31 - 1), messages: fc.array(message, { minLength: 1, maxLength: 70 }) },
  { requiredKeys: ['partition', 'messages'] },
);
const request: fc.Arbitrary<ProduceRequest> = fc.record({
  transactionalId: fc.option(text),
  acks: fc.constantFrom(-1, 1),
  timeout: fc.nat(2 ** 31 - 1),
  producerId: fc.bigInt({ min: -1n, max: 2n ** 63n - 1n }).map((id) => Long.fromString(String(id))),
  producerEpoch: fc.nat(2 ** 15 - 1),
  topicData: fc.array(fc.record({ topic: fc.string({ maxLength: 20 }), partitions: fc.array(batch, { maxLength: 3 }) }), { maxLength: 2 }),
});

describe('produceBody', () => {
  it('writes what kafkajs writes, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        const { buffer } = await stockRequest(asked).encode();
        expect(produceBody(asked, nowMs).equals(buffer)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('writes a message of a megabyte as kafkajs does', async () => {
    const asked = one({ value: Buffer.alloc(1_000_000, 7), timestamp: String(nowMs) });
    const { buffer } = await stockRequest(asked).encode();
    expect(produceBody(asked, nowMs).equals(buffer)).toBe(true);
  });

  it('dates a message without a time by our clock, and a batch by its least and latest time', async () => {
    const asked = one({ value: 'a', timestamp: String(nowMs + 5) }, { value: 'b' });
    const dated = one({ value: 'a', timestamp: String(nowMs + 5) }, { value: 'b', timestamp: String(nowMs) });
    const { buffer } = await stockRequest(dated).encode();
    expect(produceBody(asked, nowMs).equals(buffer)).toBe(true);
  });
});

function one(...messages: ProducedMessage[]): ProduceRequest {
  const topicData = [{ topic: 't', partitions: [{ partition: 0, messages }] }];
  return { acks: -1, timeout: 1_000, producerId: Long.fromInt(1), producerEpoch: 0, topicData };
}

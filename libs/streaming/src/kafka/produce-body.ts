import { BodyWriter, type Content, contentBytes, varintBytes } from './body-writer.js';
import { crc32c } from './crc32c.js';

/** A message as kafkajs hands it on; its timestamp is decimal text, in UTC milliseconds. */
export interface ProducedMessage {
  readonly key?: Content;
  readonly value: Content;
  readonly timestamp?: string;
  readonly headers?: Readonly<Record<string, string | Buffer>>;
}

/** Messages of one partition, and the number of the first in the producer's sequence. */
export interface ProducedBatch {
  readonly partition: number;
  readonly firstSequence?: number;
  readonly messages: readonly ProducedMessage[];
}

/** What a produce request says, as kafkajs hands it on. */
export interface ProduceRequest {
  readonly transactionalId?: string | null | undefined;
  readonly acks: number;
  readonly timeout: number;
  readonly producerId: { toString(): string };
  readonly producerEpoch: number;
  readonly topicData: readonly { readonly topic: string; readonly partitions: readonly ProducedBatch[] }[];
}

const magic = 2;
const transactional = 16;
/** More than a request, a batch, a record and a header take beside their content. */
const room = { request: 64, batch: 128, record: 64, header: 16 };

/**
 * The body of a produce request of versions 3 to 7, uncompressed, with record batches of magic 2, after Kafka's guide to its protocol and
 * the format of messages on disk (kafka.apache.org/documentation/#messageformat). Written once, into memory of the right size: kafkajs
 * makes a buffer of its own for each record and header and copies each five times.
 */
export function produceBody(request: ProduceRequest, nowMs: number): Buffer {
  const writer = new BodyWriter(roomFor(request));
  writer.text(request.transactionalId ?? null);
  writer.int16(request.acks);
  writer.int32(request.timeout);
  writer.int32(request.topicData.length);
  for (const { topic, partitions } of request.topicData) {
    writer.text(topic);
    writer.int32(partitions.length);
    for (const batch of partitions) writeBatch(writer, request, batch, nowMs);
  }
  return writer.bytes.subarray(0, writer.at);
}

function writeBatch(
  writer: BodyWriter,
  request: ProduceRequest,
  { partition, firstSequence = 0, messages }: ProducedBatch,
  nowMs: number,
): void {
  const times = messages.map(({ timestamp }) => (timestamp === undefined ? nowMs : Number(timestamp)));
  const firstMs = times.reduce((least, time) => Math.min(least, time), Infinity);
  writer.int32(partition);
  const sizeAt = writer.later();
  writer.int64(0n);
  const lengthAt = writer.later();
  writer.int32(0);
  writer.int8(magic);
  const sumAt = writer.later();
  const summedFrom = writer.at;
  writer.int16(request.transactionalId ? transactional : 0);
  writer.int32(messages.length - 1);
  writer.int64(BigInt(firstMs));
  writer.int64(BigInt(times.reduce((most, time) => Math.max(most, time), firstMs)));
  writer.int64(BigInt(request.producerId.toString()));
  writer.int16(request.producerEpoch);
  writer.int32(firstSequence);
  writer.int32(messages.length);
  messages.forEach((message, index) => writeRecord(writer, message, index, times[index]! - firstMs));
  writer.bytes.writeInt32BE(writer.at - sizeAt - 4, sizeAt);
  writer.bytes.writeInt32BE(writer.at - lengthAt - 4, lengthAt);
  writer.bytes.writeUInt32BE(crc32c(writer.bytes, summedFrom, writer.at), sumAt);
}

function writeRecord(
  writer: BodyWriter,
  { key = null, value, headers = {} }: ProducedMessage,
  offsetDelta: number,
  timestampDelta: number,
): void {
  const names = Object.keys(headers);
  let bytes =
    1 + varintBytes(timestampDelta) + varintBytes(offsetDelta) + contentBytes(key) + contentBytes(value) + varintBytes(names.length);
  for (const name of names) bytes += contentBytes(name) + contentBytes(headers[name]!);
  writer.varint(bytes);
  writer.int8(0);
  writer.varint(timestampDelta);
  writer.varint(offsetDelta);
  writer.content(key);
  writer.content(value);
  writer.varint(names.length);
  for (const name of names) {
    writer.content(name);
    writer.content(headers[name]!);
  }
}

function roomFor({ topicData, transactionalId }: ProduceRequest): number {
  let bytes = room.request + mostBytes(transactionalId ?? null);
  for (const { topic, partitions } of topicData) {
    bytes += mostBytes(topic) + room.request;
    for (const { messages } of partitions) {
      bytes += room.batch;
      for (const message of messages) bytes += roomForRecord(message);
    }
  }
  return bytes;
}

function roomForRecord({ key = null, value, headers = {} }: ProducedMessage): number {
  let bytes = room.record + mostBytes(key) + mostBytes(value);
  for (const name in headers) bytes += room.header + mostBytes(name) + mostBytes(headers[name]!);
  return bytes;
}

/** A character takes three bytes at most, a pair of surrogates four. */
function mostBytes(content: Content): number {
  return content === null ? 0 : typeof content === 'string' ? 3 * content.length : content.length;
}

import { BodyReader } from './body-reader.js';
import { type BatchContext, FetchedRecord } from './fetched-record.js';

/** What came of one partition, as kafkajs names it. */
interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly lastStartOffset: string;
  readonly abortedTransactions: readonly { readonly producerId: string; readonly firstOffset: string }[];
  readonly preferredReadReplica: number;
  readonly messages: readonly FetchedRecord[];
}

/** The answer to a fetch, as kafkajs names it. */
export interface FetchAnswer {
  readonly throttleTime: number;
  readonly clientSideThrottleTime: number;
  readonly errorCode: number;
  readonly sessionId: number;
  readonly responses: readonly { readonly topicName: string | null; readonly partitions: readonly FetchedPartition[] }[];
}

const magicAt = 16;
const magic = 2;
const attribute = { compression: 0x07, datedByLog: 0x08, transaction: 0x10, control: 0x20 };
/** Where the length of a batch ends; what it counts begins there. */
const lengthEnd = 12;

/** A record without key, value and headers, at the offset it is given. */
const emptyRecord = Buffer.from([12, 0, 0, 0, 1, 1, 0]);

/** A batch has at least so many bytes. */
const batchHeadBytes = 61;

/** A batch that is left to kafkajs: compressed, of a format older than magic 2, or shorter than one can be. */
class NotOurs extends Error {}

/**
 * The answer to a fetch of version 11 with uncompressed batches of magic 2, after Kafka's guide to its protocol; null where it carries
 * others, which kafkajs reads. Records share the memory of the answer, as they do with kafkajs, which makes some thirty objects of each.
 * Where the offsets of the last batch go on behind its last record, a control record stands at their end.
 */
export function fetchAnswer(answer: Buffer): FetchAnswer | null {
  const reader = new BodyReader(answer);
  try {
    const clientSideThrottleTime = reader.int32();
    const errorCode = reader.int16();
    const sessionId = reader.int32();
    const responses = reader.list(() => ({ topicName: reader.text(), partitions: reader.list(partitionOf) }));
    return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses };
  } catch (error) {
    if (error instanceof NotOurs) return null;
    throw error;
  }
}

function partitionOf(reader: BodyReader): FetchedPartition {
  return {
    partition: reader.int32(),
    errorCode: reader.int16(),
    highWatermark: String(reader.int64()),
    lastStableOffset: String(reader.int64()),
    lastStartOffset: String(reader.int64()),
    abortedTransactions: reader.list(() => ({ producerId: String(reader.int64()), firstOffset: String(reader.int64()) })),
    preferredReadReplica: reader.int32(),
    messages: recordsOf(reader.taken(reader.int32())),
  };
}

/** The last batch may have been cut off where the answer was full; it comes whole with the next one. */
function recordsOf(batches: Buffer | null): FetchedRecord[] {
  const records: FetchedRecord[] = [];
  if (batches === null) return records;
  const reader = new BodyReader(batches);
  let context: BatchContext | null = null;
  while (reader.at + lengthEnd <= batches.length) {
    const begin = reader.at;
    const end = begin + lengthEnd + batches.readInt32BE(begin + lengthEnd - 4);
    if (end > batches.length) break;
    if (end < begin + batchHeadBytes || batches.readInt8(begin + magicAt) !== magic) throw new NotOurs();
    context = contextOf(reader);
    const firstOffset = Number(context.firstOffset);
    for (let left = reader.int32(); left > 0; left -= 1) records.push(new FetchedRecord(reader, context, firstOffset));
    reader.at = end;
  }
  if (context !== null) markEnd(records, context);
  return records;
}

/**
 * Compaction takes records out of a batch and leaves its range of offsets; the last batch of a producer stays even without any record.
 * kafkajs knows of records only, and would ask for those offsets for ever. A control record, which nobody is shown, tells it where they end.
 */
function markEnd(records: FetchedRecord[], context: BatchContext): void {
  const last = Number(context.firstOffset) + context.lastOffsetDelta;
  if (Number(records.at(-1)?.offset ?? -1) < last)
    records.push(new FetchedRecord(new BodyReader(emptyRecord), { ...context, isControlBatch: true }, last));
}

function contextOf(reader: BodyReader): BatchContext {
  const firstOffset = String(reader.int64());
  reader.int32();
  const partitionLeaderEpoch = reader.int32();
  const magicByte = reader.int8();
  reader.int32();
  const attributes = reader.int16();
  if ((attributes & attribute.compression) !== 0) throw new NotOurs();
  return {
    firstOffset,
    partitionLeaderEpoch,
    magicByte,
    inTransaction: (attributes & attribute.transaction) !== 0,
    isControlBatch: (attributes & attribute.control) !== 0,
    timestampType: (attributes & attribute.datedByLog) === 0 ? 0 : 1,
    lastOffsetDelta: reader.int32(),
    firstTimestamp: String(reader.int64()),
    maxTimestamp: String(reader.int64()),
    producerId: String(reader.int64()),
    producerEpoch: reader.int16(),
    firstSequence: reader.int32(),
  };
}

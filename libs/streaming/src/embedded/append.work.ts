import { PermanentError } from '@lodestream/component';
import { maxMessageBytes, type OutgoingMessage, type Position } from '../event-bus.port.js';
import { partitionOf } from '../partitioner.js';
import type { Work } from './committer.js';
import type { PartitionState } from './partition-state.js';
import type { NewRecord } from './record-batch.js';
import type { Retention } from './retention.js';
import type { Topic } from './topic-catalog.js';
import type { Transaction } from './transaction.js';

interface Routed {
  readonly state: PartitionState;
  readonly record: NewRecord;
}

/** What a send needs to know of its surroundings. */
export interface AppendTerms {
  readonly topic: Topic;
  readonly retention: Retention;
  readonly nowMs: number;
  readonly deadlineMs: number;
  /** Where messages without key and partition go. */
  readonly keylessPartition: number;
}

/** One send on its way to the disk. */
export class AppendWork implements Work {
  readonly weight: number;
  readonly lane: string;
  readonly deadlineMs: number;
  readonly positions: Promise<readonly Position[]>;
  private readonly routed: readonly Routed[];
  private readonly answer = Promise.withResolvers<readonly Position[]>();
  private offsets: number[] = [];

  /** @throws PermanentError where one of the messages cannot be taken */
  constructor(
    messages: readonly OutgoingMessage[],
    private readonly terms: AppendTerms,
  ) {
    this.routed = messages.map((message) => route(message, terms));
    this.weight = this.routed.reduce((sum, { record }) => sum + weightOf(record), 0);
    this.lane = terms.topic.settings.topic;
    this.deadlineMs = terms.deadlineMs;
    this.positions = this.answer.promise;
  }

  blockedBy(): string | null {
    return this.terms.retention.blockedBy(this.terms.topic);
  }

  plan(transaction: Transaction): void {
    this.terms.retention.makeRoom(transaction, this.terms.topic);
    this.offsets = this.routed.map(({ state, record }) => transaction.append(state, record));
  }

  done(): void {
    const { topic } = this.terms.topic.settings;
    this.answer.resolve(
      this.routed.map(({ state }, index) => ({
        topic,
        partition: state.partition,
        offset: this.offsets[index] ?? 0,
      })),
    );
  }

  failed(error: Error): void {
    this.answer.reject(error);
  }
}

function route(message: OutgoingMessage, terms: AppendTerms): Routed {
  const { settings, partitions } = terms.topic;
  const key = bytesOf(message.key);
  const record = {
    timestampMs: message.timestampMs ?? terms.nowMs,
    key,
    value: bytesOf(message.value),
    headers: message.headers ?? {},
  };
  const number = message.partition ?? (key === null ? terms.keylessPartition : partitionOf(key, settings.partitions));
  const state = partitions[number];
  if (!state) throw new PermanentError(`topic ${settings.topic} has no partition ${number}`, 'validation');
  if (settings.compacted && key === null)
    throw new PermanentError(`topic ${settings.topic} is compacted and takes no message without a key`, 'validation');
  if (!Number.isSafeInteger(record.timestampMs)) throw new PermanentError(`${record.timestampMs} is no time in milliseconds`, 'validation');
  const weight = weightOf(record);
  if (weight > maxMessageBytes) throw new PermanentError(`a message of ${weight} bytes is heavier than ${maxMessageBytes}`, 'validation');
  return { state, record };
}

function bytesOf(value: string | Buffer | null): Buffer | null {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
}

function weightOf({ key, value, headers }: NewRecord): number {
  let weight = (key?.length ?? 0) + (value?.length ?? 0);
  for (const name in headers) weight += Buffer.byteLength(name) + Buffer.byteLength(headers[name] ?? '');
  return weight;
}

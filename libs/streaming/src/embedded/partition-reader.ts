import { PermanentError } from '@lodestream/component';
import type { IncomingBatch } from '../event-bus.port.js';
import type { LogStore } from './log-store.port.js';
import type { PartitionState } from './partition-state.js';
import { decodeBatch } from './record-batch.js';
import type { StoredMessage } from './stored-message.js';

/** How much to read at once; the first message comes whatever it weighs. */
export interface ReadLimits {
  readonly messages: number;
  readonly bytes: number;
}

/** What was read, and where to read on: behind the last message, or behind the gap that was crossed. */
export interface ReadResult {
  readonly batch: IncomingBatch;
  readonly nextOffset: number;
}

/** A stored batch whose bytes are not what was written; reading may go on at `nextOffset`. */
export class CorruptBatchError extends PermanentError {
  constructor(
    readonly nextOffset: number,
    cause: unknown,
  ) {
    super('a stored batch cannot be read', 'storage', { cause });
  }
}

/**
 * Reads what is durable of a partition from an offset on; what lies before a batch that cannot be read comes first.
 * @throws CorruptBatchError when the first batch is the one
 */
export function readPartition(store: LogStore, state: PartitionState, offset: number, limits: ReadLimits): ReadResult {
  const { topic, partition, logStart, logEnd } = state;
  const messages: StoredMessage[] = [];
  let next = Math.max(offset, logStart);
  let weight = 0;
  while (next < logEnd && messages.length < limits.messages && weight < limits.bytes) {
    const stored = store.batchAt(state.log, next);
    if (!stored || stored.lastOffset >= logEnd) {
      next = logEnd;
      break;
    }
    try {
      decodeBatch(stored.bytes, next, logEnd, limits.messages, messages);
    } catch (error) {
      if (messages.length > 0) break;
      throw new CorruptBatchError(stored.lastOffset + 1, error);
    }
    weight += stored.bytes.length;
    next = messages.length < limits.messages ? stored.lastOffset + 1 : (messages.at(-1)?.offset ?? next) + 1;
  }
  return { batch: { topic, partition, messages, logStart, logEnd }, nextOffset: next };
}

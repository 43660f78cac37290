import { systemClock, type Clock } from '@lodestream/component';
import type { BusEvent } from './bus-event.js';

/** How a local bus behaves; whatever is left out has a value that suits one machine. */
export interface LocalBusOptions {
  readonly clock?: Clock;
  /** Between 0 and 1; spreads retries. */
  readonly random?: () => number;
  /** Bytes a topic may keep; past them the oldest goes that every group has read. */
  readonly topicBytes?: number;
  /** Bytes that sends may bring before they are durable; past them a send is refused for now. */
  readonly pendingBytes?: number;
  /** Free bytes on the disk below which nothing more is taken in; removing needs room too. */
  readonly minFreeBytes?: number;
  /** For how long a send or a commit waits for room or for the disk before it gives up for now. */
  readonly patienceMs?: number;
  /** How long a group may stay away (while the bus runs) before it holds nothing back any more. */
  readonly dropGroupAfterMs?: number;
  /** How long a compacted topic keeps the news that a key is gone. */
  readonly tombstoneMs?: number;
  readonly maintenanceIntervalMs?: number;
  readonly maxBatchMessages?: number;
  readonly maxBatchBytes?: number;
  /** Bytes that the state of one partition may have. */
  readonly stateBytes?: number;
  /** How long `stop` waits for handlers and for the disk. */
  readonly stopMs?: number;
  /** Hears of what an operator should know. */
  readonly onEvent?: (event: BusEvent) => void;
}

const megabyte = 1024 * 1024;

/** The options with every gap filled. */
export function withDefaults(options: LocalBusOptions): Required<LocalBusOptions> {
  return {
    clock: systemClock,
    random: Math.random,
    topicBytes: 256 * megabyte,
    pendingBytes: 64 * megabyte,
    minFreeBytes: 128 * megabyte,
    patienceMs: 30_000,
    dropGroupAfterMs: 24 * 3_600_000,
    tombstoneMs: 24 * 3_600_000,
    maintenanceIntervalMs: 15_000,
    maxBatchMessages: 500,
    maxBatchBytes: megabyte,
    stateBytes: 64 * megabyte,
    stopMs: 10_000,
    onEvent: () => undefined,
    ...options,
  };
}

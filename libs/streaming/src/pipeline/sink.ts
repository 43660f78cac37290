import type { TopicPartition } from '../event-bus.port.js';
import type { Reasons } from './step.js';

/** Which part of the stream a sink is being handed. */
export interface SinkPosition extends TopicPartition {
  readonly group: string;
  readonly firstOffset: number;
  /** Everything before it is in this batch, in an earlier one, dropped, or dead-lettered. */
  readonly nextOffset: number;
  readonly signal: AbortSignal;
}

/** What a sink did not keep; every value it doesn't name is durable. */
export interface SinkResult {
  /** Values dropped on purpose, by index into the batch, under a declared reason. */
  readonly dropped?: readonly { readonly index: number; readonly reason: string }[];
  /** Values refused for good: their messages go to the dead letters. */
  readonly rejected?: readonly { readonly index: number; readonly reason: string; readonly cause: unknown }[];
}

/** The end of a pipeline: takes the values of one partition, in order, a batch at a time. */
export interface Sink<T> {
  readonly name: string;
  readonly drops: readonly string[];
  readonly rejects: readonly string[];
  /**
   * Resolves once all of it is durable, and may be handed the same values again after a crash.
   * @throws TransientError to be tried again; PermanentError when some of the batch will never do: the runner then halves it to find which
   */
  write(values: readonly T[], at: SinkPosition): Promise<SinkResult | void>;
  /**
   * For sinks that keep the position with the values: the next offset they need, 0 where they hold nothing, null where the bus has the
   * authority. It counts only where it is below the committed offset: the stream is then read again from there.
   */
  readonly resume?: (at: TopicPartition & { readonly group: string }) => Promise<number | null>;
}

/** Makes a sink of a function, with the closed sets of reasons it may report. */
export function sink<T>(
  name: string,
  write: Sink<T>['write'],
  options: Reasons & { readonly resume?: NonNullable<Sink<T>['resume']> } = {},
): Sink<T> {
  const { drops = [], rejects = [], resume } = options;
  return { name, drops, rejects, write, ...(resume && { resume }) };
}

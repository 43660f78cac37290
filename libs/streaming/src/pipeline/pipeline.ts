import type { Output } from './output.js';
import { delivery, once, type RetryPolicy } from './retry-policy.js';
import type { Sink } from './sink.js';
import type { Step } from './step.js';

/** How one step is run. */
export interface StepOptions {
  readonly retry?: RetryPolicy;
  /** The longest one try may take, where the step waits for something. */
  readonly deadlineMs?: number;
}

/** A step with its options settled. */
export interface BoundStep {
  readonly step: Step<unknown, unknown>;
  readonly retry: RetryPolicy;
  readonly deadlineMs: number;
}

/** Where passed values go: a sink, or an output with the key of each record. */
export type Terminal = (
  | { readonly kind: 'sink'; readonly sink: Sink<unknown> }
  | { readonly kind: 'output'; readonly output: Output<unknown>; readonly keyOf: (value: unknown) => string }
) & { readonly retry: RetryPolicy; readonly deadlineMs: number };

/** What bounds a pipeline. */
export interface PipelineLimits {
  /** Messages handled and committed together, at most. */
  readonly maxMessages: number;
  readonly maxBytes: number;
  /** Keys whose messages may be in asynchronous steps at one time; messages of one key always follow each other. */
  readonly concurrency: number;
  /** What becomes of a message without a value: a counted drop, or null handed to the first step. */
  readonly tombstones: 'drop' | 'pass';
}

/** A pipeline as written down: plain data for the runner. */
export interface PipelineDefinition {
  readonly name: string;
  readonly steps: readonly BoundStep[];
  readonly terminals: readonly Terminal[];
  readonly limits: PipelineLimits;
}

const defaults: PipelineLimits = { maxMessages: 1_000, maxBytes: 4 * 1024 * 1024, concurrency: 1, tombstones: 'drop' };

/** Lists the steps of a pipeline in order; each call returns a new list, so that a prefix can be shared. */
export class Pipeline<T> implements PipelineDefinition {
  constructor(
    readonly name: string,
    readonly limits: PipelineLimits,
    readonly steps: readonly BoundStep[] = [],
    readonly terminals: readonly Terminal[] = [],
  ) {}

  /** Adds a step; its retry wraps this one step only, for a retried group would repeat writes that had worked. */
  step<N>(next: Step<T, N>, options: StepOptions = {}): Pipeline<N> {
    const bound: BoundStep = { step: next, retry: options.retry ?? once, deadlineMs: options.deadlineMs ?? 30_000 };
    return new Pipeline<N>(this.name, this.limits, [...this.steps, bound], this.terminals);
  }

  /** Sends each passed value to a named output, under the key the function reads from it. */
  emit(output: Output<T>, keyOf: (value: T) => string, options: StepOptions = {}): Pipeline<T> {
    return this.ending({ kind: 'output', output, keyOf: keyOf as (value: unknown) => string, ...settled(options) });
  }

  /** Hands passed values to a sink, batch by batch. */
  sink(end: Sink<T>, options: StepOptions = {}): Pipeline<T> {
    return this.ending({ kind: 'sink', sink: end, ...settled(options) });
  }

  private ending(terminal: Terminal): Pipeline<T> {
    return new Pipeline<T>(this.name, this.limits, this.steps, [...this.terminals, terminal]);
  }
}

/** Begins a pipeline over the values of messages; one that is to see tombstones says `{ tombstones: 'pass' }` and begins with null. */
export function pipeline<I extends Buffer | null = Buffer>(
  name: string,
  ...limits: null extends I ? [Partial<PipelineLimits> & { tombstones: 'pass' }] : [(Partial<PipelineLimits> & { tombstones?: 'drop' })?]
): Pipeline<I> {
  return new Pipeline<I>(name, { ...defaults, ...limits[0] });
}

function settled(options: StepOptions): { retry: RetryPolicy; deadlineMs: number } {
  return { retry: options.retry ?? delivery, deadlineMs: options.deadlineMs ?? 120_000 };
}

import type { IncomingMessage } from '../event-bus.port.js';
import type { Outcome } from '../outcome.js';
import type { StepState } from './step-state.js';

/** Where the value at hand came from. A step reads it only for facts about the message itself. */
export interface StepContext {
  readonly topic: string;
  readonly partition: number;
  readonly message: IncomingMessage;
  /** Aborts when the consumer stops; a step that waits for something outside obeys it. */
  readonly signal: AbortSignal;
}

/** The reasons a step or sink may give: a closed set, so that metrics list every one of them from zero. */
export interface Reasons<D extends string = string, J extends string = string> {
  readonly drops?: readonly D[];
  readonly rejects?: readonly J[];
}

/** Turns one message into one outcome. Without logging, metrics, retries or topic names: those are the runner's. */
export interface Step<I, O> {
  readonly name: string;
  readonly drops: readonly string[];
  readonly rejects: readonly string[];
  /** What the step keeps durably, where it keeps anything. */
  readonly state?: StepState;
  run(value: I, context?: StepContext): Outcome<O> | Promise<Outcome<O>>;
}

/**
 * Makes a step of a function. The reasons it drops and rejects for are declared beside it: the compiler refuses any other.
 * A PermanentError it throws is a reject under its error class; a TransientError is retried as the pipeline says.
 */
export function step<I, O, const D extends string = never, const J extends string = never>(
  name: string,
  fn: (value: I, context: StepContext) => Outcome<O, NoInfer<D>, NoInfer<J>> | Promise<Outcome<O, NoInfer<D>, NoInfer<J>>>,
  options: Reasons<D, J> & { readonly state?: StepState } = {},
): Step<I, O> {
  return {
    name,
    drops: options.drops ?? [],
    rejects: options.rejects ?? [],
    ...(options.state && { state: options.state }),
    run: (value, context = outsideAnyBatch) => fn(value, context),
  };
}

const outsideAnyBatch: StepContext = {
  topic: '',
  partition: 0,
  message: { offset: 0, timestampMs: 0, key: null, value: null, headers: {} },
  signal: new AbortController().signal,
};

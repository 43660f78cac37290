/** What became of one message at one step; `D` and `J` are the reasons the step may drop and reject for. */
export type Outcome<T, D extends string = string, J extends string = string> = Passed<T> | Dropped<D> | Rejected<J>;

/** The message goes on, as `value`. */
export interface Passed<T> {
  readonly kind: 'pass';
  readonly value: T;
}

/** The message ends here on purpose, and is counted under its reason. */
export interface Dropped<D extends string = string> {
  readonly kind: 'drop';
  readonly reason: D;
}

/** The message can never be handled and goes to the dead letters. */
export interface Rejected<J extends string = string> {
  readonly kind: 'reject';
  readonly reason: J;
  readonly cause: unknown;
}

/** Hands `value` to the next step. */
export const pass = <T>(value: T): Passed<T> => ({ kind: 'pass', value });

/** Ends the message on purpose; `reason` is one of the step's declared reasons. */
export const drop = <const D extends string>(reason: D): Dropped<D> => ({ kind: 'drop', reason });

/** Sends the message to the dead letters; `reason` is one of the step's declared reasons. */
export const reject = <const J extends string>(reason: J, cause?: unknown): Rejected<J> => ({ kind: 'reject', reason, cause });

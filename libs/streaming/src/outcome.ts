/** What became of one message at one step. */
export type Outcome<T> = Passed<T> | Dropped | Rejected;

/** The message goes on, as `value`. */
export interface Passed<T> {
  readonly kind: 'pass';
  readonly value: T;
}

/** The message ends here on purpose, and is counted under its reason. */
export interface Dropped {
  readonly kind: 'drop';
  readonly reason: string;
}

/** The message can never be handled and goes to the dead letters. */
export interface Rejected {
  readonly kind: 'reject';
  readonly reason: string;
  readonly cause: unknown;
}

/** Hands `value` to the next step. */
export const pass = <T>(value: T): Passed<T> => ({ kind: 'pass', value });

/** Ends the message on purpose; `reason` is one of the step's declared reasons. */
export const drop = (reason: string): Dropped => ({ kind: 'drop', reason });

/** Sends the message to the dead letters. */
export const reject = (reason: string, cause?: unknown): Rejected => ({ kind: 'reject', reason, cause });

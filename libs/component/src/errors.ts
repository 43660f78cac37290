/** What kind of thing went wrong, by the headings of the specification's §8.1; every error metric carries it as a label. */
export const errorClasses = [
  'connectivity',
  'authentication',
  'rate_limit',
  'malformed',
  'transformation',
  'validation',
  'resource_exhaustion',
  'timeout',
  'integration',
  'version',
  'storage',
  'dependency',
  'bug',
] as const;

/** One of {@link errorClasses}. */
export type ErrorClass = (typeof errorClasses)[number];

/** What an error of ours may carry besides its sentence. */
export interface ErrorDetails {
  readonly cause?: unknown;
  /** How long the other side asked us to wait before the next try, in milliseconds. */
  readonly retryAfterMs?: number;
}

abstract class ClassedError extends Error {
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    readonly errorClass: ErrorClass,
    details: ErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** Trying again may work: the caller waits and retries, and a pipeline in the end stops its consumer uncommitted. */
export class TransientError extends ClassedError {
  override name = 'TransientError';
}

/** The same input will always fail: the caller rejects it without a retry. */
export class PermanentError extends ClassedError {
  override name = 'PermanentError';
}

/** The class of any thrown value; what is neither transient nor permanent by its own word is a bug. */
export function errorClassOf(error: unknown): ErrorClass {
  return error instanceof TransientError || error instanceof PermanentError ? error.errorClass : 'bug';
}

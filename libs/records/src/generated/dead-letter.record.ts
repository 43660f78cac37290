// Generated from schemas/ by `npm run generate`; do not edit.
/** Place of a message in the stream. */
export interface DeadLetterOrigin {
  /** Topic, with its prefix. */
  topic: string;
  /** Partition, counted from 0. */
  partition: number;
  /** Offset in the partition. */
  offset: number;
  /** UTC milliseconds the message carried. */
  timestamp: number | null;
}

/** {@link DeadLetterOrigin} as one may write it down: fields with a default may be left away. */
export interface DeadLetterOriginInput {
  topic: string;
  partition: number;
  offset: number;
  timestamp?: number | null;
}

/** A message that could not be handled, kept whole so that it can be looked at and replayed. */
export interface DeadLetter {
  /** UTC milliseconds at which the message was given up. */
  at: number;
  /** Pipeline that gave it up, such as `telemetry_writer`. */
  pipeline: string;
  /** Step that refused it; null when it was refused before any step. */
  step: string | null;
  /** Why, as one of the pipeline's declared reasons. */
  reason: string;
  /** The error in words, bounded in length. */
  cause: string | null;
  /** Class of the error, such as `validation`. */
  error_class: string | null;
  /** How often it was tried, as a count. */
  attempts: number;
  /** Where the message lies or lay. */
  origin: DeadLetterOrigin;
  /** Original key in base64; null when there was none. */
  key: string | null;
  /** Original bytes in base64; null when the message was a tombstone. */
  value: string | null;
  /** Original headers as text. */
  headers: Record<string, string>;
}

/** {@link DeadLetter} as one may write it down: fields with a default may be left away. */
export interface DeadLetterInput {
  at: number;
  pipeline: string;
  step?: string | null;
  reason: string;
  cause?: string | null;
  error_class?: string | null;
  attempts: number;
  origin: DeadLetterOriginInput;
  key?: string | null;
  value?: string | null;
  headers?: Record<string, string>;
}

import type { DeadLetter } from '@lodestream/records';
import type { Headers, Position } from '../event-bus.port.js';

/** The headers of a message on the dead-letter topic beside the usual ones. */
export const letterHeaders = {
  /** `pipeline/topic/partition/offset`: equal however often one message is given up by one pipeline. */
  id: 'letter-id',
  /** `2/5` for the second of five parts. */
  part: 'letter-part',
  /** Lengths of value, headers and key in the joined bytes of a letter that had to be packed; -1 for null. */
  segments: 'letter-segments',
  /** On a message without value: what an operator did with the letter. */
  mark: 'letter-mark',
} as const;

/** What an operator's replay leaves behind: `replaying` before the message is sent, then one of the others. */
export type LetterMark = 'replaying' | 'replayed' | 'withdrawn';

/** `uncertain`: a replay began and its end was never written down, so the message may or may not be back in its topic. */
export type LetterState = 'open' | 'replayed' | 'uncertain';

/** A dead letter without its bytes; `parts` are where those lie. */
export interface LetterSummary extends Omit<DeadLetter, 'value' | 'key' | 'headers'> {
  readonly id: string;
  readonly state: LetterState;
  /** When it was last replayed, in UTC milliseconds, or null. */
  readonly replayedAt: number | null;
  readonly parts: readonly Position[];
}

/** The message as it was before it was given up, byte for byte. */
export interface OriginalMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Headers;
}

import type { CommandOutcome } from '@lodestream/records';

/** A command and how far it has come. */
export interface CommandState {
  readonly command_id: string;
  readonly miner_id: string;
  readonly action: string;
  /** Arguments of the action by name, as JSON text. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Why it was asked for; null where nobody said. */
  readonly why: string | null;
  readonly requested_by: string;
  readonly requested_at: number;
  /** UTC milliseconds after which it is not begun any more. */
  readonly expires_at: number;
  /** What came of it, as read back; null while nobody has begun. */
  readonly outcome: CommandOutcome | null;
  /** Why that came of it, in a word; null where nothing went wrong. */
  readonly reason: string | null;
  readonly detail: string | null;
  /** What the miner's owner said of it before and after, by name, as JSON text. */
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

// Generated from schemas/ by `npm run generate`; do not edit.
/** Outcomes of a command; a reader takes one it does not know for `unknown`. */
export type CommandOutcome = 'attempting' | 'succeeded' | 'failed' | 'refused' | 'expired' | 'unconfirmed' | 'unknown';

/** How far the carrying out of a command has come. `attempting` is written before the device is touched; a redelivery reads back and never repeats. */
export interface CommandResult {
  /** Identity of the command. */
  command_id: string;
  /** UTC milliseconds of this step. */
  timestamp: number;
  /** What the command was for, as there; the message key. */
  miner_id: string;
  /** What was to be done, as in the command. */
  action: string;
  /** `unconfirmed` when the device took it but its read-back does not show it. */
  outcome: CommandOutcome;
  /** Why it did not succeed, as a snake_case word of a closed list; null otherwise. */
  reason: string | null;
  /** One sentence for an operator, without any secret. */
  detail: string | null;
  /** What the device said before, by field path of the telemetry, as JSON text. */
  before: Record<string, string>;
  /** What the device said when it was read back, by the same paths, as JSON text. */
  after: Record<string, string>;
  /** UTC milliseconds at which the device was first touched; null when it never was. */
  started_at: number | null;
  /** Milliseconds from the first touch to the outcome; null while attempting. */
  duration_ms: number | null;
  /** True when the change itself was left out. */
  dry_run: boolean;
  /** Instance of the service that did it. */
  instance: string;
}

/** {@link CommandResult} as one may write it down: fields with a default may be left away. */
export interface CommandResultInput {
  command_id: string;
  timestamp: number;
  miner_id: string;
  action: string;
  outcome: CommandOutcome;
  reason?: string | null;
  detail?: string | null;
  before?: Record<string, string>;
  after?: Record<string, string>;
  started_at?: number | null;
  duration_ms?: number | null;
  dry_run?: boolean;
  instance: string;
}

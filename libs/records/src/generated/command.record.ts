// Generated from schemas/ by `npm run generate`; do not edit.
/** Steps of a command before it is carried out; a reader takes one it does not know for `unknown`, and does nothing. */
export type CommandStep = 'requested' | 'approved' | 'refused' | 'cancelled' | 'unknown';

/** An action somebody wants done to one miner or to one source of ours, or a decision about it. */
export interface Command {
  /** Identity of the command; every record about one command carries the same. */
  command_id: string;
  /** UTC milliseconds of this step. */
  timestamp: number;
  /** What it is for, and the message key: the identity of a miner in the fleet, or of a source or a coin as `market:coingecko`, `chain:mempool`, `coin:bitcoin`. */
  miner_id: string;
  /** What to do as a snake_case word, such as `restart_mining`, `reboot` or `set_power_limit`. */
  action: string;
  /** Arguments of the action by name, each as JSON text. */
  arguments: Record<string, string>;
  /** How far it has come. */
  step: CommandStep;
  /** Person or service that asked for it. */
  requested_by: string;
  /** Person or policy that approved, refused or cancelled it; null while it is only requested. */
  decided_by: string | null;
  /** Why it is wanted or refused, as one sentence. */
  reason: string | null;
  /** Alert it should heal; null when none. */
  alert_fingerprint: string | null;
  /** True when nothing may happen before somebody approves. */
  needs_approval: boolean;
  /** True when everything but the change itself is to be done. */
  dry_run: boolean;
  /** UTC milliseconds after which it must not be begun any more. */
  expires_at: number;
  /** What the device should say afterwards, by field path of the telemetry, as JSON text. */
  expected: Record<string, string>;
}

/** {@link Command} as one may write it down: fields with a default may be left away. */
export interface CommandInput {
  command_id: string;
  timestamp: number;
  miner_id: string;
  action: string;
  arguments?: Record<string, string>;
  step: CommandStep;
  requested_by: string;
  decided_by?: string | null;
  reason?: string | null;
  alert_fingerprint?: string | null;
  needs_approval?: boolean;
  dry_run?: boolean;
  expires_at: number;
  expected?: Record<string, string>;
}

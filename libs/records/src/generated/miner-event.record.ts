// Generated from schemas/ by `npm run generate`; do not edit.
/** Kinds of events; a reader takes one it does not know for `other`. */
export type MinerEventType = 'online' | 'offline' | 'state_changed' | 'restart' | 'reboot' | 'config_changed' | 'firmware_changed' | 'model_mismatch' | 'pool_changed' | 'error_raised' | 'error_cleared' | 'credential_refused' | 'gap' | 'other';

/** Something happened to one miner, as its owner noticed it. */
export interface MinerEvent {
  /** UTC milliseconds at which it happened, as closely as is known; the tick of the poll that showed it otherwise. */
  timestamp: number;
  /** UTC milliseconds, by the collector's clock, at which it was noticed. */
  observed_at: number;
  /** Identity of the miner in the fleet; the message key. */
  miner_id: string;
  /** What kind of event it is. */
  type: MinerEventType;
  /** What held before, such as a state, a version or the last tick before a gap; null where nothing did. */
  from: string | null;
  /** What holds now, in the same words as `from`. */
  to: string | null;
  /** One sentence for an operator. */
  detail: string | null;
  /** The readings that led to the event, by field path, as text. */
  evidence: Record<string, string>;
}

/** {@link MinerEvent} as one may write it down: fields with a default may be left away. */
export interface MinerEventInput {
  timestamp: number;
  observed_at: number;
  miner_id: string;
  type: MinerEventType;
  from?: string | null;
  to?: string | null;
  detail?: string | null;
  evidence?: Record<string, string>;
}

// Generated from schemas/ by `npm run generate`; do not edit.
/** What may be done to an entry of the fleet; a reader takes one it does not know for `other`. */
export type FleetAction = 'add' | 'adopt' | 'edit' | 'remove' | 'other';

/** Steps of a change; a reader takes one it does not know for `other`. */
export type FleetChangeStep = 'proposed' | 'accepted' | 'refused' | 'other';

/** Who may ask for a change; a reader takes one it does not know for `other`. */
export type FleetChangeOrigin = 'config' | 'csv' | 'discovery' | 'page' | 'cli' | 'other';

/** A wish to change the fleet, or what became of it. The fleet itself is `fleet.miners`; this is how one asks for a change of it. */
export interface FleetChange {
  /** Identity of the change; every record about one change carries the same. */
  change_id: string;
  /** UTC milliseconds at which this step of the change was taken. */
  timestamp: number;
  /** Identity of the miner in the fleet, or the one proposed for it; the message key. */
  miner_id: string;
  /** What is to be done; `adopt` takes over a miner that discovery found. */
  action: FleetAction;
  /** How far the change has come. */
  step: FleetChangeStep;
  /** Who asks for it. */
  origin: FleetChangeOrigin;
  /** Person or service that asked, as the audit knows it; null where nobody was named. */
  actor: string | null;
  /** Fields to set, by their path in the fleet record such as `location.rack`, each as JSON text; a path that is not listed stays as it is. */
  values: Record<string, string>;
  /** What those fields held when the change was proposed, as JSON text; a path that is not listed held nothing. */
  before: Record<string, string>;
  /** UTC milliseconds of the fleet record the change was made from; null for a miner not yet listed. */
  base_updated_at: number | null;
  /** What led to the proposal, as one sentence, such as the answer of a device found. */
  evidence: string | null;
  /** Why it was refused, as one sentence; null unless refused. */
  reason: string | null;
}

/** {@link FleetChange} as one may write it down: fields with a default may be left away. */
export interface FleetChangeInput {
  change_id: string;
  timestamp: number;
  miner_id: string;
  action: FleetAction;
  step: FleetChangeStep;
  origin: FleetChangeOrigin;
  actor?: string | null;
  values?: Record<string, string>;
  before?: Record<string, string>;
  base_updated_at?: number | null;
  evidence?: string | null;
  reason?: string | null;
}

// Generated from schemas/ by `npm run generate`; do not edit.
/** States of an alert; a reader takes one it does not know for `unknown`. */
export type AlertState = 'pending' | 'firing' | 'acknowledged' | 'suppressed' | 'resolved' | 'unknown';

/** Levels of alerts, mildest first. */
export type AlertSeverity = 'info' | 'warning' | 'critical';

/** What an alert may be about; a reader takes one it does not know for `other`. */
export type AlertScope = 'miner' | 'rack' | 'site' | 'fleet' | 'source' | 'service' | 'other';

/** One transition of one alert. The newest record of a fingerprint is its present state. */
export interface Alert {
  /** UTC milliseconds of the transition. */
  timestamp: number;
  /** Identity of the alert, made from its rule and subject; the message key. */
  fingerprint: string;
  /** Name of the rule that raised it. */
  rule: string;
  /** State after the transition. */
  state: AlertState;
  /** How bad it is. */
  severity: AlertSeverity;
  /** What it is about. */
  scope: AlertScope;
  /** Identity of what it is about, such as a miner_id. */
  subject: string;
  /** Identity of the miner in the fleet; null unless it is about one. */
  miner_id: string | null;
  /** What is wrong, as one sentence. */
  summary: string;
  /** What it means and what to do, as an operator needs it. */
  detail: string | null;
  /** What it costs in USD a day while it lasts; null when unknown. */
  impact_usd_per_day: number | null;
  /** Value that made the rule true; null where it is not about a number. */
  value: number | null;
  /** Limit it was compared with, in the unit of `value`. */
  threshold: number | null;
  /** Unit of `value` and `threshold`. */
  unit: string | null;
  /** The readings that led to it, by name, as text. */
  evidence: Record<string, string>;
  /** Group the alert was joined to; null when it stands alone. */
  group: string | null;
  /** How often it fired since it was first raised, as a count. */
  occurrences: number;
  /** UTC milliseconds at which the trouble began. */
  started_at: number;
  /** Who took it on; null until somebody did. */
  acknowledged_by: string | null;
  /** Silence or known issue that keeps it quiet; null unless suppressed. */
  suppressed_by: string | null;
  /** Level of escalation, counted from 0. */
  escalation: number;
  /** UTC milliseconds at which it ended; null until then. */
  resolved_at: number | null;
  /** Command that was raised to heal it; null when none was. */
  command_id: string | null;
}

/** {@link Alert} as one may write it down: fields with a default may be left away. */
export interface AlertInput {
  timestamp: number;
  fingerprint: string;
  rule: string;
  state: AlertState;
  severity: AlertSeverity;
  scope: AlertScope;
  subject: string;
  miner_id?: string | null;
  summary: string;
  detail?: string | null;
  impact_usd_per_day?: number | null;
  value?: number | null;
  threshold?: number | null;
  unit?: string | null;
  evidence?: Record<string, string>;
  group?: string | null;
  occurrences?: number;
  started_at: number;
  acknowledged_by?: string | null;
  suppressed_by?: string | null;
  escalation?: number;
  resolved_at?: number | null;
  command_id?: string | null;
}

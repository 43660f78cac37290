// Generated from schemas/ by `npm run generate`; do not edit.
/** Kinds of sources; a reader takes one it does not know for `other`. */
export type SourceKind = 'pool' | 'market' | 'chain' | 'meter' | 'integration' | 'other';

/** Kinds of events; a reader takes one it does not know for `other`. */
export type SourceEventType = 'connected' | 'disconnected' | 'state_changed' | 'circuit_opened' | 'circuit_closed' | 'credential_refused' | 'budget_exhausted' | 'rate_limited' | 'format_changed' | 'disagreement' | 'drift' | 'gap' | 'other';

/** How bad an event is, mildest first. */
export type SourceSeverity = 'info' | 'warning' | 'major' | 'critical';

/** Something happened to a source or an integration: a pool, a market provider, a meter, a sink of notifications or features. */
export interface SourceEvent {
  /** UTC milliseconds at which it was so; the tick where it was read on a regular grid. */
  timestamp: number;
  /** UTC milliseconds, by our clock, at which it was read or noticed. */
  observed_at: number;
  /** Identity of the source, such as `pool:prohashing` or `market:coingecko`; the message key. */
  source_id: string;
  /** What kind of source it is. */
  source_kind: SourceKind;
  /** What kind of event it is. */
  type: SourceEventType;
  /** How bad it is. */
  severity: SourceSeverity;
  /** What held before, such as a state or the last value; null where nothing did. */
  from: string | null;
  /** What holds now, in the same words as `from`. */
  to: string | null;
  /** What the event is about within the source, such as a coin, worker or path; null for the source as a whole. */
  subject: string | null;
  /** How far two sources or two times lie apart, in percent; null unless a disagreement or a drift. */
  deviation_percent: number | null;
  /** One sentence for an operator, without any secret. */
  detail: string | null;
  /** The readings that led to the event, by name, as text. */
  evidence: Record<string, string>;
}

/** {@link SourceEvent} as one may write it down: fields with a default may be left away. */
export interface SourceEventInput {
  timestamp: number;
  observed_at: number;
  source_id: string;
  source_kind: SourceKind;
  type: SourceEventType;
  severity?: SourceSeverity;
  from?: string | null;
  to?: string | null;
  subject?: string | null;
  deviation_percent?: number | null;
  detail?: string | null;
  evidence?: Record<string, string>;
}

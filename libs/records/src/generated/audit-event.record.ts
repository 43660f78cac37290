// Generated from schemas/ by `npm run generate`; do not edit.
/** Kinds of actors; a reader takes one it does not know for `other`. */
export type ActorKind = 'person' | 'service' | 'policy' | 'other';

/** Outcomes; a reader takes one it does not know for `unknown`. */
export type AuditOutcome = 'done' | 'refused' | 'failed' | 'unknown';

/** Who did what to what, and whether it was allowed. */
export interface AuditEvent {
  /** Identity of the event. */
  event_id: string;
  /** UTC milliseconds at which it was done. */
  timestamp: number;
  /** Person or service that did it; the message key. */
  actor: string;
  /** What kind of actor it is. */
  actor_kind: ActorKind;
  /** What was done as words of snake_case joined by dots, such as `command.approve`. */
  action: string;
  /** Kind of what it was done to, such as `miner`, `alert` or `config`. */
  subject_kind: string;
  /** Identity of what it was done to. */
  subject: string;
  /** What came of it. */
  outcome: AuditOutcome;
  /** Why it was done or refused, as one sentence. */
  reason: string | null;
  /** What held before, by path, as JSON text without any secret. */
  before: Record<string, string>;
  /** What holds now, by path, as JSON text without any secret. */
  after: Record<string, string>;
  /** Where it came in, such as `page`, `cli` or `alerting`. */
  origin: string;
  /** Network address it came from; null when it came from within. */
  address: string | null;
  /** Command, change or alert it belongs to; null when none. */
  correlation_id: string | null;
}

/** {@link AuditEvent} as one may write it down: fields with a default may be left away. */
export interface AuditEventInput {
  event_id: string;
  timestamp: number;
  actor: string;
  actor_kind: ActorKind;
  action: string;
  subject_kind: string;
  subject: string;
  outcome: AuditOutcome;
  reason?: string | null;
  before?: Record<string, string>;
  after?: Record<string, string>;
  origin: string;
  address?: string | null;
  correlation_id?: string | null;
}

// Generated from schemas/ by `npm run generate`; do not edit.
/** States of a service; a reader takes one it does not know for `unknown`. */
export type ServiceState = 'starting' | 'running' | 'degraded' | 'draining' | 'stopped' | 'failed' | 'unknown';

/** Cumulative counts of messages. */
export interface ServiceLedger {
  /** Messages handed to the service, as a count. */
  produced: number;
  /** Messages whose every effect is durable, as a count. */
  stored: number;
  /** Messages written to the dead letters, as a count. */
  dead_lettered: number;
  /** Messages dropped on purpose, as a count by declared reason. */
  dropped: Record<string, number>;
  /** Messages that vanished before anybody handled them, as a count; anything but 0 is an alarm. */
  lost: number;
  /** Messages of compacted topics lawfully replaced before they were read, as a count. */
  compacted: number;
  /** Messages produced and not ended yet, as a count. */
  in_flight: number;
}

/** {@link ServiceLedger} as one may write it down: fields with a default may be left away. */
export interface ServiceLedgerInput {
  produced?: number;
  stored?: number;
  dead_lettered?: number;
  dropped?: Record<string, number>;
  lost?: number;
  compacted?: number;
  in_flight?: number;
}

/** An error worth showing to an operator. */
export interface ServiceError {
  /** UTC milliseconds at which it happened. */
  at: number;
  /** Class of the error, such as `connectivity`. */
  class: string;
  /** What went wrong, as one sentence without any secret. */
  message: string;
}

/** {@link ServiceError} as one may write it down: fields with a default may be left away. */
export interface ServiceErrorInput {
  at: number;
  class: string;
  message: string;
}

/** States of an integration; a reader takes one it does not know for `unknown`. */
export type IntegrationState = 'up' | 'down' | 'paused' | 'unknown';

/** An error of an integration. */
export interface IntegrationError {
  /** UTC milliseconds at which it happened. */
  at: number;
  /** Class of the error, such as `rate_limit`. */
  class: string;
  /** What went wrong, as one sentence without any secret. */
  message: string;
}

/** {@link IntegrationError} as one may write it down: fields with a default may be left away. */
export interface IntegrationErrorInput {
  at: number;
  class: string;
  message: string;
}

/** Credits, or calls where the provider counts calls, of one period. */
export interface IntegrationBudget {
  /** Name of the provider's plan, such as `demo`. */
  plan: string;
  /** Credits the plan allows in the period. */
  cap: number;
  /** Credits spent in the period by all replicas together; null while it is not known. */
  spent: number | null;
  /** UTC milliseconds at which the count begins anew; null when it is not known. */
  resets_at: number | null;
  /** Credits that all `requests` together take in a month of 31 days; null when it is not known. */
  planned: number | null;
  /** UTC milliseconds at which the credits run out, at the pace of the plan from what is spent; null where they last until `resets_at`, and while `spent` or `planned` is not known. */
  runs_out_at: number | null;
}

/** {@link IntegrationBudget} as one may write it down: fields with a default may be left away. */
export interface IntegrationBudgetInput {
  plan: string;
  cap: number;
  spent?: number | null;
  resets_at?: number | null;
  planned?: number | null;
  runs_out_at?: number | null;
}

/** One kind of request that is made again and again. */
export interface IntegrationRequest {
  /** The setting that decides how often, such as `simple_price`. */
  name: string;
  /** Seconds between two refreshes in effect; by cron expression, as they are on average in the month that has most of them. */
  interval_s: number;
  /** Cron expression and time zone that decide, such as `50 0 * * * (Europe/Zurich)`; null where the interval does. */
  schedule: string | null;
  /** Calls it takes in a month of 31 days; null where nobody counts. */
  calls_per_month: number | null;
  /** Credits it takes in a month of 31 days; null where nobody counts. */
  credits_per_month: number | null;
  /** UTC milliseconds at which it is due next; null where it comes along with another request, and when it is not known. */
  next_at: number | null;
}

/** {@link IntegrationRequest} as one may write it down: fields with a default may be left away. */
export interface IntegrationRequestInput {
  name: string;
  interval_s: number;
  schedule?: string | null;
  calls_per_month?: number | null;
  credits_per_month?: number | null;
  next_at?: number | null;
}

/** How one source or integration stands, as this instance saw it last. */
export interface ServiceIntegration {
  /** Identity of the source as in `source.events`, such as `market:coingecko`. */
  id: string;
  /** Whether it answered last; `unknown` while this instance has not asked it. */
  state: IntegrationState;
  /** UTC milliseconds since which it is in this state; null while nothing is known. */
  since: number | null;
  /** UTC milliseconds of its newest good answer; null when there was none since the start. */
  last_answer_at: number | null;
  /** Its newest error, or null when there was none since the start. */
  last_error: IntegrationError | null;
  /** UTC milliseconds until which an operator has paused it; null while nobody has. */
  paused_until: number | null;
  /** Person who paused it; null while nobody has. */
  paused_by: string | null;
  /** Why, as a sentence; null where nobody said. */
  paused_reason: string | null;
  /** What it may still be asked for; null where nobody counts. */
  budget: IntegrationBudget | null;
  /** What it is asked for by itself, and how often, as it is in effect; empty where that is not told. */
  requests: IntegrationRequest[];
}

/** {@link ServiceIntegration} as one may write it down: fields with a default may be left away. */
export interface ServiceIntegrationInput {
  id: string;
  state?: IntegrationState;
  since?: number | null;
  last_answer_at?: number | null;
  last_error?: IntegrationErrorInput | null;
  paused_until?: number | null;
  paused_by?: string | null;
  paused_reason?: string | null;
  budget?: IntegrationBudgetInput | null;
  requests?: IntegrationRequestInput[];
}

/** How one instance of one service is doing; written every 5 seconds. */
export interface ServiceStatus {
  /** UTC milliseconds at which this was true. */
  timestamp: number;
  /** Name of the service, such as `telemetry-writer`; the first half of the message key. */
  service: string;
  /** Name of the instance, stable over restarts; the second half of the message key. */
  instance: string;
  /** Version of the software that runs. */
  version: string;
  /** What the instance is doing. */
  state: ServiceState;
  /** UTC milliseconds at which the process started. */
  started_at: number;
  /** True when every health check answers ready. */
  ready: boolean;
  /** Why it is not ready, as a sentence an operator can act on. */
  reason: string | null;
  /** Messages not yet handled, by topic. */
  lag: Record<string, number>;
  /** What became of every message since the counts began; produced = stored + dead_lettered + dropped + lost + compacted + in_flight. */
  ledger: ServiceLedger;
  /** The newest error, or null when there was none since the start. */
  last_error: ServiceError | null;
  /** How the outside world stands that this instance talks to, such as providers of prices; only what it has talked to or may talk to. */
  integrations: ServiceIntegration[];
}

/** {@link ServiceStatus} as one may write it down: fields with a default may be left away. */
export interface ServiceStatusInput {
  timestamp: number;
  service: string;
  instance: string;
  version: string;
  state: ServiceState;
  started_at: number;
  ready: boolean;
  reason?: string | null;
  lag?: Record<string, number>;
  ledger?: ServiceLedgerInput;
  last_error?: ServiceErrorInput | null;
  integrations?: ServiceIntegrationInput[];
}

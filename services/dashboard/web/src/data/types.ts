/** The shapes of the REST interface and the live channel, as far as the page uses them. */
export type MinerState = 'hashing' | 'degraded' | 'paused' | 'stale' | 'offline' | 'unknown';
export type Severity = 'info' | 'warning' | 'major' | 'critical';

export interface Covered {
  readonly value: number | null;
  readonly unit: string;
  readonly coverage: number | null;
}

export interface FleetSummary {
  readonly as_of: number;
  readonly miners: Readonly<Record<MinerState | 'total', number>>;
  readonly hashrate: readonly (Covered & { readonly algorithm: string })[];
  readonly power: Covered;
  readonly efficiency: readonly { readonly algorithm: string; readonly value: number | null; readonly unit: string }[];
}

export interface MinerRow {
  readonly miner_id: string;
  readonly state: MinerState;
  readonly model: string | null;
  readonly algorithm: string;
  readonly location: string | null;
  readonly rack: string | null;
  readonly position: string | null;
  readonly ip_address: string | null;
  readonly firmware_version: string | null;
  readonly hashrate: { readonly value: number | null; readonly nominal: number | null; readonly unit: string | null };
  readonly power_w: number | null;
  readonly efficiency: number | null;
  readonly max_chip_c: number | null;
  readonly fan_percent: number | null;
  readonly uptime_s: number | null;
  readonly worst: Severity | null;
  readonly trouble: string | null;
  readonly observed_at: number | null;
  readonly interval_ms: number | null;
}

export interface Board {
  readonly board_id: number;
  readonly hashrate: number | null;
  readonly nominal: number | null;
  readonly status: string | null;
  readonly chips_total: number | null;
  readonly chips_ok: number | null;
  readonly chips_weak: number | null;
  readonly chips_bad: number | null;
  readonly frequency: number | null;
  readonly voltage: number | null;
  readonly power: number | null;
  readonly hw_errors: number | null;
}

export interface Reading {
  readonly timestamp: number;
  readonly observed_at: number;
  readonly driver: string;
  readonly firmware_name: string | null;
  readonly hashrate: {
    readonly total: number | null;
    readonly unit: string;
    readonly nominal: number | null;
    readonly average: number | null;
    readonly per_hashboard: readonly Board[];
  };
  readonly temperature: {
    readonly ambient: number | null;
    readonly avg_chip: number | null;
    readonly max_chip: number | null;
    readonly per_hashboard: readonly { readonly board_id: number; readonly pcb_temp: number | null; readonly chip_temp: number | null }[];
  };
  readonly power: { readonly consumption: number | null; readonly efficiency: number | null; readonly voltage: number | null };
  readonly fans: readonly {
    readonly fan_id: number;
    readonly speed: number | null;
    readonly speed_percent: number | null;
    readonly status: string | null;
  }[];
  readonly pool: { readonly url: string | null; readonly user: string | null; readonly status: string | null };
  readonly shares: {
    readonly accepted: number | null;
    readonly rejected: number | null;
    readonly stale: number | null;
    readonly accepted_delta: number | null;
    readonly rejected_delta: number | null;
    readonly stale_delta: number | null;
    readonly last_share_time: number | null;
  };
  readonly status: {
    readonly mining_status: string | null;
    readonly uptime: number | null;
    readonly errors: readonly { readonly code: string; readonly message: string; readonly severity: Severity }[];
  };
  readonly config: { readonly frequency: number | null; readonly overclock_profile: string | null; readonly power_limit: number | null };
  readonly quality: { readonly flags: readonly { readonly path: string; readonly reason: string }[] };
}

export interface MinerEvent {
  readonly timestamp: number;
  readonly observed_at: number;
  readonly type: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly detail: string | null;
}

export interface MinerKnown {
  readonly listed: object | null;
  readonly row: MinerRow;
  readonly reading: Reading | null;
  readonly events: readonly MinerEvent[];
}

export interface Integration {
  /** Kind and name, such as `market:coingecko`. */
  readonly id: string;
  readonly state: 'up' | 'down' | 'paused' | 'unknown';
  readonly since: number | null;
  readonly last_answer_at: number | null;
  readonly last_error: { readonly at: number; readonly class: string; readonly message: string } | null;
  readonly paused_until: number | null;
  readonly paused_by: string | null;
  readonly paused_reason: string | null;
  readonly budget: {
    readonly plan: string;
    readonly cap: number;
    readonly spent: number | null;
    readonly resets_at: number | null;
    readonly planned: number | null;
    readonly runs_out_at: number | null;
  } | null;
  readonly requests: readonly IntegrationRequest[];
}

/** What a source is asked for again and again, and how often. */
export interface IntegrationRequest {
  /** The setting that decides how often. */
  readonly name: string;
  readonly interval_s: number;
  readonly schedule: string | null;
  readonly calls_per_month: number | null;
  readonly credits_per_month: number | null;
  readonly next_at: number | null;
}

export interface ServiceRow {
  readonly service: string;
  readonly instance: string;
  readonly version: string;
  readonly state: string;
  readonly ready: boolean;
  readonly reason: string | null;
  readonly started_at: number;
  readonly timestamp: number;
  readonly age_ms: number;
  readonly silent: boolean;
  readonly lag: Readonly<Record<string, number>>;
  readonly ledger: {
    readonly produced: number;
    readonly stored: number;
    readonly dead_lettered: number;
    readonly dropped: Readonly<Record<string, number>>;
    readonly lost: number;
    readonly compacted: number;
    readonly in_flight: number;
  };
  readonly last_error: { readonly at: number; readonly class: string; readonly message: string } | null;
  readonly integrations: readonly Integration[];
}

export interface SystemReport {
  readonly as_of: number;
  readonly services: readonly ServiceRow[];
  readonly dead_letters: { readonly kept: number | null };
}

export interface SeriesAnswer {
  readonly step_ms: number;
  readonly series: readonly { readonly metric: string; readonly points: readonly (readonly [number, number | null, number | null])[] }[];
}

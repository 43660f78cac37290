import type { FieldValue, LatestQuery, SeriesQuery, StorePosition } from '../telemetry-store.port.js';

/** The values of one field over the rows of a group; missing is NaN, -1 or null. */
export type PackedColumn = { readonly field: string } & (
  | { readonly kind: 'float' | 'integer'; readonly values: Float64Array }
  | { readonly kind: 'boolean'; readonly values: Int8Array }
  | { readonly kind: 'string'; readonly values: (string | null)[] }
);

/** The points of one measurement and one day, by columns, so that crossing to the thread copies arrays and not objects. */
export interface PackedGroup {
  readonly measurement: string;
  /** Days since the epoch. */
  readonly day: number;
  /** Where each row stood in the batch. */
  readonly indexes: Int32Array;
  readonly times: Float64Array;
  /** Each row's place in `tagSets`. */
  readonly series: Int32Array;
  readonly tagSets: readonly string[];
  readonly columns: readonly PackedColumn[];
}

/** How the database is opened. */
export interface DatabaseSettings {
  readonly file: string;
  readonly memoryLimitMb: number;
  readonly threads: number;
  readonly walLimitMb: number;
  readonly queryDeadlineMs: number;
}

/** A field's step as found: where it begins, its value and how many readings it had. */
export type FoundCell = readonly [fromMs: number, value: number | null, readings: number];

/** A series' newest point as found. */
export interface FoundPoint {
  readonly tagSet: string;
  readonly timestampMs: number;
  readonly fields: Record<string, FieldValue>;
}

/** What can be asked of the thread, and what it answers. */
export interface StoreCalls {
  open: { settings: DatabaseSettings; answer: void };
  write: { groups: readonly PackedGroup[]; positions: readonly StorePosition[]; answer: { index: number; reason: string }[] };
  positions: { consumer: string; answer: StorePosition[] };
  series: { query: SeriesQuery; answer: FoundCell[][] };
  latest: { query: LatestQuery; answer: FoundPoint[] };
  /** Drops day tables; `only` null stands for every measurement that is not in `except`. */
  dropBefore: { only: readonly string[] | null; except: readonly string[]; beforeMs: number; answer: number };
  close: { answer: void };
}

/** The name of a call. */
export type CallName = keyof StoreCalls;

/** One call as it travels. */
export interface StoreRequest {
  readonly id: number;
  readonly call: CallName;
  readonly args: unknown;
}

/** One answer as it travels; `refused` marks a question that can never be answered. */
export interface StoreReply {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: { readonly message: string; readonly refused: boolean };
}

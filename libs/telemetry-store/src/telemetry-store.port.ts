import type { Lifecycle } from '@lodestream/component';

/** A field's value; null fields are simply not written, for missing is not zero. In text, a carriage return may come back as the line feed it stood with. */
export type FieldValue = number | boolean | string | null;

/**
 * One point: identity is measurement, tags and time. Writing it again overwrites, field by field: a field that the later point
 * leaves null keeps its value. A field is of one kind (number, integer, boolean or text) for ever; the first point decides.
 * Points are read by their properties, never copied by spreading: some make `fields` only when asked.
 */
export interface Point {
  readonly measurement: string;
  /**
   * A tag whose value is empty counts as absent. A name or a tag's value with control characters, or with a backslash at its end or
   * before a comma, an equals sign, a quote or a space, makes a point refused.
   */
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** UTC milliseconds, whole and not negative. */
  readonly timestampMs: number;
  /** The fields that are whole numbers; one set shared by all points of a measurement. All other numbers are kept as floats. */
  readonly integers?: ReadonlySet<string>;
}

/** How far a consumer has come in one partition; kept with the points where the store keeps positions. */
export interface StorePosition {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly nextOffset: number;
}

/** What became of a batch: every point is stored, refused for good, or too old for its retention. */
export interface WriteResult {
  readonly stored: number;
  /** Indexes into the batch with the store's own reason. */
  readonly refused: readonly { readonly index: number; readonly reason: string }[];
  /** Indexes of points older than retention: a declared drop. */
  readonly expired: readonly number[];
}

/** How the values of one step become one. */
export type Aggregate = 'mean' | 'min' | 'max' | 'sum' | 'last' | 'count';

/**
 * One series: the fields of a measurement under tags, over [fromMs, toMs) in steps anchored at the epoch. Where several sets of tags
 * match, their points are taken together. Text and booleans can only be counted.
 */
export interface SeriesQuery {
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  readonly aggregate: Aggregate;
  /**
   * Milliseconds between two readings, over all matching sets of tags; with it, coverage is (non-null readings / expected), at most 1,
   * where a step cut by `fromMs` or `toMs` expects less. Without, coverage is null.
   */
  readonly expectedEveryMs?: number;
}

/** One step of a series; `fromMs` is where the step begins on the grid. A field without any reading in the step is null, never 0 (but for count and its coverage). */
export interface SeriesRow {
  readonly fromMs: number;
  readonly values: Readonly<Record<string, number | null>>;
  readonly coverage: Readonly<Record<string, number | null>>;
}

/** The newest point of each value of one tag, among the points that hold at least one of the fields. */
export interface LatestQuery {
  readonly measurement: string;
  readonly by: string;
  /** The fields to hand back; none means all. */
  readonly fields: readonly string[];
  /** Nothing older than this is looked at. */
  readonly sinceMs: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A row of {@link LatestQuery}; `fields` holds that one point's values, a field it does not have is left out. */
export interface LatestRow {
  readonly key: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly timestampMs: number;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** A set of measurements that are kept equally long; a measurement belongs to one class, and `*` stands for all that no class names. */
export interface RetentionClass {
  readonly name: string;
  readonly measurements: readonly string[];
  /** Days; null keeps for ever. */
  readonly days: number | null;
}

/** Where measurements go and come back from. */
export interface TelemetryStore extends Lifecycle {
  /** True where positions are kept with the points, so that one without a position holds nothing of it; else the bus has the authority. */
  readonly keepsPositions?: boolean;
  /**
   * Resolves only once every point of the batch is durably stored, refused or expired, and the positions with them.
   * @throws TransientError when the store can't take the batch now (nothing of the positions moved); PermanentError when it never will
   */
  write(points: readonly Point[], positions?: readonly StorePosition[]): Promise<WriteResult>;
  /** The positions kept for a consumer; empty where the store keeps none (the bus then has the authority). */
  positions(consumer: string): Promise<readonly StorePosition[]>;
  series(query: SeriesQuery): Promise<readonly SeriesRow[]>;
  latest(query: LatestQuery): Promise<readonly LatestRow[]>;
  /** Removes everything of a retention class before the time, whole days where the store works by the day. */
  deleteBefore(retentionClass: string, beforeMs: number): Promise<void>;
}

/** A step of a series: its time and its value, null where nothing was read. */
export type Step = readonly [number, number | null];

/** What a series comes to; null where it holds no value at all. */
export interface SeriesSummary {
  readonly newest: number | null;
  readonly least: number | null;
  readonly mean: number | null;
  readonly most: number | null;
  readonly steps: number;
  /** Steps without a value. */
  readonly missing: number;
}

/** Sums a series up; what is missing counts as missing, not as zero. */
export function summaryOf(points: readonly Step[]): SeriesSummary {
  const values = points.map(([, value]) => value).filter((value) => value !== null);
  const none = { newest: null, least: null, mean: null, most: null };
  const told = { steps: points.length, missing: points.length - values.length };
  if (values.length === 0) return { ...none, ...told };
  return {
    newest: values.at(-1) ?? null,
    least: values.reduce((least, value) => Math.min(least, value)),
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    most: values.reduce((most, value) => Math.max(most, value)),
    ...told,
  };
}

/** One step of several series, or a run of steps in which none of them has a value. */
export interface StepRow {
  readonly at: number;
  /** Of a run of empty steps, where its oldest begins; `at` for a single step. */
  readonly since: number;
  /** Steps in the run. */
  readonly steps: number;
  readonly values: readonly (number | null)[];
}

/**
 * The steps of several series side by side, the newest first; a series that has no such step has null there. Steps in a row without any
 * value become one row, so that a long gap hides nothing else.
 */
export function rowsOf(series: readonly (readonly Step[])[]): readonly StepRow[] {
  const values = series.map((points) => new Map(points));
  const times = [...new Set(series.flatMap((points) => points.map(([at]) => at)))].sort((a, b) => b - a);
  const rows: StepRow[] = [];
  for (const at of times) {
    const row = { at, since: at, steps: 1, values: values.map((each) => each.get(at) ?? null) };
    const before = rows.at(-1);
    if (before !== undefined && isEmpty(before) && isEmpty(row)) rows.splice(-1, 1, { ...before, since: at, steps: before.steps + 1 });
    else rows.push(row);
  }
  return rows;
}

const isEmpty = ({ values }: StepRow): boolean => values.every((value) => value === null);

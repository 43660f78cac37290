import type { MinerSeries } from './miner-series.js';

/** The media type of {@link seriesCsv}. */
export const csvType = 'text/csv; charset=utf-8; header=present';

const lineEnd = '\r\n';
const mustBeQuoted = /[",\r\n]/;
const readAsFormula = /^[=+\-@\t\r\n]/;

/** Series of one thing: of a miner or of a coin. */
export interface SeriesTable extends Pick<MinerSeries, 'aggregate' | 'series'> {
  /** Whose they are, and the name of that column. */
  readonly id: { readonly column: string; readonly value: string };
}

/**
 * Series as CSV (RFC 4180): a header row with units, then one row a step, with its start in UTC (ISO 8601). A step without a
 * reading has an empty cell, never a zero; the coverage beside each value is a ratio from 0 to 1.
 */
export function seriesCsv({ id, aggregate, series }: SeriesTable, unitOf: (metric: string) => string): string {
  const columns = series.flatMap(({ metric }) => [
    `${metric} (${aggregate === 'count' ? 'readings' : unitOf(metric)})`,
    `${metric} coverage (ratio)`,
  ]);
  const rows = (series[0]?.points ?? []).map(([fromMs], at) => [
    id.value,
    new Date(fromMs).toISOString(),
    ...series.flatMap(({ points }) => points[at]?.slice(1) ?? [null, null]),
  ]);
  return [[id.column, 'from (ISO 8601 UTC)', ...columns], ...rows].map((row) => row.map(csvCell).join(',') + lineEnd).join('');
}

/** One cell of a CSV file: null is empty, and so is a number that is none (a spreadsheet would read it as text); a text that a spreadsheet would run as a formula has an apostrophe before it. */
export function csvCell(value: string | number | null): string {
  if (typeof value !== 'string') return Number.isFinite(value) ? String(value) : '';
  const safe = readAsFormula.test(value) ? `'${value}` : value;
  return mustBeQuoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The header that names the file a browser keeps: the id with all but plain letters, digits, dots and dashes made `_`. */
export function csvDisposition(id: string): string {
  return `attachment; filename="${id.replace(/[^A-Za-z0-9.-]/g, '_').slice(0, 100)}.csv"`;
}

import { PermanentError } from '@lodestream/component';
import type { LatestQuery, SeriesQuery, SeriesRow } from './telemetry-store.port.js';

/** More steps or fields than these are refused: an answer has to fit into memory. */
export const mostSteps = 50_000;
const mostQueriedFields = 500;

/** What a store found for one field in one step. */
export interface Cell {
  readonly value: number | null;
  readonly readings: number;
}

/** Looks up what was found in the step that begins at `fromMs`; undefined where there was no reading at all. */
export type CellOf = (fromMs: number, field: string) => Cell | undefined;

/** Where the step that holds a time begins: steps are anchored at the epoch. */
export function stepStart(timeMs: number, stepMs: number): number {
  return Math.floor(timeMs / stepMs) * stepMs;
}

/** @throws PermanentError of class `validation` when a query asks for what no store can answer */
export function checkSeriesQuery(query: SeriesQuery): void {
  const { fromMs, toMs, stepMs, expectedEveryMs, fields } = query;
  if (![fromMs, toMs].every((time) => Number.isSafeInteger(time) && time >= 0)) refuse(`[${fromMs}, ${toMs}) is not a span of time`);
  if (!Number.isSafeInteger(stepMs) || stepMs <= 0) refuse(`a step of ${stepMs} ms cannot be`);
  if ((toMs - fromMs) / stepMs > mostSteps) refuse(`more than ${mostSteps} steps; ask for longer steps or a shorter span`);
  if (expectedEveryMs !== undefined && !(expectedEveryMs > 0)) refuse(`a reading every ${expectedEveryMs} ms cannot be expected`);
  if (fields.length === 0 || fields.length > mostQueriedFields)
    refuse(`${fields.length} fields; between 1 and ${mostQueriedFields} can be asked for`);
}

/** @throws PermanentError of class `validation` when a query asks for what no store can answer */
export function checkLatestQuery(query: LatestQuery): void {
  if (query.by === '') refuse('no tag is named to group by');
  if (!Number.isFinite(query.sinceMs)) refuse(`${query.sinceMs} is not a time`);
  if (query.fields.length > mostQueriedFields) refuse(`more than ${mostQueriedFields} fields`);
}

/** Every step of the query in order, with nulls where nothing was read; counts are 0 there. */
export function seriesRows(query: SeriesQuery, cellOf: CellOf): SeriesRow[] {
  const rows: SeriesRow[] = [];
  for (let fromMs = stepStart(query.fromMs, query.stepMs); fromMs < query.toMs; fromMs += query.stepMs)
    rows.push(rowOf(query, fromMs, cellOf));
  return rows;
}

function rowOf(query: SeriesQuery, fromMs: number, cellOf: CellOf): SeriesRow {
  const values: Record<string, number | null> = {};
  const coverage: Record<string, number | null> = {};
  const expected = expectedReadings(query, fromMs);
  for (const field of query.fields) {
    const cell = cellOf(fromMs, field);
    const readings = cell?.readings ?? 0;
    values[field] = query.aggregate === 'count' ? readings : (cell?.value ?? null);
    coverage[field] = expected === null ? null : Math.min(1, readings / expected);
  }
  return { fromMs, values, coverage };
}

// A step that the query cuts short can only be expected to hold the readings of the part asked for.
function expectedReadings({ expectedEveryMs, fromMs, toMs, stepMs }: SeriesQuery, stepFromMs: number): number | null {
  if (expectedEveryMs === undefined) return null;
  return (Math.min(toMs, stepFromMs + stepMs) - Math.max(fromMs, stepFromMs)) / expectedEveryMs;
}

function refuse(why: string): never {
  throw new PermanentError(`the query cannot be answered: ${why}`, 'validation');
}

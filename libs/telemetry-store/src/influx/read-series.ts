import { PermanentError } from '@lodestream/component';
import { seriesRows, stepStart, type Cell } from '../series-rows.js';
import type { Aggregate, SeriesQuery, SeriesRow } from '../telemetry-store.port.js';
import { fluxDuration, fluxRows } from './flux.js';
import type { AskFlux } from './ask-flux.js';

type Found = Map<string, number>;

/** Asks InfluxDB for a series; each series is aggregated where it lies, and only then all matching ones together. */
export async function readSeries(ask: AskFlux, bucket: string, query: SeriesQuery): Promise<SeriesRow[]> {
  if (query.fromMs >= query.toMs) return seriesRows(query, () => undefined);
  const found: Record<string, Found> = { readings: new Map(), sum: new Map(), value: new Map() };
  for (const row of await ask(seriesFlux(bucket, query))) {
    if (typeof row._value !== 'number')
      throw new PermanentError(`the query cannot be answered: ${String(row._field)} can only be counted, it is no number`, 'validation');
    found[String(row.result)]!.set(cellKey(stepStart(Date.parse(String(row._time)), query.stepMs), String(row._field)), row._value);
  }
  return seriesRows(query, (fromMs, field) => cellOf(found, cellKey(fromMs, field), query.aggregate));
}

function cellKey(fromMs: number, field: string): string {
  return `${fromMs} ${field}`;
}

function cellOf({ readings, sum, value }: Record<string, Found>, key: string, aggregate: Aggregate): Cell | undefined {
  const count = readings!.get(key);
  if (count === undefined) return undefined;
  if (aggregate === 'mean') return { value: sum!.get(key)! / count, readings: count };
  return { value: value!.get(key) ?? null, readings: count };
}

/** The script for a series; exported for the examples of the README. */
export function seriesFlux(bucket: string, query: SeriesQuery): string {
  const every = fluxDuration(query.stepMs);
  const perStep = (fn: string): string => `aggregateWindow(every: ${every}, fn: ${fn}, createEmpty: false, timeSrc: "_start")`;
  const merged = (name: string, each: string, all: string): string =>
    `rows |> ${perStep(each)} |> group(columns: ["_field"]) |> ${perStep(all)} |> yield(name: "${name}")`;
  const yields = [merged('readings', 'count', 'sum')];
  if (query.aggregate === 'mean') yields.push(merged('sum', 'sum', 'sum'));
  else if (query.aggregate === 'last')
    yields.push(
      `rows |> window(every: ${every}) |> last() |> group(columns: ["_field"]) |> sort(columns: ["_time"]) |> ${perStep('last')} |> yield(name: "value")`,
    );
  else if (query.aggregate !== 'count') yields.push(merged('value', query.aggregate, query.aggregate));
  return `rows = ${fluxRows({ bucket, ...query, fields: [...new Set(query.fields)] })}\n${yields.join('\n')}`;
}

import { Problem } from '@lodestream/service-kit';
import type { MinerSeries } from './miner-series.js';

const everyPart = /^(board|fan)\*_/;
/** Boards and fans are numbered below this in the store's public schema. */
const parts = Array.from({ length: 64 }, (_, number) => number);
const mostFields = 320;

/** The fields that are asked for, where `board*_hashrate` stands for that of every board there may be. @throws Problem of status 400 for too many */
export function fieldsOf(metrics: readonly string[]): readonly string[] {
  const fields = metrics.flatMap((metric) =>
    everyPart.test(metric) ? parts.map((number) => metric.replace('*', String(number))) : [metric],
  );
  if (fields.length > mostFields)
    throw Problem.wrong([
      { field: 'metrics', message: `at most ${Math.floor(mostFields / parts.length)} of metrics may be of every board or fan` },
    ]);
  return [...new Set(fields)];
}

/** What was asked for by name, and of the rest each part of which anything was read: a board that is gone by now is still one of the past. */
export function ofKnownParts(
  series: MinerSeries['series'],
  { metrics, aggregate }: { readonly metrics: readonly string[]; readonly aggregate: string },
): MinerSeries['series'] {
  const named = new Set(metrics);
  const wasRead = (value: number | null): boolean => value !== null && (aggregate !== 'count' || value > 0);
  return series.filter(({ metric, points }) => named.has(metric) || points.some(([, value]) => wasRead(value)));
}

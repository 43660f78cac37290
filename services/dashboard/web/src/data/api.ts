import type { SeriesAnswer } from './types';

const answerWithinMs = 12_000;

/** The server's answer to a GET. @throws Error with the problem's title where it is no success */
async function get<T>(path: string): Promise<T> {
  const answer = await fetch(path, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(answerWithinMs) });
  const body = (await answer.json().catch(() => null)) as (T & { title?: string; detail?: string }) | null;
  if (answer.ok && body !== null) return body;
  throw new Error(body?.detail ?? body?.title ?? `the server answered ${answer.status}`);
}

/** Past values of a miner. */
export function series(minerId: string, metrics: readonly string[], from: number, to: number): Promise<SeriesAnswer> {
  return get(seriesPath(minerId, { metrics: metrics.join(','), from: String(from), to: String(to) }));
}

/** Where the same values are a CSV file; times are UTC milliseconds. */
export function seriesCsvPath(minerId: string, metrics: readonly string[], from: number, to: number): string {
  return seriesPath(minerId, { metrics: metrics.join(','), from: String(from), to: String(to), format: 'csv' });
}

function seriesPath(minerId: string, query: Readonly<Record<string, string>>): string {
  return `/api/v1/miners/${encodeURIComponent(minerId)}/series?${new URLSearchParams(query).toString()}`;
}

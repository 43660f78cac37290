import type { SeriesAnswer } from './types';

const answerWithinMs = 12_000;

/** The server's answer, with a body as JSON. @throws Error with what the problem says where it is no success */
export async function ask<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
  const written = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await fetch(path, { method, headers, signal: AbortSignal.timeout(answerWithinMs), ...written });
  return read<T>(answer);
}

async function read<T>(answer: Response): Promise<T> {
  const body = (await answer.json().catch(() => null)) as (T & { title?: string; detail?: string }) | null;
  if (answer.ok && body !== null) return body;
  throw new Error(body?.detail ?? body?.title ?? `the server answered ${answer.status}`);
}

/** Which past values of a thing, and how the readings of a step become one value. */
export interface SeriesWish {
  /** The id of the miner or coin. */
  readonly id: string;
  readonly metrics: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly aggregate?: 'mean' | 'sum';
}

const miners = '/api/v1/miners';
const coins = '/api/v1/market/coins';

/** Past values of a miner. */
export const minerSeries = (wish: SeriesWish): Promise<SeriesAnswer> => ask('GET', seriesPath(miners, wish));

/** Where the same values are a CSV file; times are UTC milliseconds. */
export const minerCsvPath = (wish: SeriesWish): string => seriesPath(miners, wish, { format: 'csv' });

/** Past values of a coin. */
export const coinSeries = (wish: SeriesWish): Promise<SeriesAnswer> => ask('GET', seriesPath(coins, wish));

/** Where the same values are a CSV file. */
export const coinCsvPath = (wish: SeriesWish): string => seriesPath(coins, wish, { format: 'csv' });

function seriesPath(of: string, { id, metrics, from, to, aggregate }: SeriesWish, more: Readonly<Record<string, string>> = {}): string {
  const query = { metrics: metrics.join(','), from: String(from), to: String(to), ...(aggregate && { aggregate }), ...more };
  return `${of}/${encodeURIComponent(id)}/series?${new URLSearchParams(query).toString()}`;
}

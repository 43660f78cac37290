import type { MarketSource } from '../faults/market-fault.js';
import type { MeterState } from './meter.js';

/** A request as a double sees it. */
export interface ProviderCall {
  readonly method: string;
  /** The path after the double's own prefix, `/` first. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** The world's time, UTC milliseconds. */
  readonly at: number;
  /** Address of whoever asks. */
  readonly client: string;
}

/** What a double answers: a text as it is, anything else as JSON. */
export interface ProviderAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Credits it cost, as the provider counts them. */
  readonly credits?: number;
  /** Which endpoint it was, for the books. */
  readonly endpoint?: string;
}

/** One provider's double. */
export interface Provider {
  readonly source: MarketSource;
  /** What its paths begin with on the doubles' port. */
  readonly prefix: string;
  answer(call: ProviderCall): ProviderAnswer;
  /** What it says when something of its own is broken; left out: a page of a machine before it. */
  broken?(status: number, at: number): ProviderAnswer;
  /** How each key stands; for the truth. */
  meters(at: number): Readonly<Record<string, MeterState>>;
}

/** A header with one value; undefined otherwise. */
export function header(call: ProviderCall, name: string): string | undefined {
  const value = call.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The items of a comma list; empty for none. */
export const listOf = (text: string | null): string[] =>
  (text ?? '').split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()]));

/** Whether a parameter says yes. */
export const isTrue = (call: ProviderCall, name: string): boolean => call.query.get(name) === 'true';

import type { RefusalKind } from '../faults/market-fault.js';
import { nextMonth, secondsToNextMinute } from '../wire/meter.js';
import type { ProviderAnswer } from '../wire/provider.js';

/** How a version says that nothing is wrong: the newest ones with a text. */
export type Version = 'v1' | 'v2' | 'v3';

/** A good answer in its envelope. */
export function enveloped(version: Version, at: number, data: unknown, credits: number): ProviderAnswer {
  const text = version === 'v3';
  const status = {
    timestamp: new Date(at).toISOString(),
    error_code: text ? '0' : 0,
    error_message: text ? '' : null,
    elapsed: 9,
    credit_count: credits,
    notice: null,
  };
  return { status: 200, credits, body: { status, data } };
}

const httpOf: Readonly<Record<number, number>> = {
  400: 400,
  500: 500,
  1001: 401,
  1002: 401,
  1003: 402,
  1004: 402,
  1005: 403,
  1006: 403,
  1007: 403,
  1008: 429,
  1009: 429,
  1010: 429,
  1011: 429,
};

const messages: Readonly<Record<number, string>> = {
  1001: 'This API Key is invalid.',
  1002: 'API key missing.',
  1003: 'Your API Key must be activated. Please go to pro.coinmarketcap.com/account/plan.',
  1004: "Your API Key's subscription plan has expired.",
  1006: "Your API Key subscription plan doesn't support this endpoint.",
  1007: 'This API Key has been disabled. Please contact support.',
  1008: "You've exceeded your API Key's HTTP request rate limit. Rate limits reset every minute.",
  1009: "You've exceeded your API Key's daily rate limit.",
  1010: "You've exceeded your API Key's monthly rate limit.",
  1011: "You've hit an IP rate limit.",
};

/** An error in its envelope; data is absent. */
export function failed(at: number, code: number, message = messages[code] ?? 'Error'): ProviderAnswer {
  const status = { timestamp: new Date(at).toISOString(), error_code: code, error_message: message, elapsed: 0, credit_count: 0 };
  return { status: httpOf[code] ?? 400, headers: retryHeaders(code, at), body: { status } };
}

/** What the script refuses with, in this provider's words. */
export function refusal(kind: RefusalKind, at: number): ProviderAnswer {
  if (kind === 'error_in_200') return { ...failed(at, 1008), status: 200 };
  return failed(at, refusalCodes[kind]);
}

const refusalCodes: Readonly<Record<Exclude<RefusalKind, 'error_in_200'>, number>> = {
  rate_limited: 1008,
  day_exhausted: 1009,
  month_exhausted: 1010,
  ip_limited: 1011,
  unauthorized: 1001,
  forbidden: 1007,
};

function retryHeaders(code: number, at: number): Record<string, string> {
  if (code === 1008) return { 'Retry-After': String(secondsToNextMinute(at)) };
  return code === 1010 ? { 'x-ratelimit-reset': String(Math.floor(nextMonth(at) / 1000)) } : {};
}

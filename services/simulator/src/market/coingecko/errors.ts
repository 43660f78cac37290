import type { ProviderAnswer } from '../wire/provider.js';

const statusOf = (code: number, message: string): unknown => ({ error_code: code, error_message: message });

/** CoinGecko's three bodies of an error: a status at the top, a status inside an error, and a bare text. */
export const statusError = (status: number, code: number, message: string): ProviderAnswer => ({
  status,
  body: { status: statusOf(code, message) },
});

/** @see statusError */
export const nestedError = (status: number, code: number, message: string): ProviderAnswer => ({
  status,
  body: { error: { status: statusOf(code, message) } },
});

/** @see statusError */
export const textError = (status: number, message: string): ProviderAnswer => ({ status, body: { error: message } });

/** Too many requests; without `retryAfter` it does not say how long to wait. */
export function tooMany(retryAfter: number | null): ProviderAnswer {
  const answer = statusError(429, 429, "You've exceeded the Rate Limit. Please visit the pricing page to subscribe to a higher plan.");
  return retryAfter === null ? answer : { ...answer, headers: { 'Retry-After': String(retryAfter) } };
}

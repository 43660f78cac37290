import { type ErrorClass, PermanentError, TransientError } from '@lodestream/component';
import { mapHttpStatus, periodEnd, type QuotaPeriod, type WebReply } from '@lodestream/polling';
import { numberOf, objectOf, textOf } from '../../quotes/read-json.js';
import { UnknownNames, unknownNamesIn } from './unknown-names.js';

const what = 'CoinMarketCap';
const minuteMs = 60_000;
const dayMs = 86_400_000;

const refusals: Readonly<Record<number, readonly [ErrorClass, string]>> = {
  1001: ['authentication', 'says that our key is invalid'],
  1002: ['authentication', 'wants a key'],
  1003: ['authentication', 'wants our plan to be activated'],
  1004: ['authentication', 'says that our plan is not paid for'],
  1005: ['authentication', 'wants a key'],
  1006: ['validation', 'does not offer this to our plan'],
  1007: ['authentication', 'has disabled our key'],
};

/**
 * The error in an answer, whatever its status; null where there is none. A code of 0, as a number or as text, means success; any other
 * one means failure even under a status of 200. Limits say until when to wait: the minute, the day (UTC), the month
 * of the plan.
 */
export function coinMarketCapError(reply: WebReply, nowMs: number, month: QuotaPeriod): TransientError | PermanentError | null {
  const status = objectOf(objectOf(reply.json)?.['status']);
  const code = numberOf(status?.['error_code']) ?? 0;
  const waitMs = waitOf(code, nowMs, month);
  if (waitMs !== null || reply.status === 429) return tooFast(reply, waitMs ?? minuteMs);
  const refusal = refusals[code];
  if (refusal !== undefined) return new PermanentError(`${what} ${refusal[1]} (${code})`, refusal[0]);
  const text = (textOf(status?.['error_message']) ?? '').slice(0, 200);
  const unknown = unknownNamesIn(textOf(status?.['error_message']) ?? '');
  if (code === 400 && unknown.length > 0) return new UnknownNames(unknown);
  const byStatus = mapHttpStatus(reply.status, reply.headers, what, nowMs);
  if (byStatus !== null) return byStatus;
  if (code >= 500 && code < 600) return new TransientError(`${what} failed: ${text} (${code})`, 'connectivity');
  if (code !== 0) return new PermanentError(`${what} refused the request: ${text} (${code})`, 'validation');
  return reply.json === undefined ? new TransientError(`${what} answered with something that is no JSON`, 'malformed') : null;
}

function tooFast({ headers }: WebReply, leastMs: number): TransientError {
  const asked = mapHttpStatus(429, headers, what)?.retryAfterMs ?? 0;
  return new TransientError(`${what} asked us to slow down`, 'rate_limit', { retryAfterMs: Math.max(asked, leastMs) });
}

/** Milliseconds until a limit ends, by its code; null for what is no limit. */
function waitOf(code: number, nowMs: number, month: QuotaPeriod): number | null {
  if (code === 1008) return minuteMs;
  if (code === 1009) return dayMs - (nowMs % dayMs);
  if (code === 1010) return periodEnd(month, nowMs) - nowMs;
  return code === 1011 ? 5 * minuteMs : null;
}

import { PermanentError, TransientError } from '@lodestream/component';
import { mapHttpStatus, type WebReply } from '@lodestream/polling';
import { numberOf, objectOf, textOf } from '../../quotes/read-json.js';

const what = 'CoinGecko';
const leastWaitMs = 60_000;

/**
 * The error in an answer, whatever its status: an over-quota call may come with 200. Null where there is none. Bodies have three shapes:
 * `{"status":{"error_code","error_message"}}`, the same below `error`, and `{"error":"text"}`.
 */
export function coinGeckoError(reply: WebReply): TransientError | PermanentError | null {
  const told = toldIn(reply.json);
  if (told !== null && (told.code === 429 || reply.status === 429)) return tooFast(reply);
  if (reply.status === 429) return tooFast(reply);
  if (told?.code !== undefined && told.code !== null && told.code >= 10_000) return coded(told.code, told.text);
  const byStatus = mapHttpStatus(reply.status, reply.headers, what);
  if (byStatus !== null) return byStatus;
  if (told !== null) return byCode(told.code, told.text);
  return reply.json === undefined ? new TransientError(`${what} answered with something that is no JSON`, 'malformed') : null;
}

interface Told {
  readonly code: number | null;
  readonly text: string;
}

function toldIn(json: unknown): Told | null {
  const body = objectOf(json);
  if (body === null) return null;
  const text = textOf(body['error']);
  const status = objectOf(body['status']) ?? objectOf(objectOf(body['error'])?.['status']);
  if (text !== null) return { code: status === null ? null : numberOf(status['error_code']), text };
  const code = numberOf(status?.['error_code']);
  return status === null || code === null || code === 0 ? null : { code, text: textOf(status['error_message']) ?? '' };
}

/** Without `Retry-After`, a minute at least is what it wants. */
function tooFast({ headers }: WebReply): TransientError {
  const asked = mapHttpStatus(429, headers, what)?.retryAfterMs ?? 0;
  return new TransientError(`${what} asked us to slow down`, 'rate_limit', { retryAfterMs: Math.max(asked, leastWaitMs) });
}

const sentences: Readonly<Record<number, string>> = {
  10_002: 'wants a key',
  10_005: 'does not offer this to our plan',
  10_010: 'got a Pro key at the public host; set the tier to the plan of the key',
  10_011: 'got a Demo key at the Pro host; set the tier to the plan of the key',
  10_012: 'gives no history that far back to our plan',
};

function coded(code: number, text: string): PermanentError {
  const errorClass = code === 10_005 || code === 10_012 ? 'validation' : 'authentication';
  return new PermanentError(`${what} ${sentences[code] ?? `refused the request: ${text.slice(0, 200)}`} (${code})`, errorClass);
}

function byCode(code: number | null, text: string): TransientError | PermanentError {
  const sentence = `${what} answered with an error: ${text.slice(0, 200)}`;
  if (code === 401 || code === 403 || code === 1020) return new PermanentError(sentence, 'authentication');
  return code !== null && code >= 500 ? new TransientError(sentence, 'connectivity') : new PermanentError(sentence, 'validation');
}

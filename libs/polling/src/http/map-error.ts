import { PermanentError, TransientError } from '@lodestream/component';
import { Malformed } from './malformed.js';

const timeoutCodes: ReadonlySet<string> = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ERR_SOCKET_CONNECTION_TIMEOUT']);
const unresolvedCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA']);
const exhaustedCodes: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'EADDRNOTAVAIL', 'ENOMEM']);
const refusedByUsCodes: ReadonlySet<string> = new Set([
  'ERR_INVALID_URL',
  'ERR_INVALID_CHAR',
  'ERR_UNESCAPED_CHARACTERS',
  'ERR_SOCKET_BAD_PORT',
]);

/** What the sockets and the HTTP parser throw, in our words: whether to try again, and of which class it is. */
export function mapHttpError(error: unknown, what: string): TransientError | PermanentError {
  if (error instanceof TransientError || error instanceof PermanentError) return error;
  if (error instanceof Malformed) return new PermanentError(`${what} answered ${error.message}`, 'malformed', { cause: error });
  const code = codeOf(error);
  if (timeoutCodes.has(code)) return new TransientError(`${what} did not answer in time`, 'timeout', { cause: error });
  if (code.startsWith('HPE_')) return new PermanentError(`${what} did not speak HTTP (${code})`, 'malformed', { cause: error });
  if (unresolvedCodes.has(code)) return new TransientError(`${what} could not be resolved (${code})`, 'connectivity', { cause: error });
  if (exhaustedCodes.has(code))
    return new TransientError(`no socket was left for ${what} (${code})`, 'resource_exhaustion', { cause: error });
  if (refusedByUsCodes.has(code))
    return new PermanentError(`a request to ${what} could not be written (${code})`, 'validation', { cause: error });
  if (/^E[A-Z]+$/.test(code)) return new TransientError(`${what} could not be reached (${code})`, 'connectivity', { cause: error });
  throw error;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a status other than 200 to 299 means; null when it means success. `nowMs` is our time, for answers that ask to wait until a date. */
export function mapHttpStatus(status: number, headers: Headers, what: string, nowMs?: number): TransientError | PermanentError | null {
  if (status >= 200 && status < 300) return null;
  const askedWait = (): { retryAfterMs?: number } => waitAsked(headers, nowMs);
  if (status === 401 || status === 403 || status === 407)
    return new PermanentError(`${what} refused our credential (${status})`, 'authentication');
  if (status === 429) return new TransientError(`${what} asked us to slow down`, 'rate_limit', askedWait());
  if (status >= 300 && status < 400)
    return new PermanentError(`${what} answered with a redirect (${status}), which is never followed`, 'malformed');
  if (status === 404 || status === 405 || status === 501)
    return new PermanentError(`${what} does not offer this path (${status})`, 'version');
  if (status >= 500) return new TransientError(`${what} failed (${status})`, 'connectivity', askedWait());
  return new PermanentError(`${what} refused the request (${status})`, 'malformed');
}

/** No more than this is obeyed, however long is asked for: a device must not put itself out of sight. */
const longestWaitMs = 3_600_000;

/**
 * What `Retry-After` asks for (RFC 9110, 10.2.3): a number of seconds, or a date. A date is read against the answer's own `Date`, so that
 * it does not matter whose clock is right; without one, against ours, where `nowMs` tells it.
 */
function waitAsked(headers: Headers, nowMs: number | undefined): { retryAfterMs?: number } {
  const asked = headers['retry-after']?.toString().trim() ?? '';
  const ms = /^\d+$/.test(asked) ? Number(asked) * 1_000 : untilDate(asked, headers['date']?.toString() ?? '', nowMs);
  return ms === null ? {} : { retryAfterMs: Math.min(ms, longestWaitMs) };
}

function untilDate(asked: string, sent: string, nowMs: number | undefined): number | null {
  const until = httpDate(asked);
  const from = httpDate(sent) ?? nowMs;
  return until === null || from === undefined ? null : Math.max(0, until - from);
}

/** An HTTP date begins with the day's name; `Date.parse` alone would take almost anything for a date. */
function httpDate(text: string): number | null {
  const atMs = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(atMs) ? atMs : null;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

import { PermanentError, TransientError } from '@lodestream/component';

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

/** What a status other than 200 to 299 means; null when it means success. */
export function mapHttpStatus(
  status: number,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  what: string,
): TransientError | PermanentError | null {
  if (status >= 200 && status < 300) return null;
  if (status === 401 || status === 403 || status === 407)
    return new PermanentError(`${what} refused our credential (${status})`, 'authentication');
  if (status === 429) return new TransientError(`${what} asked us to slow down`, 'rate_limit', askedWait(headers));
  if (status >= 300 && status < 400)
    return new PermanentError(`${what} answered with a redirect (${status}), which is never followed`, 'malformed');
  if (status === 404 || status === 405 || status === 501)
    return new PermanentError(`${what} does not offer this path (${status})`, 'version');
  if (status >= 500) return new TransientError(`${what} failed (${status})`, 'connectivity', askedWait(headers));
  return new PermanentError(`${what} refused the request (${status})`, 'malformed');
}

/** Only a number of seconds is obeyed, and no more than an hour of it: a date would need the device's clock to be right. */
function askedWait(headers: Readonly<Record<string, string | readonly string[] | undefined>>): { retryAfterMs?: number } {
  const seconds = Number.parseInt(headers['retry-after']?.toString() ?? '', 10);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: Math.min(seconds, 3_600) * 1_000 } : {};
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

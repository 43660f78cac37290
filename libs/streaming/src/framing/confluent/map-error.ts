import { PermanentError, TransientError } from '@lodestream/component';

/** What the registry answered, whatever its status. */
export interface RegistryAnswer {
  readonly status: number;
  /** `error_code` of the answer's body: the status, or five digits that begin with it. */
  readonly code: number | null;
  /** `Retry-After` in milliseconds, where it was a number of seconds. */
  readonly retryAfterMs?: number;
}

/** What sockets and HTTP threw on the way to the registry; it is never the message's fault, so trying again may always work. */
export function mapRequestError(error: unknown): TransientError {
  const code = codeOf(error);
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT' || code === 'ERR_CANCELED')
    return new TransientError('the schema registry did not answer in time', 'timeout');
  if (/^E[A-Z]+$|^EAI_/.test(code)) return new TransientError(`the schema registry could not be reached (${code})`, 'connectivity');
  if (code !== '') return new TransientError(`the schema registry gave no sound answer (${code})`, 'dependency');
  throw error;
}

/** What an answer that is no success means for the one who asked about a schema. */
export function mapAnswer({ status, code, retryAfterMs }: RegistryAnswer, what: string): TransientError | PermanentError {
  const details = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 401 || status === 403)
    return new TransientError(`the schema registry refused our credential (${status})`, 'authentication');
  if (status === 409) return new PermanentError(`${what}: not compatible with what is registered`, 'version');
  if (status === 422) return new PermanentError(`${what}: the schema registry takes it for no valid schema (${code ?? status})`, 'version');
  if (status === 429) return new TransientError('the schema registry asked us to slow down', 'rate_limit', details);
  if (isUnknown({ status, code })) return new PermanentError(`${what}: not registered, and we may not register it`, 'version');
  return new TransientError(`the schema registry failed (${status})`, 'dependency', details);
}

/** The registry itself says that there is no such subject, version or schema; any other 404 comes from a wrong address. */
export function isUnknown({ status, code }: RegistryAnswer): boolean {
  return status === 404 && code !== null && code >= 40_400 && code < 40_500;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

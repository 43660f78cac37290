import { HttpError, RequestTimedOutError } from '@influxdata/influxdb-client';
import type { ErrorClass } from '@lodestream/component';

/** What is to be done after a try that was not acknowledged. */
export type Verdict =
  /**
   * Some lines of the batch are at fault; the others have to be sent again without them. Where the words are not known to speak of
   * lines, everything that is sent may be refused: that has to be found out first.
   */
  | { readonly kind: 'lines'; readonly isKnown: boolean; readonly message: string; readonly dropped: number | null }
  /** The batch is too large for the server: send it in parts. */
  | { readonly kind: 'split' }
  /** Passing: wait and send the same again. */
  | { readonly kind: 'wait'; readonly errorClass: ErrorClass; readonly message: string; readonly retryAfterMs: number | null }
  /** A person must act; the data is held meanwhile. */
  | { readonly kind: 'hold'; readonly errorClass: ErrorClass; readonly message: string };

const byStatus: Readonly<Record<number, ErrorClass>> = { 408: 'timeout', 429: 'rate_limit', 504: 'timeout' };

/** InfluxDB gives a write up by itself after ten seconds, as "unexpected error writing points to database: timeout" with a 500. */
const busyClassOf = (said: string): ErrorClass => (/\btimeout\b/i.test(said) ? 'timeout' : 'dependency');

/** Reads what a failed try means. What has no HTTP status broke on the way: whether the batch arrived is unknown, so it is sent again. */
export function verdictOf(error: unknown): Verdict {
  if (error instanceof HttpError) return verdictOfAnswer(error);
  const timedOut =
    error instanceof RequestTimedOutError || (error as Error)?.name === 'TimeoutError' || (error as Error)?.name === 'AbortError';
  return { kind: 'wait', errorClass: timedOut ? 'timeout' : 'connectivity', message: describe(error), retryAfterMs: null };
}

function verdictOfAnswer(error: HttpError): Verdict {
  const status = error.statusCode;
  const said = messageOf(error);
  const message = `InfluxDB answered ${status}${said === '' ? '' : `: ${said}`}`;
  if (status === 413) return { kind: 'split' };
  if (status === 429 || status === 408 || status >= 500)
    return { kind: 'wait', errorClass: byStatus[status] ?? busyClassOf(said), message, retryAfterMs: retryAfterOf(error) };
  if (status === 400 || status === 422) {
    const isKnown = isAboutLines(error);
    return { kind: 'lines', isKnown, message: isKnown ? said : message, dropped: isKnown ? droppedOf(said) : null };
  }
  return { kind: 'hold', errorClass: [401, 403, 404].includes(status) ? 'authentication' : 'integration', message };
}

// Only InfluxDB's own answer speaks of lines by itself: a proxy's error page of the same status may mean anything.
function isAboutLines(error: HttpError): boolean {
  const json = bodyOf(error);
  return (
    json !== undefined &&
    ['invalid', 'unprocessable entity'].includes(String(json.code)) &&
    /unable to parse|failure writing points|partial write|conflict|retention policy/i.test(String(json.message))
  );
}

function messageOf(error: HttpError): string {
  const said = bodyOf(error)?.message;
  return (typeof said === 'string' ? said : (error.body ?? error.statusMessage ?? '')).slice(0, 100_000);
}

function bodyOf(error: HttpError): { code?: unknown; message?: unknown } | undefined {
  if (typeof error.json === 'object' && error.json !== null) return error.json as { code?: unknown; message?: unknown };
  try {
    const parsed: unknown = JSON.parse(error.body ?? '');
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function droppedOf(message: string): number | null {
  const [, count] = /dropped[ =](\d+)(?!.*dropped=\d)/s.exec(message) ?? [];
  return count === undefined ? null : Number(count);
}

function retryAfterOf(error: HttpError): number | null {
  const header = error.headers?.['retry-after'];
  if (header === undefined) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(String(header)) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

function describe(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return `InfluxDB could not be reached: ${[code, message].filter((part) => typeof part === 'string' && part !== '').join(' ')}`;
}

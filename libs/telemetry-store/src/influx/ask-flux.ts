import { HttpError, type InfluxDB } from '@influxdata/influxdb-client';
import { PermanentError, TransientError, withDeadline } from '@lodestream/component';
import { verdictOf } from './map-error.js';

/** One row of an answer, by the names of its columns. */
export type FluxRow = Readonly<Record<string, unknown>>;

/** Runs a script and hands over all its rows. @throws TransientError or PermanentError, as the answer says */
export type AskFlux = (flux: string) => Promise<readonly FluxRow[]>;

/** Asks through the official client, within a deadline. */
export function askFlux(client: InfluxDB, org: string, deadlineMs: number): AskFlux {
  const api = client.getQueryApi(org);
  return async (flux) => {
    try {
      return await withDeadline(api.collectRows<FluxRow>(flux), deadlineMs, 'the query to InfluxDB');
    } catch (error) {
      throw error instanceof TransientError ? error : queryError(error, org);
    }
  };
}

function queryError(error: unknown, org: string): Error {
  // A row that breaks the script is an error inside a good answer; only the client's plain Error says so.
  if (error instanceof HttpError && (error.statusCode === 400 || error.statusCode === 422))
    return new PermanentError(`the query cannot be answered: ${error.message}`, 'validation', { cause: error });
  if (error instanceof Error && /runtime error|unsupported input type|schema collision/i.test(error.message))
    return new PermanentError(`the query cannot be answered: ${error.message}`, 'validation', { cause: error });
  const verdict = verdictOf(error);
  if (verdict.kind === 'wait')
    return new TransientError(verdict.message, verdict.errorClass, {
      cause: error,
      ...(verdict.retryAfterMs === null ? {} : { retryAfterMs: verdict.retryAfterMs }),
    });
  if (verdict.kind === 'hold')
    return new TransientError(
      `${verdict.message}; reading from organisation "${org}"; run "lodestream store apply" and configure the read token it hands out`,
      verdict.errorClass,
      { cause: error },
    );
  return new PermanentError(`the query cannot be answered: ${String(error)}`, 'validation', { cause: error });
}

import type { InfluxDB } from '@influxdata/influxdb-client';

/**
 * Sends lines through the client's transport; resolves with the status of an answer that is no error, once it has ended.
 * @throws HttpError for a status from 300 on, and whatever breaks on the way
 */
export function postLines(
  { transport }: InfluxDB,
  path: string,
  lines: Buffer,
  { signal, gzip }: { readonly signal: AbortSignal; readonly gzip: boolean },
): Promise<number | undefined> {
  const options = {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    signal,
    ...(gzip ? { gzipThreshold: 1_000 } : {}),
  };
  return new Promise((resolve, reject) => {
    let status: number | undefined;
    // It is declared for text, of which it makes bytes before it returns; of bytes it makes a copy at the same place.
    transport.send(path, lines as unknown as string, options, {
      responseStarted: (_headers, code) => (status = code),
      error: reject,
      complete: () => resolve(status),
    });
  });
}

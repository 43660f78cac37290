import type { InfluxDB } from '@influxdata/influxdb-client';
import { TransientError } from '@lodestream/component';
import { verdictOf } from './map-error.js';

/** Removes everything of a bucket before a time. @throws TransientError when the server did not do it */
export async function requestDelete(
  client: InfluxDB,
  request: { org: string; bucket: string; beforeMs: number; timeoutMs: number },
): Promise<void> {
  const { org, bucket, beforeMs, timeoutMs } = request;
  const path = `/api/v2/delete?org=${encodeURIComponent(org)}&bucket=${encodeURIComponent(bucket)}`;
  // The last nanosecond before the time, so that it does not matter whether the server takes the end in.
  const stop = new Date(beforeMs - 1).toISOString().replace(/Z$/, '999999Z');
  const body = { start: new Date(0).toISOString(), stop };
  try {
    await client.transport.request(path, body, { method: 'POST', signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    const verdict = verdictOf(error);
    const said = 'message' in verdict ? verdict.message : String(error);
    throw new TransientError(
      `${said}; deleting from bucket "${bucket}" of organisation "${org}"`,
      'errorClass' in verdict ? verdict.errorClass : 'storage',
      { cause: error },
    );
  }
}

import type { InfluxDB } from '@influxdata/influxdb-client';
import { BucketsAPI, type Bucket } from '@influxdata/influxdb-client-apis';
import type { RetentionClass } from '../telemetry-store.port.js';
import { bucketName } from './bucket-name.js';

/** A bucket as it is now, and what was done to make it so. */
export interface AppliedBucket {
  readonly id: string;
  readonly name: string;
  readonly retentionClass: string;
  /** Days kept; null for ever. */
  readonly days: number | null;
  readonly change: 'created' | 'updated' | 'kept';
}

const secondsOfDay = 86_400;

/** Makes the bucket of a retention class, or gives the one that is there the retention of the class. */
export async function applyBucket(client: InfluxDB, orgID: string, prefix: string, kept: RetentionClass): Promise<AppliedBucket> {
  const api = new BucketsAPI(client);
  const name = bucketName(prefix, kept.name);
  const everySeconds = kept.days === null ? 0 : kept.days * secondsOfDay;
  const about = { name, retentionClass: kept.name, days: kept.days };
  const retentionRules = [{ type: 'expire' as const, everySeconds }];
  const found = await findBucket(api, orgID, name);
  if (found === undefined) {
    const made = await api.postBuckets({ body: { orgID, name, retentionRules } });
    return { id: made.id!, ...about, change: 'created' };
  }
  if ((found.retentionRules[0]?.everySeconds ?? 0) === everySeconds) return { id: found.id!, ...about, change: 'kept' };
  await api.patchBucketsID({ bucketID: found.id!, body: { retentionRules } });
  return { id: found.id!, ...about, change: 'updated' };
}

async function findBucket(api: BucketsAPI, orgID: string, name: string): Promise<Bucket | undefined> {
  const { buckets = [] } = await api.getBuckets({ orgID, name }).catch(nothingFound);
  return buckets.find((bucket) => bucket.name === name);
}

// Asked for one name, some versions answer with an empty list and some with 404.
function nothingFound(error: unknown): { buckets?: Bucket[] } {
  if ((error as { statusCode?: number }).statusCode === 404) return {};
  throw error;
}

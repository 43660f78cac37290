import { InfluxDB } from '@influxdata/influxdb-client';
import { OrgsAPI } from '@influxdata/influxdb-client-apis';
import { TransientError, withDeadline } from '@lodestream/component';
import { RetentionPlan } from '../retention.js';
import type { RetentionClass } from '../telemetry-store.port.js';
import { applyBucket, type AppliedBucket } from './apply-buckets.js';
import { applyToken, type AppliedToken } from './apply-tokens.js';
import { defaultBucketPrefix } from './bucket-name.js';
import { verdictOf } from './map-error.js';

/** What is to be set up, where, and with which rights; the token must be allowed to make buckets and tokens. */
export interface ApplyStoreOptions {
  readonly url: string;
  readonly org: string;
  readonly token: string;
  readonly bucketPrefix?: string;
  readonly retention: readonly RetentionClass[];
  readonly deadlineMs?: number;
}

/** What stands now and what was changed for it; applied again, everything is `kept`. */
export interface AppliedStore {
  readonly buckets: readonly AppliedBucket[];
  readonly writeToken: AppliedToken;
  readonly readToken: AppliedToken;
}

/**
 * Makes an InfluxDB ready: a bucket with its retention for each class, a token that may only write and one that may only read.
 * @throws TransientError with a remedy when the server is away, refuses the token or has no such organisation
 */
export async function applyStore(options: ApplyStoreOptions): Promise<AppliedStore> {
  const { url, token, org, deadlineMs = 60_000 } = options;
  const client = new InfluxDB({ url, token, timeout: 15_000 });
  try {
    return await withDeadline(apply(client, options), deadlineMs, 'setting up InfluxDB');
  } catch (error) {
    if (error instanceof TransientError) throw error;
    const verdict = verdictOf(error);
    const said = 'message' in verdict ? verdict.message : String(error);
    const remedy = `check that ${url} is the InfluxDB meant and that the token given may manage buckets and authorizations of organisation "${org}"`;
    throw new TransientError(`${said}; ${remedy}`, 'errorClass' in verdict ? verdict.errorClass : 'integration', { cause: error });
  }
}

async function apply(client: InfluxDB, { org, bucketPrefix = defaultBucketPrefix, retention }: ApplyStoreOptions): Promise<AppliedStore> {
  const { classes } = new RetentionPlan(retention);
  const { orgs = [] } = await new OrgsAPI(client).getOrgs({ org });
  const orgID = orgs.find(({ name }) => name === org)?.id;
  if (orgID === undefined)
    throw new TransientError(`InfluxDB has no organisation "${org}"; create it, or correct influxdb.org`, 'authentication');
  const buckets: AppliedBucket[] = [];
  for (const kept of classes) buckets.push(await applyBucket(client, orgID, bucketPrefix, kept));
  const writeToken = await applyToken(client, orgID, bucketPrefix, 'write', buckets);
  const readToken = await applyToken(client, orgID, bucketPrefix, 'read', buckets);
  return { buckets, writeToken, readToken };
}

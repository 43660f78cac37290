import type { Lifecycle } from '@lodestream/component';
import type { Secret } from '@lodestream/service-kit';
import { applyStore, retentionClasses, type AppliedStore } from '@lodestream/telemetry-store';
import { loadApplicationConfig } from '../application-config.js';
import type { HostConfig } from '../host-config.js';
import { requiredToken } from './create-store.js';

/** What was done to the store, as lines for a person, and the tokens that were made. */
export interface StoreApplied {
  readonly lines: readonly string[];
  readonly tokens: readonly { readonly name: string; readonly token: Pick<Secret, 'reveal'> }[];
}

/** Prepares the InfluxDB of a configuration. */
export async function applyConfiguredStore({ config }: { readonly config?: string }): Promise<StoreApplied> {
  const application = await loadApplicationConfig({ ...(config !== undefined && { config }), environment: process.env });
  const { buckets, writeToken, readToken } = await apply(application.host);
  const tokens = [
    { name: 'LODESTREAM_INFLUX_WRITE_TOKEN', ...writeToken },
    { name: 'LODESTREAM_INFLUX_READ_TOKEN', ...readToken },
  ];
  const lines = [
    ...buckets.map((bucket) => `bucket ${bucket.name}: ${bucket.change}, kept ${bucket.days === null ? 'for ever' : `${bucket.days} d`}`),
    ...tokens.map(({ description, change }) => `token ${description}: ${change}`),
  ];
  return { lines, tokens: tokens.flatMap(({ name, token }) => (token === null ? [] : [{ name, token }])) };
}

/** The same as the first part of an application that is to run on an InfluxDB nobody has prepared. */
export function storeSetup(config: HostConfig): Lifecycle {
  return {
    start: async () => void (await apply(config)),
    stop: () => Promise.resolve(),
  };
}

function apply(config: HostConfig): Promise<AppliedStore> {
  const { url, org, bucket_prefix: bucketPrefix } = config.influxdb;
  return applyStore({
    url,
    org,
    token: requiredToken(config).reveal(),
    bucketPrefix,
    retention: retentionClasses(config.stream.readings_kept_days),
  });
}

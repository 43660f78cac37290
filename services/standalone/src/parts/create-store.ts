import type { Clock, Log } from '@lodestream/component';
import {
  EmbeddedTelemetryStore,
  InfluxTelemetryStore,
  prometheusObserver,
  retentionClasses,
  type StoreObserver,
  type TelemetryStore,
} from '@lodestream/telemetry-store';
import { ConfigError, type Secret } from '@lodestream/service-kit';
import { join } from 'node:path';
import type { Registry } from 'prom-client';
import type { HostConfig } from '../host-config.js';
import type { Profile } from '../profile.js';

/** What a store is made from. */
export interface StoreParts {
  readonly profile: Profile;
  readonly config: HostConfig;
  readonly dataDirectory: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly registry: Registry;
}

/** The telemetry store of a profile, not started. */
export function createStore(parts: StoreParts): TelemetryStore {
  const observer = prometheusObserver(parts.registry, parts.profile === 'cluster' ? 'influx' : 'embedded');
  return parts.profile === 'cluster' ? influx(parts, observer) : embedded(parts, observer);
}

function embedded({ config, dataDirectory, log, clock }: StoreParts, observer: StoreObserver): TelemetryStore {
  return new EmbeddedTelemetryStore({
    directory: join(dataDirectory, 'store'),
    retention: retentionClasses(config.stream.readings_kept_days),
    memoryLimitMb: config.embedded.store_memory_megabytes,
    freeSpaceFloorMb: config.embedded.free_disk_megabytes,
    log,
    clock,
    observer,
  });
}

function influx({ config, clock }: StoreParts, observer: StoreObserver): TelemetryStore {
  const { url, org, read_token: readToken, bucket_prefix: bucketPrefix } = config.influxdb;
  const tokens = { writeToken: requiredToken(config).reveal(), ...(readToken && { readToken: readToken.reveal() }) };
  return new InfluxTelemetryStore({
    url,
    org,
    ...tokens,
    bucketPrefix,
    retention: retentionClasses(config.stream.readings_kept_days),
    clock,
    observer,
  });
}

/** The token of the configuration. @throws ConfigError when there is none */
export function requiredToken(config: HostConfig): Secret {
  if (config.influxdb.token === undefined) throw new ConfigError([missingToken]);
  return config.influxdb.token;
}

const missingToken = {
  file: '(configuration)',
  line: null,
  path: 'influxdb.token',
  value: '(absent)',
  message: 'the profile cluster needs a token for InfluxDB',
  remedy: 'Set influxdb.token in the configuration, or LODESTREAM_INFLUX_TOKEN in the environment.',
};

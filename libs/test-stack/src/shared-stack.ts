import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtPart, withLock } from '../../../deploy/local/native.mjs';
import { belongingsFolder } from './belongings.js';
import { startInfluxContainer, startKafkaContainer } from './container-parts.js';
import { InfluxAccount } from './influx-account.js';
import { startInflux } from './real-influx.js';
import { startKafka } from './real-kafka.js';

const START_TIMEOUT_MS = 180_000;

/** A Kafka that several tests use at once: whoever uses it names its topics and groups with `uniqueName`. */
export interface SharedKafka {
  readonly brokers: string[];
}

/**
 * The Kafka shared by the tests of this run: the one named by LODESTREAM_TEST_KAFKA (comma-separated addresses), or one
 * started at first use and kept for the test files that follow in this process: natively where the part is built, otherwise
 * as a container. Tests must not kill or freeze it.
 */
export async function sharedKafka(env: NodeJS.ProcessEnv = process.env): Promise<SharedKafka> {
  const given = env['LODESTREAM_TEST_KAFKA'];
  if (given) return { brokers: given.split(',') };
  return once('shared-kafka.json', async () => {
    const { brokers } = await (builtPart('kafka', env) === null ? startKafkaContainer() : startKafka());
    return { brokers };
  });
}

/**
 * The InfluxDB shared by the tests of this run: the one named by LODESTREAM_TEST_INFLUX_URL and
 * LODESTREAM_TEST_INFLUX_TOKEN, or one started at first use. Each test makes its own bucket with `createBucket`.
 */
export async function sharedInflux(env: NodeJS.ProcessEnv = process.env): Promise<InfluxAccount> {
  const given = env['LODESTREAM_TEST_INFLUX_URL'];
  if (given) return InfluxAccount.open(given, env['LODESTREAM_TEST_INFLUX_TOKEN'] ?? '');
  const { url, token } = await once('shared-influxdb.json', async () => {
    if (builtPart('influxdb', env) === null) return startInfluxContainer();
    const { account } = await startInflux();
    return { url: account.url, token: account.token };
  });
  return InfluxAccount.open(url, token);
}

/** A name no other test uses, for topics, groups and whatever else lives in a shared part. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 13)}`;
}

// Test files of one process do not share memory, so what the first of them started is written down for the others.
async function once<Value>(name: string, start: () => Promise<Value>): Promise<Value> {
  const file = join(belongingsFolder(), name);
  return withLock(`${file}.lock`, async () => read<Value>(file) ?? keep(file, await start()), {
    waitMs: START_TIMEOUT_MS,
  });
}

function keep<Value>(file: string, value: Value): Value {
  writeFileSync(file, JSON.stringify(value));
  return value;
}

function read<Value>(file: string): Value | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Value;
  } catch {
    return null;
  }
}

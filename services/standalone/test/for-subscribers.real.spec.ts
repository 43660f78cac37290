import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { topics } from '@lodestream/records';
import { describeReal, eventually, REAL_START_TIMEOUT_MS } from '@lodestream/test-stack';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { messagesOf, servedRates } from './books.js';
import { openClusterFarm, startCluster, type Cluster, type ClusterFarm } from './cluster.js';

const kcatIsHere = ((): boolean => {
  try {
    return execFileSync('kcat', ['-V'], { stdio: 'pipe' }).length > 0;
  } catch {
    return false;
  }
})();
const itWithKcat = kcatIsHere || process.env['LODESTREAM_REQUIRE_REAL'] === '1' ? it : it.skip;
const fileOf = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const miner = 'sim-00001';

describeReal('whoever subscribes and queries', ['kafka', 'influxdb'], () => {
  let cluster: Cluster;
  let farm: ClusterFarm;
  let readings: number;
  beforeAll(async () => {
    cluster = await startCluster();
    farm = await openClusterFarm(cluster, { miners: 20, intervalSeconds: 3 });
    const application = await farm.startAll();
    await eventually(async () => expect((await servedRates(farm)).get(miner)!.length).toBeGreaterThan(4), {
      timeoutMs: 60_000,
      everyMs: 500,
    });
    await application.terminate(40_000);
    const parts = await farm.startParts('telemetry-writer');
    readings = (await messagesOf(cluster.bus, farm.topicPrefix + topics.minerTelemetry.name)).length;
    await eventually(async () => expect(await storedReadings()).toBe(readings), { timeoutMs: 30_000, everyMs: 500 });
    await parts.terminate();
  }, REAL_START_TIMEOUT_MS + 90_000);
  afterAll(async () => {
    await farm?.simulator.kill();
    await cluster?.stop();
  });

  const storedReadings = async (): Promise<number> => {
    const flux = `from(bucket: "${farm.bucketPrefix}telemetry") |> range(start: -1h) |> filter(fn: (r) => r._field == "observed_at") |> group() |> count()`;
    return (await cluster.influx.account.rows<{ _value: number }>(flux))[0]?._value ?? 0;
  };

  itWithKcat(
    `read records with kcat that hold to the JSON Schema${kcatIsHere ? '' : ' [skipped: kcat is missing (install the kcat package of the system)]'}`,
    async () => {
      const args = ['-b', cluster.kafka.brokers.join(','), '-C', '-t', `${farm.topicPrefix}miner.telemetry`, '-e', '-q', '-o', 'beginning'];
      const { stdout } = await promisify(execFile)('kcat', args, { maxBuffer: 64 * 1_048_576, timeout: 30_000 });
      const records = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const holds = new Ajv2020({ strict: false, allErrors: true }).compile(
        JSON.parse(fileOf('schemas/generated/miner_telemetry.schema.json')) as object,
      );
      expect(records.flatMap((record) => (holds(record) ? [] : [holds.errors]))).toEqual([]);
      expect(records.length).toBe(readings);
      expect(holds({ ...records[0], hashrate: 'much' })).toBe(false);
    },
  );

  it('are told by the Flux query of the README what the miner served', async () => {
    const rows = await cluster.influx.account.rows<{ _time: string; _value: number }>(readmeQuery());
    const told = (await servedRates(farm)).get(miner)!.map((rate) => rate / 1_000);
    expect(rows.length).toBeGreaterThan(0);
    expect(splitsOf(told, rows.length)).toContainEqual(rows.map(({ _value }) => expect.closeTo(_value, 6)));
  });

  const readmeQuery = (): string => {
    const query = /```flux\n(from\(bucket: "lodestream-telemetry"\)[^`]*sim-00001[^`]*)```/.exec(fileOf('README.md'))?.[1];
    expect(query).toBeDefined();
    return query!.replace('lodestream-telemetry', `${farm.bucketPrefix}telemetry`);
  };
});

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** The means of the windows, wherever the border between two of them fell: which answer came before it, nobody served knows. */
function splitsOf(told: readonly number[], windows: number): readonly (readonly number[])[] {
  if (windows === 1) return [[mean(told)]];
  return told.slice(1).map((_, index) => [mean(told.slice(0, index + 1)), mean(told.slice(index + 1))]);
}

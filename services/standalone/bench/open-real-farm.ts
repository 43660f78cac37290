import { totalmem } from 'node:os';
import { startInflux, startKafka, type RealInflux, type RealKafka, type SpawnedService } from '@lodestream/test-stack';
import { openFarm, type FarmOptions, type TestFarm } from '../test/farm.js';
import type { FarmAtWork, FarmRun } from './farm-run.js';
import { yieldCpu } from './yield-cpu.js';

/** How much of the machine's memory the database may fill: with 100,000 miners it filled all 24 GB within nine minutes, and stopped everybody. */
const databaseShare = 0.4;

type FarmSize = Pick<FarmOptions, 'miners' | 'intervalSeconds' | 'nodeFlags'>;

/** Opens a farm on a Kafka and an InfluxDB of its own, each service in a process of its own. */
export async function openRealFarm({ miners, intervalMs }: FarmRun, nodeFlags: readonly string[] = []): Promise<FarmAtWork> {
  // A limit that is set already rules.
  process.env['GOMEMLIMIT'] ??= `${Math.floor((databaseShare * totalmem()) / 2 ** 20)}MiB`;
  const [kafka, influx] = await Promise.all([startKafka({ javaOptions: [] }), startInflux({ settings: cacheFor(miners) })]);
  yieldCpu(influx.process.pid!);
  const farm = await openOn(kafka, influx, { miners, intervalSeconds: intervalMs / 1_000, nodeFlags });
  const beside = new Map([
    ['simulator', farm.simulator.pid],
    ['Kafka', kafka.nodes[0]!.process.pid!],
    ['InfluxDB', influx.process.pid!],
  ]);
  const readers = new Map<string, SpawnedService>();
  for (const service of ['telemetry-writer', 'dashboard']) readers.set(service, await farm.serve(service, 'bench'));
  for (const [name, { pid }] of readers) beside.set(name, pid);
  const ingestion = await farm.serve('miner-ingestion', 'bench');
  const stop = async (): Promise<void> => {
    for (const service of [ingestion, ...readers.values()]) await service.terminate(60_000);
    await Promise.all([farm.simulator.kill(), kafka.stop(), influx.stop()]);
  };
  return { farm, pid: ingestion.pid, managementUrl: managementUrlOf(ingestion.output.lines()), beside, stop };
}

/** Room for four readings of each miner, by the rule of libs/telemetry-store (10 kB a miner and 1.5 kB a reading), and a gibibyte as the stack gives. */
function cacheFor(miners: number): Record<string, string> {
  const bytes = Math.max(16_000 * miners, 1 << 30);
  return { 'storage-cache-snapshot-memory-size': String(bytes), 'storage-cache-max-memory-size': String(4 * bytes) };
}

async function openOn(kafka: RealKafka, influx: RealInflux, size: FarmSize): Promise<TestFarm> {
  const { token, organization } = influx.account;
  const yaml = [
    'stream: {drain_seconds: 30}',
    `kafka: {brokers: ${JSON.stringify(kafka.brokers)}}`,
    `influxdb: {url: "${influx.url}", org: ${organization}}`,
    '',
  ].join('\n');
  // Newcomers come on their own ticks, as in a farm that is watched already: ten seconds would mean six times the rate at the start.
  const farm = await openFarm({ ...size, firstPollSeconds: size.intervalSeconds, environment: { LODESTREAM_INFLUX_TOKEN: token }, yaml });
  const applied = await farm.run('store', 'apply', '--config', farm.settingsDirectory);
  if ((await applied.exited).code !== 0) throw new Error(`the buckets could not be made: ${applied.output.tail()}`);
  return farm;
}

function managementUrlOf(lines: readonly string[]): string {
  const ready = /http:\S+(?=\/health\/ready)/.exec(lines.join('\n'))?.[0];
  if (ready === undefined) throw new Error('the service did not say where its metrics are');
  return ready;
}

import { topics } from '@lodestream/records';
import type { SpawnedService } from '@lodestream/test-stack';
import { openClusterFarm, type Cluster, type ClusterFarm } from '../../test/cluster.js';
import { endsOf, untilCaughtUp, untilCommitted } from './behind.js';
import { ReadingFeed } from './reading-feed.js';

const minuteMs = 60_000;
const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What is stored of what was sent, and what became dead letters. */
export interface Account {
  readonly sent: number;
  readonly stored: number;
  readonly deadLetters: number;
}

/** Milliseconds from each SIGKILL of the writer to its successor's being less than a second behind. */
export interface WriterKills extends Account {
  readonly caughtUpMs: readonly number[];
}

/** Kills the writer at random moments under a steady flow, and starts it again at once, as a supervisor would. */
export async function writerKills(cluster: Cluster, kills: number, perSecond: number): Promise<WriterKills> {
  const place = await open(cluster, { miners: 1_000, backMinutes: 60 });
  let writer = await place.farm.startParts('telemetry-writer');
  place.feed.flow(perSecond);
  const caughtUpMs: number[] = [];
  await untilCaughtUp(cluster.bus, place.group, place.topic, 1_000);
  for (let kill = 0; kill < kills; kill += 1) {
    await pass(1_000 + Math.random() * 4_000);
    const killedAt = performance.now();
    await writer.kill();
    const started = place.farm.startParts('telemetry-writer');
    caughtUpMs.push((await untilCaughtUp(cluster.bus, place.group, place.topic, 1_000)) - killedAt);
    writer = await started;
  }
  return { caughtUpMs, ...(await close(cluster, place, writer)) };
}

/** How an outage of the database was made up for. */
export interface StoreOutage extends Account {
  readonly backlog: number;
  /** From the moment the database was healthy again until all of the backlog was stored, readings going on to come. */
  readonly drainedMs: number;
}

/** The database is away while so many minutes of a farm's readings come, sent faster than they would come, and is then started again. */
export async function storeOutage(cluster: Cluster, miners: number, minutes: number): Promise<StoreOutage> {
  const place = await open(cluster, { miners, backMinutes: minutes + 10 });
  const writer = await place.farm.startParts('telemetry-writer');
  await place.feed.send(miners);
  await untilCommitted(cluster.bus, place.group, place.topic, await endsOf(cluster.bus, place.topic));
  await cluster.influx.kill();
  await place.feed.send(miners * minutes);
  const ends = await endsOf(cluster.bus, place.topic);
  await cluster.influx.restart();
  const healthyAt = performance.now();
  place.feed.flow(miners / 60);
  const drainedMs = (await untilCommitted(cluster.bus, place.group, place.topic, ends)) - healthyAt;
  return { backlog: miners * minutes, drainedMs, ...(await close(cluster, place, writer)) };
}

interface Place {
  readonly farm: ClusterFarm;
  readonly feed: ReadingFeed;
  readonly topic: string;
  readonly group: string;
}

async function open(cluster: Cluster, { miners, backMinutes }: { miners: number; backMinutes: number }): Promise<Place> {
  // The farm's own miner is polled by nobody here: readings come from the feed.
  const farm = await openClusterFarm(cluster, { miners: 1, intervalSeconds: 60 });
  await farm.simulator.kill();
  const startMs = Math.floor(Date.now() / minuteMs - backMinutes) * minuteMs;
  const feed = new ReadingFeed(cluster.bus, farm.topicPrefix, { miners, intervalMs: minuteMs, startMs });
  return { farm, feed, topic: farm.topicPrefix + topics.minerTelemetry.name, group: `${farm.topicPrefix}telemetry-writer` };
}

async function close(cluster: Cluster, { farm, feed, topic, group }: Place, writer: SpawnedService): Promise<Account> {
  await feed.stop();
  await untilCommitted(cluster.bus, group, topic, await endsOf(cluster.bus, topic));
  const letters = await endsOf(cluster.bus, farm.topicPrefix + topics.deadLetters.name);
  await writer.terminate(40_000);
  const flux = `from(bucket: "${farm.bucketPrefix}telemetry") |> range(start: -3h, stop: 1h) |> filter(fn: (r) => r._field == "observed_at") |> group() |> count()`;
  const [row] = await cluster.influx.account.rows<{ _value: number }>(flux);
  return { sent: feed.sent, stored: row?._value ?? 0, deadLetters: letters.reduce((sum, end) => sum + end, 0) };
}

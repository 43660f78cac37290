import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { topics } from '@lodestream/records';
import { blockEventLoop, describeReal, eventually, inspectable, REAL_START_TIMEOUT_MS, type SpawnedService } from '@lodestream/test-stack';
import { audit } from './audit.js';
import { messagesOf, settle } from './books.js';
import { openClusterFarm, startCluster, type Cluster, type ClusterFarm } from './cluster.js';
import { failedPollsByMiner } from './failed-polls.js';

const miners = 40;
const intervalSeconds = 2;
const blockedMs = 5_000;
/** A reading of the metrics starts the delay's measurement anew, which then sees no stall before its second turn, 20 ms later each. */
const measuredAgainMs = 500;
/** Whole intervals that pass while nothing can be polled. */
const ticksMissed = Math.floor(blockedMs / (intervalSeconds * 1_000));

describeReal('an event loop that stands still for 5 s', ['kafka', 'influxdb'], () => {
  let cluster: Cluster;
  let farm: ClusterFarm;
  let application: SpawnedService;
  beforeAll(async () => void (cluster = await startCluster()), REAL_START_TIMEOUT_MS);
  beforeEach(async () => {
    const environment = { NODE_OPTIONS: inspectable };
    farm = await openClusterFarm(cluster, { miners, intervalSeconds, logLevel: 'DEBUG', environment });
    application = await farm.startAll();
    await untilPolled(2 * miners);
  }, 150_000);
  afterEach(async () => {
    await application?.kill();
    await farm?.simulator.kill();
  });
  afterAll(() => cluster?.stop());

  const metrics = async (): Promise<string> => (await fetch(`${farm.managementUrl}/metrics`)).text();
  const sumOf = (page: string, name: RegExp): number =>
    [...page.matchAll(new RegExp(`^${name.source} (\\S+)$`, 'gm'))].reduce((sum, [, value]) => sum + Number(value), 0);
  const skipped = (page: string): number => sumOf(page, /miner_ingestion_ticks_skipped_total\{[^}]*reason="(?:late|overrun)"[^}]*\}/);
  const readings = (): Promise<readonly unknown[]> => messagesOf(cluster.bus, farm.topicPrefix + topics.minerTelemetry.name);
  const untilPolled = (more: number): Promise<void> =>
    eventually(async () => expect((await readings()).length).toBeGreaterThan(more), { timeoutMs: 60_000, everyMs: 500 });

  it('costs the ticks of these seconds, which are counted, and nothing else', async () => {
    const before = skipped(await metrics());
    await setTimeout(measuredAgainMs);
    await blockEventLoop(application, blockedMs);
    const page = await metrics();
    expect(sumOf(page, /nodejs_eventloop_lag_max_seconds\S*/)).toBeGreaterThan((0.9 * blockedMs) / 1_000);
    await untilPolled((await readings()).length + 2 * miners);
    const told = skipped(await metrics()) - before;
    expect(told).toBeGreaterThanOrEqual((ticksMissed - 1) * miners);
    const failedPolls = await failedPollsByMiner(farm, application);
    const books = await settle(farm);
    audit(books, { unacknowledgedPerMiner: 0, failedPolls });
    const events = books.events.map(({ value }) => topics.minerEvents.codec.decode(value!).type);
    expect(events.filter((type) => ['offline', 'restart', 'reboot'].includes(type))).toEqual([]);
  }, 180_000);
});

import { afterAll, afterEach, beforeAll, beforeEach, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, startKafka, type RealKafka } from '@lodestream/test-stack';
import { ClusterUnderTest } from './cluster-under-test.js';

const testMs = 150_000;
/** What the README states: nobody who reads waits longer than this for a message, whichever one broker goes. */
const longestStallMs = 15_000;
/** Where a group's offsets have one copy, it stands still for as long as that broker is away: here for the time of a restart. */
const longestRestartMs = 30_000;
const restarts = 5;

let kafka: RealKafka;
let cluster: ClusterUnderTest;

/** How often the offsets of groups are stored is the cluster's choice: three times is what a cluster should have. */
function useCluster(copiesOfOffsets: number): void {
  const settings = { 'offsets.topic.replication.factor': String(copiesOfOffsets) };
  beforeAll(async () => void (kafka = await startKafka({ brokers: 3, settings })), REAL_START_TIMEOUT_MS);
  afterAll(() => kafka?.stop(), 30_000);
  beforeEach(async () => {
    cluster = new ClusterUnderTest(kafka);
    await cluster.begin();
  }, 60_000);
  afterEach(() => cluster?.bus.stop(), 30_000);
}

describeReal('a cluster of three brokers', ['kafka'], () => {
  useCluster(3);

  it.each([
    { name: 'the leader of a partition', find: () => cluster.leader() },
    { name: 'the coordinator of the group', find: () => cluster.coordinator() },
  ])(
    'loses nothing when $name is killed and stays away, nor when it comes back',
    async ({ find }) => {
      const node = await find();
      await node.process.kill();
      // A dozen tries to reach it, and more: what each of them leaves behind would show.
      await cluster.flows(2_500);
      await node.process.launch();
      await kafka.ready();
      await cluster.nothingIsLost(longestStallMs);
    },
    testMs,
  );

  it(
    'loses nothing in a rolling restart',
    async () => {
      for (const node of kafka.nodes) await cluster.restart(node);
      await cluster.nothingIsLost(longestStallMs);
    },
    testMs,
  );
});

describeReal('a cluster of three brokers that keeps the offsets of groups once', ['kafka'], () => {
  useCluster(1);

  it(
    `loses nothing when the coordinator of the group is restarted ${restarts} times, and reads on each time`,
    async () => {
      const coordinator = await cluster.coordinator();
      for (let restart = 0; restart < restarts; restart += 1) {
        await cluster.restart(coordinator);
        await cluster.flows(100);
      }
      await cluster.nothingIsLost(longestRestartMs);
    },
    restarts * 45_000,
  );
});

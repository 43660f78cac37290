import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, startKafka, uniqueName, type RealBroker, type RealKafka } from '@lodestream/test-stack';
import { eventually } from '../bus-contract/eventually.js';
import { Follower } from '../bus-contract/follower.js';
import { everything } from '../bus-contract/numbered.js';
import { KafkaClient } from './kafka-client.js';
import { KafkaEventBus } from './kafka-event-bus.js';
import { resolveOptions } from './kafka-options.js';
import { NumberedStream } from './numbered-stream.js';

const partitions = 6;
const testMs = 150_000;
/** What the README states: nobody who reads waits longer than this for a message, whichever one broker goes. */
const longestStallMs = 15_000;
/** As a cluster has it: the offsets of groups outlive a broker, too. */
const settings = { 'offsets.topic.replication.factor': '3' };

describeReal('a cluster of three brokers', ['kafka'], () => {
  let kafka: RealKafka;
  let bus: KafkaEventBus;
  let topic: string;
  let group: string;
  let stream: NumberedStream;
  let follower: Follower;
  let arrivals: number[];

  beforeAll(async () => void (kafka = await startKafka({ brokers: 3, settings })), REAL_START_TIMEOUT_MS);
  afterAll(() => kafka?.stop(), 30_000);
  beforeEach(async () => {
    bus = new KafkaEventBus({ brokers: kafka.brokers, clientId: 'cluster' });
    await bus.start();
    [topic, group] = [uniqueName('cluster'), uniqueName('group')];
    await bus.admin.applyTopics([{ topic, partitions, retentionMs: null, compacted: false }]);
    arrivals = [];
    follower = await Follower.join(bus, { group, topics: [topic], before: () => void arrivals.push(performance.now()) });
    stream = new NumberedStream(bus, topic, partitions);
    await follower.untilSeen(100);
  }, 60_000);
  afterEach(() => bus?.stop(), 30_000);

  /** Asks the cluster itself, by a connection of its own. */
  async function asking<T>(ask: (cluster: ReturnType<KafkaClient['connection']>['cluster']) => Promise<T>): Promise<T> {
    const connection = new KafkaClient(resolveOptions({ brokers: kafka.brokers, clientId: 'asking' })).connection();
    await connection.connect();
    try {
      await connection.cluster.refreshMetadata();
      return await ask(connection.cluster);
    } finally {
      await connection.disconnect();
    }
  }

  const nodeOf = (id: number): RealBroker => kafka.nodes.find((node) => node.id === id)!;
  const coordinator = (): Promise<RealBroker> =>
    asking(async (cluster) => {
      const broker = (await cluster.findGroupCoordinator({ groupId: group })) as unknown as { readonly nodeId: number };
      return nodeOf(Number(broker.nodeId));
    });
  const leader = (): Promise<RealBroker> =>
    asking(async (cluster) => {
      await cluster.addTargetTopic(topic);
      return nodeOf(Number(cluster.findTopicPartitionMetadata(topic)[0]?.leader));
    });

  function longestStall(): number {
    const gaps = [...arrivals, performance.now()].map((at, index) => (index === 0 ? 0 : at - arrivals[index - 1]!));
    return Math.round(Math.max(...gaps));
  }

  /** Lets messages flow for a while after the trouble, and then accounts for every one of them. */
  async function nothingIsLost(): Promise<void> {
    const seen = follower.seen.length;
    await eventually('messages to flow again', () => follower.seen.length > seen + 100, 40_000);
    const stallMs = longestStall();
    await stream.stop();
    const stored: (string | null)[] = [];
    for (let partition = 0; partition < partitions; partition += 1) stored.push(...(await everything(bus, topic, partition, 500)));
    expect(stream.refused).toEqual([]);
    const repeated = stored.length - new Set(stored).size;
    expect(new Set(stored)).toEqual(new Set(stream.acknowledged));
    await eventually('everything to be seen', () => new Set(follower.values()).size === stream.acknowledged.length);
    expect(follower.losses).toEqual([]);
    for (let partition = 0; partition < partitions; partition += 1) {
      const offsets = follower.seen.filter((each) => each.partition === partition).map(({ offset }) => offset);
      const firsts = offsets.filter((offset, index) => offsets.indexOf(offset) === index);
      expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
    }
    process.stdout.write(
      `longest stall ${stallMs} ms, ${stored.length} messages, ${repeated} of them repetitions: ${expect.getState().currentTestName}\n`,
    );
    expect(stallMs).toBeLessThan(longestStallMs);
  }

  it.each([
    { name: 'the leader of a partition', find: leader },
    { name: 'the coordinator of the group', find: coordinator },
  ])(
    'loses nothing when $name is killed and stays away, nor when it comes back',
    async ({ find }) => {
      const node = await find();
      await node.process.kill();
      const seen = follower.seen.length;
      await eventually('messages to flow without it', () => follower.seen.length > seen + 200, 40_000);
      await node.process.launch();
      await kafka.ready();
      await nothingIsLost();
    },
    testMs,
  );

  it(
    'loses nothing in a rolling restart',
    async () => {
      for (const { process } of kafka.nodes) {
        await process.terminate();
        await process.launch();
        await kafka.ready();
        await inSync();
      }
      await nothingIsLost();
    },
    testMs,
  );

  async function inSync(): Promise<void> {
    await eventually('all copies to have caught up', () =>
      asking(async (cluster) => {
        await cluster.addTargetTopic(topic);
        return cluster.findTopicPartitionMetadata(topic).every(({ isr }) => isr.length === 3);
      }),
    );
  }
});

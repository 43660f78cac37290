import { expect } from '@jest/globals';
import { uniqueName, watchNodeWarnings, type RealBroker, type RealKafka } from '@lodestream/test-stack';
import { eventually } from '../bus-contract/eventually.js';
import { Follower } from '../bus-contract/follower.js';
import { everything } from '../bus-contract/numbered.js';
import { KafkaClient } from './kafka-client.js';
import { KafkaEventBus } from './kafka-event-bus.js';
import { resolveOptions } from './kafka-options.js';
import { NumberedStream } from './numbered-stream.js';

const partitions = 6;

/** A numbered stream through a cluster of brokers in trouble, for specs: whom to hurt, and what has to be true afterwards. */
export class ClusterUnderTest {
  readonly topic = uniqueName('cluster');
  readonly group = uniqueName('group');
  readonly bus: KafkaEventBus;
  follower!: Follower;
  private stream!: NumberedStream;
  private readonly arrivals: number[] = [];
  private readonly warnings = watchNodeWarnings();

  constructor(private readonly kafka: RealKafka) {
    this.bus = new KafkaEventBus({ brokers: kafka.brokers, clientId: 'cluster' });
  }

  async begin(): Promise<this> {
    const { bus, topic, group } = this;
    await bus.start();
    await bus.admin.applyTopics([{ topic, partitions, retentionMs: null, compacted: false }]);
    this.follower = await Follower.join(bus, { group, topics: [topic], before: () => void this.arrivals.push(performance.now()) });
    this.stream = new NumberedStream(bus, topic, partitions);
    await this.follower.untilSeen(100);
    return this;
  }

  coordinator = (): Promise<RealBroker> =>
    this.asking(async (cluster) => {
      const broker = (await cluster.findGroupCoordinator({ groupId: this.group })) as unknown as { readonly nodeId: number };
      return this.nodeOf(Number(broker.nodeId));
    });

  leader = (): Promise<RealBroker> =>
    this.asking(async (cluster) => {
      await cluster.addTargetTopic(this.topic);
      return this.nodeOf(Number(cluster.findTopicPartitionMetadata(this.topic)[0]?.leader));
    });

  /** Stops a broker in order and starts it again; resolves once all copies have caught up. */
  async restart({ process }: RealBroker): Promise<void> {
    await process.terminate();
    await process.launch();
    await this.kafka.ready();
    await this.inSync();
  }

  /** Waits for so many more messages. */
  async flows(messages: number): Promise<void> {
    const seen = this.follower.seen.length;
    await eventually('messages to flow', () => this.follower.seen.length > seen + messages, 40_000);
  }

  /**
   * Lets messages flow for a while after the trouble, and then accounts for every one of them; nobody has waited longer than that,
   * and Node has warned of nothing.
   */
  async nothingIsLost(longestStallMs: number): Promise<void> {
    await this.flows(100);
    const stallMs = this.longestStall();
    await this.stream.stop();
    const { bus, topic, stream, follower } = this;
    const stored: (string | null)[] = [];
    for (let partition = 0; partition < partitions; partition += 1) stored.push(...(await everything(bus, topic, partition, 500)));
    expect(stream.refused).toEqual([]);
    const repeated = stored.length - new Set(stored).size;
    expect(new Set(stored)).toEqual(new Set(stream.acknowledged));
    await eventually('everything to be seen', () => new Set(follower.values()).size === stream.acknowledged.length);
    expect(follower.losses).toEqual([]);
    for (let partition = 0; partition < partitions; partition += 1) expectInOrder(follower, partition);
    process.stdout.write(
      `longest stall ${stallMs} ms, ${stored.length} messages, ${repeated} of them repetitions: ${expect.getState().currentTestName}\n`,
    );
    expect(stallMs).toBeLessThan(longestStallMs);
    this.warnings.stop();
    expect(this.warnings.seen).toEqual([]);
  }

  private longestStall(): number {
    const gaps = [...this.arrivals, performance.now()].map((at, index, all) => (index === 0 ? 0 : at - all[index - 1]!));
    return Math.round(Math.max(...gaps));
  }

  private async inSync(): Promise<void> {
    await eventually('all copies to have caught up', () =>
      this.asking(async (cluster) => {
        await cluster.addTargetTopic(this.topic);
        return cluster.findTopicPartitionMetadata(this.topic).every(({ isr }) => isr.length === 3);
      }),
    );
  }

  /** Asks the cluster itself, by a connection of its own. */
  private async asking<T>(ask: (cluster: ReturnType<KafkaClient['connection']>['cluster']) => Promise<T>): Promise<T> {
    const connection = new KafkaClient(resolveOptions({ brokers: this.kafka.brokers, clientId: 'asking' })).connection();
    await connection.connect();
    try {
      await connection.cluster.refreshMetadata();
      return await ask(connection.cluster);
    } finally {
      await connection.disconnect();
    }
  }

  private nodeOf(id: number): RealBroker {
    return this.kafka.nodes.find((node) => node.id === id)!;
  }
}

function expectInOrder({ seen }: Follower, partition: number): void {
  const offsets = seen.filter((each) => each.partition === partition).map(({ offset }) => offset);
  const firsts = offsets.filter((offset, index) => offsets.indexOf(offset) === index);
  expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
}

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, startKafka, uniqueName, type RealKafka } from '@lodestream/test-stack';
import kafkajs from 'kafkajs';
import { eventually } from '../bus-contract/eventually.js';
import { Follower } from '../bus-contract/follower.js';
import { everything } from '../bus-contract/numbered.js';
import { KafkaEventBus } from './kafka-event-bus.js';
import { hastyCleaning } from './kafka-under-test.js';

const { Kafka, logLevel } = kafkajs;
/** Two of them fill more than a segment, so that each lies in one of its own and is cleaned by itself. */
const large = 'x'.repeat(600_000);

describeReal('a batch that compaction has emptied', ['kafka'], () => {
  let kafka: RealKafka;
  let bus: KafkaEventBus;
  let topic: string;
  beforeAll(async () => {
    kafka = await startKafka({ settings: hastyCleaning });
    bus = await open();
    topic = await topicOfSmallSegments();
    await writeAsOneWhoEnds('old');
    await bus.send(
      topic,
      ['k', 'other'].map((key) => ({ key, value: `new ${large}` })),
    );
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await bus?.stop();
    await kafka?.stop();
  }, 30_000);

  async function open(): Promise<KafkaEventBus> {
    const opened = new KafkaEventBus({ brokers: kafka.brokers, clientId: 'emptied' });
    await opened.start();
    return opened;
  }

  async function topicOfSmallSegments(): Promise<string> {
    const name = uniqueName('emptied');
    const admin = new Kafka({ brokers: kafka.brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const settings = { 'cleanup.policy': 'compact', 'segment.bytes': '1048576', 'min.cleanable.dirty.ratio': '0.01' };
    const configEntries = Object.entries(settings).map(([option, value]) => ({ name: option, value }));
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic: name, numPartitions: 1, configEntries }] });
    await admin.disconnect();
    return name;
  }

  /** The broker keeps the last batch of a producer, empty if need be, for as long as it remembers the producer. */
  async function writeAsOneWhoEnds(value: string): Promise<void> {
    const producer = await open();
    await producer.send(topic, [{ key: 'k', value: `${value} ${large}` }]);
    await producer.stop();
  }

  const isCleaned = async (): Promise<boolean> => {
    const left = await everything(bus, topic);
    return left.length > 0 && !left.some((value) => value?.startsWith('old'));
  };

  it('is read past, by who reads a log and by who follows it', async () => {
    await eventually('the cleaner to have been here', isCleaned);
    expect((await everything(bus, topic)).map((value) => value?.slice(0, 3))).toEqual(['new', 'new']);
    const follower = await Follower.join(bus, { group: uniqueName('group'), topics: [topic], from: 'beginning' });
    await follower.untilSeen(2);
    expect(follower.seen.map(({ offset }) => offset)).toEqual([1, 2]);
    await follower.subscription.stop();
  }, 90_000);
});

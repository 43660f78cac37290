import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { silentLog, type Log } from '@lodestream/component';
import { describeReal, REAL_START_TIMEOUT_MS, startKafka, uniqueName, type RealKafka } from '@lodestream/test-stack';
import { Follower } from '../bus-contract/follower.js';
import { numbers } from '../bus-contract/numbered.js';
import { KafkaEventBus } from './kafka-event-bus.js';

const partitions = 24;

describeReal('topics that were only just created', ['kafka'], () => {
  let kafka: RealKafka;
  let bus: KafkaEventBus;
  const told: string[] = [];
  beforeAll(async () => {
    kafka = await startKafka();
    const keep = (sentence: string, fields?: object): void => void told.push(`${sentence} ${JSON.stringify(fields)}`);
    const log: Log = { ...silentLog, warn: keep, error: keep };
    bus = new KafkaEventBus({ brokers: kafka.brokers, clientId: 'fresh-topics', log });
    await bus.start();
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await bus?.stop();
    await kafka?.stop();
  }, 30_000);

  it('take messages and members at once, with nothing to warn of', async () => {
    const topics = numbers(0, 18).map((number) => uniqueName(`fresh-${number}`));
    await bus.admin.applyTopics(topics.map((topic) => ({ topic, partitions, retentionMs: null, compacted: false })));
    const one = numbers(0, partitions).map((value) => ({ key: value, value, partition: Number(value) }));
    const joining = Follower.join(bus, { group: uniqueName('group'), topics });
    await Promise.all(topics.map((topic) => bus.send(topic, one)));
    const follower = await joining;
    await follower.untilSeen(topics.length * partitions);
    await follower.subscription.stop();
    expect(told).toEqual([]);
  }, 60_000);
});

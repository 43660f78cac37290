import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { errorClassOf, PermanentError, TransientError } from '@lodestream/component';
import { describeReal, freePorts, REAL_START_TIMEOUT_MS, startKafka, uniqueName, type RealKafka } from '@lodestream/test-stack';
import kafkajs, { type Admin } from 'kafkajs';
import { eventually } from '../bus-contract/eventually.js';
import { Follower } from '../bus-contract/follower.js';
import { everything, numbered, numbers } from '../bus-contract/numbered.js';
import { KafkaEventBus } from './kafka-event-bus.js';

const { ConfigResourceTypes, Kafka, logLevel } = kafkajs;
const dayMs = 86_400_000;

describeReal('what a real broker refuses, forgets and misses', ['kafka'], () => {
  let kafka: RealKafka;
  let bus: KafkaEventBus;
  let vendorAdmin: Admin;
  beforeAll(async () => {
    kafka = await startKafka({ faultProxy: true });
    bus = new KafkaEventBus({ brokers: kafka.brokers, clientId: 'refusals' });
    await bus.start();
    vendorAdmin = new Kafka({ brokers: kafka.brokers, logLevel: logLevel.NOTHING }).admin();
    await vendorAdmin.connect();
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await vendorAdmin?.disconnect();
    await bus?.stop();
    await kafka?.stop();
  }, 30_000);

  async function createTopic(more = {}): Promise<string> {
    const topic = uniqueName('refusals');
    await bus.admin.applyTopics([{ topic, partitions: 2, retentionMs: null, compacted: false, ...more }]);
    return topic;
  }

  it('takes a record the broker refuses as permanent, and goes on with a new producer, losing none of those around it', async () => {
    const topic = await createTopic();
    await bus.send(topic, [{ key: 'k', value: 'first', partition: 0 }]);
    // Behind the bus's back the topic compacts now, so that the broker is the one who refuses a message without a key.
    await bus.admin.applyTopics([{ topic, partitions: 2, retentionMs: null, compacted: true }]);
    const keyless = { key: null, value: 'keyless', partition: 0 };
    const sends = [
      bus.send(topic, [{ key: 'k', value: 'before', partition: 0 }]),
      bus.send(topic, [keyless]),
      bus.send(topic, [{ key: 'k', value: 'after', partition: 0 }]),
    ];
    const [before, refused, after] = await Promise.allSettled(sends);
    expect([before?.status, refused?.status, after?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const reason = (refused as PromiseRejectedResult).reason as Error;
    expect([reason instanceof PermanentError, errorClassOf(reason)]).toEqual([true, 'validation']);
    expect(reason.message).toContain(kafka.brokers[0]);
    expect(await everything(bus, topic, 0)).toEqual(['first', 'before', 'after']);
  }, 60_000);

  it('counts what a topic took back that was made anew under a reader', async () => {
    const topic = await createTopic();
    const reader = await Follower.join(bus, { group: uniqueName('group'), topics: [topic], onLoss: () => 'counted' });
    await bus.send(topic, numbered(0, 20));
    await reader.untilSeen(20);
    await vendorAdmin.deleteTopics({ topics: [topic] });
    await eventually('the topic to be made anew', async () => {
      await bus.admin.applyTopics([{ topic, partitions: 2, retentionMs: null, compacted: false }]);
      return (await vendorAdmin.fetchTopicOffsets(topic)).every(({ high }) => high === '0');
    });
    await eventually('the new log to be written', async () => (await bus.send(topic, numbered(100, 105))).length === 5);
    await eventually('the loss', () => reader.losses.length > 0, 60_000);
    await eventually('what the new log has', () => reader.values().at(-1) === '104', 60_000);
    expect(reader.losses).toEqual([expect.objectContaining({ topic, partition: 0, to: 20 })]);
    expect(new Set(reader.values().slice(-5))).toEqual(new Set(numbers(100, 105)));
    await reader.subscription.stop();
  }, 120_000);

  it('commits nothing of its own accord when kafkajs finds its offset out of range', async () => {
    const topic = await createTopic();
    const options = { group: uniqueName('group'), topics: [topic] };
    const follower = await Follower.join(bus, { ...options, uncommitted: true });
    await bus.send(topic, numbered(0, 5));
    await follower.untilSeen(5);
    follower.subscription.pause();
    await bus.send(topic, numbered(5, 20));
    await bus.admin.deleteBefore({ topic, partition: 0, offset: 20 });
    follower.subscription.resume();
    await bus.send(topic, numbered(20, 22));
    await eventually('what came after', () => follower.values().at(-1) === '21', 60_000);
    expect(follower.losses).toEqual([{ topic, partition: 0, from: 5, to: 20 }]);
    expect(await bus.admin.groupOffsets(options.group, [topic])).toMatchObject([{ committed: null }, { committed: null }]);
    await follower.subscription.stop();
  }, 90_000);

  it('loses and doubles nothing when answers are cut off after the broker has stored', async () => {
    const topic = await createTopic();
    await bus.send(topic, numbered(0, 1));
    const [node] = kafka.nodes;
    for (let round = 0; round < 4; round += 1) {
      node?.proxy?.resetAfter(20, 'down');
      const sends = numbers(1 + round * 10, 11 + round * 10).map((value) => bus.send(topic, [{ key: 'k', value, partition: 0 }]));
      setTimeout(() => void node?.proxy?.heal(), 150);
      await Promise.all(sends);
    }
    expect(await everything(bus, topic)).toEqual(numbers(0, 41));
  }, 60_000);

  it('keeps the topic options it does not manage when it changes a retention', async () => {
    const topic = await createTopic({ retentionMs: dayMs });
    const configEntries = [
      { name: 'max.message.bytes', value: '123456' },
      { name: 'retention.ms', value: String(dayMs) },
    ];
    await vendorAdmin.alterConfigs({
      validateOnly: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries }],
    });
    await bus.admin.applyTopics([{ topic, partitions: 2, retentionMs: 2 * dayMs, compacted: true }]);
    const resources = [
      {
        type: ConfigResourceTypes.TOPIC,
        name: topic,
        configNames: ['max.message.bytes', 'retention.ms', 'cleanup.policy'],
      },
    ];
    const found = (await vendorAdmin.describeConfigs({ resources, includeSynonyms: false })).resources[0]?.configEntries ?? [];
    expect(Object.fromEntries(found.map(({ configName, configValue }) => [configName, configValue]))).toEqual({
      'max.message.bytes': '123456',
      'retention.ms': String(2 * dayMs),
      'cleanup.policy': 'compact,delete',
    });
    expect((await bus.admin.listTopics()).map(({ topic: name }) => name)).not.toContain('__consumer_offsets');
  });

  it('leaves no group behind when it reads', async () => {
    const topic = await createTopic();
    await bus.send(topic, numbered(0, 3));
    const before = (await vendorAdmin.listGroups()).groups.length;
    expect(await everything(bus, topic)).toEqual(numbers(0, 3));
    expect((await vendorAdmin.listGroups()).groups).toHaveLength(before);
  });

  it('notices a loss while nothing arrives, and keeps the text that counts it', async () => {
    const topic = await createTopic();
    const group = uniqueName('group');
    await bus.send(topic, numbered(0, 10));
    const before = async (_batch: unknown, context: { commit(next: number, text?: string): Promise<void> }): Promise<void> => {
      await context.commit(4, 'counts so far');
      throw new Error('no further');
    };
    const onLoss = (): string => 'counts so far, and the loss';
    const follower = await Follower.join(bus, { group, topics: [topic], before, onLoss });
    await eventually('the commit', async () => (await bus.admin.groupOffsets(group, [topic]))[0]?.committed === 4);
    await bus.admin.deleteBefore({ topic, partition: 0, offset: 10 });
    await eventually('the loss to be told', () => follower.losses.length > 0);
    expect(follower.losses).toEqual([{ topic, partition: 0, from: 4, to: 10 }]);
    await eventually('the new place', async () => (await bus.admin.groupOffsets(group, [topic]))[0]?.committed === 10);
    expect((await bus.admin.groupOffsets(group, [topic]))[0]?.metadata).toBe('counts so far, and the loss');
    await follower.subscription.stop();
  }, 60_000);

  it('joins a topic that is created only later, with the supervisor trying until then', async () => {
    const topic = uniqueName('later');
    const joining = Follower.join(bus, { group: uniqueName('group'), topics: [topic] });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: false }]);
    const follower = await joining;
    await bus.send(topic, numbered(0, 2));
    expect((await follower.untilSeen(2)).values()).toEqual(['0', '1']);
    await follower.subscription.stop();
  }, 60_000);

  it('refuses another partition count, naming both', async () => {
    const topic = await createTopic();
    const applied = bus.admin.applyTopics([{ topic, partitions: 3, retentionMs: null, compacted: false }]);
    await expect(applied).rejects.toThrow(`${topic} has 2 partitions where 3 are declared`);
  });

  it('says which broker does not answer, and what to look at', async () => {
    const [port] = await freePorts(1);
    const lonely = new KafkaEventBus({
      brokers: [`127.0.0.1:${port}`],
      clientId: 'lonely',
      timeouts: { startMs: 1_500 },
    });
    const error = await lonely.start().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TransientError);
    expect((error as Error).message).toMatch(new RegExp(`127.0.0.1:${port}.*is it running`));
    expect(errorClassOf(error)).toBe('connectivity');
    await lonely.stop();
  }, 30_000);
});

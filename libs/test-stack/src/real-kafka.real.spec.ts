import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { describeReal, REAL_START_TIMEOUT_MS, startKafka, uniqueName, type RealKafka } from './index.js';

// kafkajs as it comes, which only libs/streaming repairs: Node prints one TimeoutNegativeWarning here, of its request queue.
function clientOf({ brokers }: RealKafka): Kafka {
  return new Kafka({
    brokers,
    logLevel: logLevel.NOTHING,
    retry: { retries: 60, initialRetryTime: 100, maxRetryTime: 1_000 },
  });
}

async function roundTrip(kafka: RealKafka, topic: string, value: string): Promise<string[]> {
  const client = clientOf(kafka);
  const producer = client.producer();
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: [{ key: 'k', value }] });
  await producer.disconnect();
  return readAll(client, topic);
}

async function readAll(client: Kafka, topic: string): Promise<string[]> {
  const admin = client.admin();
  await admin.connect();
  const wanted = Number((await admin.fetchTopicOffsets(topic))[0]?.high ?? 0);
  await admin.disconnect();
  const consumer = client.consumer({ groupId: uniqueName('read-all'), maxWaitTimeInMs: 200 });
  const values: string[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: async ({ message }) => {
        values.push(String(message.value));
        if (values.length >= wanted) resolve();
        await Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
  return values;
}

async function makeTopic(kafka: RealKafka, replicationFactor = 1): Promise<string> {
  const topic = uniqueName('records');
  const admin = clientOf(kafka).admin();
  await admin.connect();
  await admin.createTopics({
    topics: [{ topic, numPartitions: 1, replicationFactor }],
    waitForLeaders: true,
  });
  await admin.disconnect();
  return topic;
}

describeReal('a real Kafka of one broker', ['kafka'], () => {
  let kafka: RealKafka;
  beforeAll(async () => void (kafka = await startKafka({ faultProxy: true })), REAL_START_TIMEOUT_MS);
  afterAll(() => kafka?.stop(), REAL_START_TIMEOUT_MS);

  it('keeps what it acknowledged when it is killed and started again', async () => {
    const topic = await makeTopic(kafka);
    expect(await roundTrip(kafka, topic, 'before')).toEqual(['before']);
    await kafka.kill();
    expect(kafka.nodes[0]?.process.pid).toBeNull();
    await kafka.restart();
    expect(await roundTrip(kafka, topic, 'after')).toEqual(['before', 'after']);
  }, 120_000);

  it('answers nothing while it is frozen, and goes on afterwards', async () => {
    const topic = await makeTopic(kafka);
    kafka.pause();
    const sent = roundTrip(kafka, topic, 'held');
    const first = await Promise.race([sent, new Promise<string>((resolve) => setTimeout(() => resolve('nothing'), 1_500))]);
    expect(first).toBe('nothing');
    kafka.resume();
    expect(await sent).toEqual(['held']);
  }, 60_000);

  it('is reached by its clients through the fault proxy alone', async () => {
    const topic = await makeTopic(kafka);
    const proxy = kafka.nodes[0]?.proxy;
    const before = proxy?.counts().bytesUp ?? 0;
    await roundTrip(kafka, topic, 'x'.repeat(10_000));
    expect((proxy?.counts().bytesUp ?? 0) - before).toBeGreaterThan(10_000);
    await proxy?.refuse();
    const admin = new Kafka({
      brokers: kafka.brokers,
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
    }).admin();
    await expect(admin.connect()).rejects.toThrow(/ECONNREFUSED|Connection error/);
    await proxy?.heal();
    expect(await roundTrip(kafka, topic, 'healed')).toHaveLength(2);
  }, 60_000);
});

describeReal('a real Kafka of three brokers', ['kafka'], () => {
  let kafka: RealKafka;
  beforeAll(async () => void (kafka = await startKafka({ brokers: 3 })), REAL_START_TIMEOUT_MS);
  afterAll(() => kafka?.stop(), REAL_START_TIMEOUT_MS);

  it('goes on without one of its brokers, and takes it back', async () => {
    const topic = await makeTopic(kafka, 3);
    expect(await roundTrip(kafka, topic, 'three')).toEqual(['three']);
    await kafka.nodes[0]?.process.kill();
    expect(await roundTrip(kafka, topic, 'two')).toEqual(['three', 'two']);
    await kafka.nodes[0]?.process.restart();
    await kafka.ready();
    expect(await roundTrip(kafka, topic, 'three again')).toEqual(['three', 'two', 'three again']);
  }, 120_000);
});

describe('unique names', () => {
  it('differ from call to call', () => {
    expect(new Set(Array.from({ length: 100 }, () => uniqueName('t'))).size).toBe(100);
  });
});

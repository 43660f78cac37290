import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, startKafka, uniqueName, type RealKafka } from '@lodestream/test-stack';
import { eventually } from '../bus-contract/eventually.js';
import { Follower } from '../bus-contract/follower.js';
import { everything } from '../bus-contract/numbered.js';
import { KafkaEventBus } from './kafka-event-bus.js';
import { NumberedStream } from './numbered-stream.js';

const partitions = 4;
const testMs = 150_000;

describeReal('when a broker is lost', ['kafka'], () => {
  let kafka: RealKafka;
  let bus: KafkaEventBus;
  let topic: string;
  beforeAll(async () => void (kafka = await startKafka({ faultProxy: true })), REAL_START_TIMEOUT_MS);
  afterAll(() => kafka?.stop(), 30_000);
  beforeEach(async () => {
    bus = new KafkaEventBus({ brokers: kafka.brokers, clientId: 'broker-loss' });
    await bus.start();
    topic = uniqueName('loss');
    await bus.admin.applyTopics([{ topic, partitions, retentionMs: null, compacted: false }]);
  });
  afterEach(() => bus.stop(), 30_000);

  async function storedExactly(stream: NumberedStream, follower: Follower): Promise<void> {
    const stored: (string | null)[] = [];
    for (let partition = 0; partition < partitions; partition += 1) stored.push(...(await everything(bus, topic, partition, 500)));
    expect(new Set(stored)).toEqual(new Set(stream.acknowledged));
    // One producer identity outlived the outage, so its repetitions were recognised: nothing is doubled.
    expect(stored).toHaveLength(stream.acknowledged.length);
    await eventually('everything to be seen', () => new Set(follower.values()).size === new Set(stored).size);
    expect(follower.losses).toEqual([]);
  }

  function inOrder(follower: Follower): void {
    for (let partition = 0; partition < partitions; partition += 1) {
      const offsets = follower.seen.filter((each) => each.partition === partition).map(({ offset }) => offset);
      const firsts = offsets.filter((offset, index) => offsets.indexOf(offset) === index);
      expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
    }
  }

  describe('by SIGKILL in mid-stream', () => {
    it(
      'loses nothing acknowledged, and consumes again within 5 s of its return',
      async () => {
        const follower = await Follower.join(bus, {
          group: uniqueName('group'),
          topics: [topic],
          maxBatchMessages: 10,
        });
        const stream = new NumberedStream(bus, topic, partitions);
        await follower.untilSeen(100);
        await kafka.kill();
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        await kafka.restart();
        const back = performance.now();
        const seenBefore = follower.seen.length;
        await eventually('consumption to resume', () => follower.seen.length > seenBefore, 20_000);
        expect(performance.now() - back).toBeLessThan(5_000);
        await stream.stop();
        await storedExactly(stream, follower);
        inOrder(follower);
      },
      testMs,
    );
  });

  describe.each(['refuse', 'blackhole'] as const)('by its network (%s)', (fault) => {
    it(
      'outlasts an outage longer than the session, and consumes again within 5 s of its end',
      async () => {
        const follower = await Follower.join(bus, { group: uniqueName('group'), topics: [topic] });
        const stream = new NumberedStream(bus, topic, partitions);
        await follower.untilSeen(50);
        for (const { proxy } of kafka.nodes) await proxy?.[fault]();
        await new Promise((resolve) => setTimeout(resolve, 14_000));
        expect(follower.subscription.state().ownedUntilMs).toBeLessThan(performance.now());
        const seenBefore = follower.seen.length;
        for (const { proxy } of kafka.nodes) await proxy?.heal();
        const back = performance.now();
        await eventually('consumption to resume', () => follower.seen.length > seenBefore, 40_000);
        expect(performance.now() - back).toBeLessThan(5_000);
        await stream.stop();
        await storedExactly(stream, follower);
        expect(follower.subscription.state().running).toBe(true);
      },
      testMs,
    );
  });
});

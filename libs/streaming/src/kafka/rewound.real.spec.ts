import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, sharedKafka, uniqueName } from '@lodestream/test-stack';
import { Follower } from '../bus-contract/follower.js';
import { numbered, numbers } from '../bus-contract/numbered.js';
import { KafkaEventBus } from './kafka-event-bus.js';

const testMs = 60_000;

describeReal('a log that ends before the offset a group had committed', ['kafka'], () => {
  let bus: KafkaEventBus;
  beforeAll(async () => {
    const { brokers } = await sharedKafka();
    bus = new KafkaEventBus({ brokers, clientId: 'rewound' });
    await bus.start();
  }, REAL_START_TIMEOUT_MS);
  afterAll(() => bus?.stop(), 30_000);

  it(
    'is told as a loss once, kept with the text of the ledger, and read again from its start',
    async () => {
      const [topic, group] = [uniqueName('rewound'), uniqueName('group')];
      await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: false }]);
      await bus.send(topic, numbered(0, 10));
      await bus.admin.seedOffsets(group, [{ topic, partition: 0, offset: 60 }]);
      const told: unknown[] = [];
      const options = { group, topics: [topic], onLoss: (loss: unknown): string => `told ${told.push(loss)}` };
      const follower = await Follower.join(bus, { ...options, uncommitted: true });
      expect((await follower.untilSeen(10)).values()).toEqual(numbers(0, 10));
      await follower.subscription.stop();
      expect(told).toEqual([{ topic, partition: 0, from: 10, to: 60, rewoundTo: 0 }]);
      const [offset] = await bus.admin.groupOffsets(group, [topic]);
      expect(offset).toMatchObject({ committed: 0, metadata: 'told 1' });
      const again = await Follower.join(bus, options);
      expect((await again.untilSeen(10)).values()).toEqual(numbers(0, 10));
      await again.subscription.stop();
      expect(told).toHaveLength(1);
    },
    testMs,
  );
});

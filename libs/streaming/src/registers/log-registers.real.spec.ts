import { afterAll, beforeAll } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, sharedKafka, uniqueName } from '@lodestream/test-stack';
import { KafkaEventBus } from '../kafka/kafka-event-bus.js';
import { LogRegisters } from './log-registers.js';
import { describeRegisters } from './registers.contract.js';

describeReal('registers on a real Kafka', ['shared-kafka'], () => {
  let bus: KafkaEventBus;
  const topic = uniqueName('registers');
  beforeAll(async () => {
    bus = new KafkaEventBus({ brokers: (await sharedKafka()).brokers, clientId: 'registers' });
    await bus.start();
    await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: true }]);
  }, REAL_START_TIMEOUT_MS);
  afterAll(() => bus?.stop(), 30_000);

  describeRegisters('LogRegisters on Kafka', async () => ({ open: () => new LogRegisters({ bus, topic }) }));
});

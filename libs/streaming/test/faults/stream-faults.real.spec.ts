import { beforeAll } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, sharedKafka } from '@lodestream/test-stack';
import { KafkaEventBus } from '../../src/kafka/kafka-event-bus.js';
import { forgetGroup } from '../../src/kafka/kafka-under-test.js';
import { describeStreamFaults } from './faults.contract.js';

describeReal('faults on a real Kafka', ['shared-kafka'], () => {
  let brokers: string[];
  beforeAll(async () => void ({ brokers } = await sharedKafka()), REAL_START_TIMEOUT_MS);

  describeStreamFaults('Kafka', async (clock) => {
    const options = { brokers, clientId: 'faults', clock };
    const bus = new KafkaEventBus(options);
    await bus.start();
    return { bus, expireGroup: (group) => forgetGroup(options, group), dispose: () => bus.stop() };
  });
});

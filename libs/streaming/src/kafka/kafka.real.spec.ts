import { afterAll, beforeAll } from '@jest/globals';
import { describeLifecycle } from '@lodestream/component/contract';
import { describeReal, REAL_START_TIMEOUT_MS, startKafka, type RealKafka } from '@lodestream/test-stack';
import { describeEventBus } from '../event-bus.contract.js';
import { KafkaEventBus } from './kafka-event-bus.js';
import { hastyCleaning, KafkaUnderTest } from './kafka-under-test.js';

describeReal('on a real Kafka', ['kafka'], () => {
  let kafka: RealKafka;
  beforeAll(async () => void (kafka = await startKafka({ settings: hastyCleaning })), REAL_START_TIMEOUT_MS);
  afterAll(() => kafka?.stop(), 30_000);

  const options = (): { brokers: string[]; clientId: string } => ({
    brokers: kafka.brokers,
    clientId: 'contract',
  });

  describeLifecycle('KafkaEventBus', () => new KafkaEventBus(options()));
  describeEventBus('KafkaEventBus', () => KafkaUnderTest.open(options()));
});

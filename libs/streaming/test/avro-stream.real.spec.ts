import { describeReal, REAL_START_TIMEOUT_MS, sharedKafka, uniqueName } from '@lodestream/test-stack';
import { KafkaEventBus } from '../src/index.js';
import { describeAvroStream } from './avro-stream.contract.js';

describeReal('on a real Kafka', ['shared-kafka'], () => {
  const openBus = async () => {
    const { brokers } = await sharedKafka();
    return { bus: new KafkaEventBus({ brokers, clientId: 'avro-stream' }), prefix: `${uniqueName('avro')}.` };
  };
  describeAvroStream('Kafka', openBus, REAL_START_TIMEOUT_MS);
});

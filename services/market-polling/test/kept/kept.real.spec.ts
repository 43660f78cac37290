import { KafkaEventBus } from '@lodestream/streaming';
import { describeReal, sharedKafka, uniqueName } from '@lodestream/test-stack';
import { itRecalls } from './kept.contract.js';

describeReal('a replica that takes over on a real Kafka, and one that is started again', ['shared-kafka'], () => {
  itRecalls(async () => {
    const { brokers } = await sharedKafka();
    const open = async (): Promise<KafkaEventBus> => {
      const bus = new KafkaEventBus({ brokers, clientId: 'market' });
      await bus.start();
      return bus;
    };
    return { prefix: `${uniqueName('kept')}.`, words: ['kafka', brokers[0]!], open, hasReplicas: true };
  });
});

import { expect, it } from '@jest/globals';
import { describeReal, sharedKafka } from '@lodestream/test-stack';
import { KafkaEventBus } from '../../src/kafka/kafka-event-bus.js';
import { killRounds } from './kill-rounds.js';

describeReal('a process that feeds and counts on a real Kafka', ['shared-kafka'], () => {
  it('loses nothing and counts nothing twice, killed 4 times (seed 12)', async () => {
    const { brokers } = await sharedKafka();
    const open = async (): Promise<KafkaEventBus> => {
      const bus = new KafkaEventBus({ brokers, clientId: 'audit' });
      await bus.start();
      return bus;
    };
    const place = { prefix: `kills-${process.pid}-${Date.now()}.`, words: ['kafka', brokers[0]!] as const, open };
    const { expected, found, fromOthers, unexplained, ledger } = await killRounds(place, 4, 12);
    expect(found).toEqual(expected);
    expect([fromOthers, unexplained, ledger.lost]).toEqual([[], 0, 0]);
    expect(expected.distinct).toBeGreaterThan(100);
  }, 240_000);
});

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, sharedKafka, uniqueName } from '@lodestream/test-stack';
import { eventually } from '../bus-contract/eventually.js';
import { KafkaEventBus } from '../kafka/kafka-event-bus.js';
import { CuttableNetwork } from '../kafka/kafka-under-test.js';
import { BusLeases } from './bus-leases.js';
import { Contender } from './contender.js';
import { describeLeases, type LeaseReplica, type LeasesUnderTest } from './leases.contract.js';

describeReal('leases on a real Kafka', ['kafka'], () => {
  let brokers: string[];
  const topic = uniqueName('leases');
  const opened: { bus: KafkaEventBus; leases: BusLeases }[] = [];
  beforeAll(async () => {
    ({ brokers } = await sharedKafka());
    const { bus } = await open();
    await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: false }]);
  }, REAL_START_TIMEOUT_MS);
  afterAll(() => closeAll(), 30_000);

  async function open(): Promise<LeaseReplica & { bus: KafkaEventBus }> {
    const network = new CuttableNetwork();
    const bus = new KafkaEventBus({ brokers, clientId: 'leases' }, network.socketFactory);
    await bus.start();
    const leases = new BusLeases({ bus, topic, instance: uniqueName('replica') });
    opened.push({ bus, leases });
    return { bus, leases, kill: async () => network.cut() };
  }

  async function closeAll(): Promise<void> {
    await Promise.all(
      opened.splice(0).map(async ({ bus, leases }) => {
        await leases.stop();
        await bus.stop();
      }),
    );
  }

  const world = async (): Promise<LeasesUnderTest> => ({ replica: open, dispose: closeAll });
  describeLeases('BusLeases on Kafka', world, { handedOverWithinMs: 8_000, takenOverWithinMs: 15_000 });

  it('stay with their holder, whose work hears nothing of it, when others join and leave', async () => {
    const holder = new Contender(await open(), 'kept', () => undefined);
    await eventually('the holder', () => holder.isActing());
    const former = holder.lease;
    const others = [new Contender(await open(), 'kept', () => undefined), new Contender(await open(), 'kept', () => undefined)];
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    await others[0]?.giveUp();
    await eventually('the right to be proven again', () => holder.isActing());
    expect([holder.lease === former, former?.signal.aborted, others[1]?.lease]).toEqual([true, false, null]);
    await closeAll();
  }, 60_000);
});

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, startKafka, uniqueName, type RealKafka } from '@lodestream/test-stack';
import { eventually } from '../bus-contract/eventually.js';
import { KafkaEventBus } from '../kafka/kafka-event-bus.js';
import { CuttableNetwork, hastyCleaning } from '../kafka/kafka-under-test.js';
import { ChangelogStateStores } from './changelog/changelog-state-stores.js';
import { contractBounds as bounds, describeStateStores, type StatesUnderTest } from './state-stores.contract.js';

const layout = { segments: 4, deltasPerSnapshot: 2 };

describeReal('state on a real Kafka', ['kafka'], () => {
  let kafka: RealKafka;
  let bus: KafkaEventBus;
  beforeAll(async () => {
    kafka = await startKafka({ settings: hastyCleaning });
    bus = new KafkaEventBus({ brokers: kafka.brokers, clientId: 'state' });
    await bus.start();
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await bus?.stop();
    await kafka?.stop();
  }, 30_000);

  const create = (store: string): Promise<void> =>
    bus.admin.applyTopics([{ topic: store, partitions: 3, retentionMs: null, compacted: true }]);
  const another = async (): Promise<ChangelogStateStores> => new ChangelogStateStores({ bus, bounds, layout });
  const world = async (): Promise<StatesUnderTest> => ({ stores: await another(), another, create, dispose: async () => {} });
  describeStateStores('changelogs on Kafka', world, { histories: 3 });

  it('is restored whole after the broker has compacted its changelog, while its owner was killed in the middle of a commit', async () => {
    const store = uniqueName('state');
    await create(store);
    const model = new Map<string, string>();
    for (let life = 0; life < 4; life += 1) {
      const network = new CuttableNetwork();
      const own = new KafkaEventBus({ brokers: kafka.brokers, clientId: 'state' }, network.socketFactory);
      await own.start();
      const state = await new ChangelogStateStores({ bus: own, bounds, layout }).open({ store, partition: 0 });
      const found = Object.fromEntries([...state.entries()].map(([key, value]) => [key, value.toString()]));
      // The commit that the last kill cut off is there whole or not at all; what was acknowledged before is.
      if (state.positions.get('input') === life * 100 + 1) for (let key = 0; key < 10; key += 1) model.set(`k${key}`, `cut-${life - 1}`);
      expect(found).toEqual(Object.fromEntries(model));
      for (let commit = 0; commit < 30; commit += 1) {
        const changes = Array.from({ length: 10 }, (_, key): [string, Buffer] => [`k${key}`, Buffer.from(`${life}.${commit}`)]);
        await state.commit(new Map(changes), new Map([['input', life * 100 + commit]]));
      }
      for (let key = 0; key < 10; key += 1) model.set(`k${key}`, `${life}.29`);
      const cut = Array.from({ length: 10 }, (_, key): [string, Buffer] => [`k${key}`, Buffer.from(`cut-${life}`)]);
      const cutOff = state.commit(new Map(cut), new Map([['input', (life + 1) * 100 + 1]]));
      cutOff.catch(() => undefined);
      network.cut();
      await own.stop();
      await eventually('the cleaner to have been here', async () => {
        await bus.send(store, [{ key: 'gone', value: null, partition: 0 }]);
        await new Promise((resolve) => setTimeout(resolve, 500));
        const { messages } = await bus.read({ topic: store, partition: 0, offset: 0 }, 1_000);
        const offsets = messages.map(({ offset }) => offset);
        return offsets.length < (offsets.at(-1) ?? 0) - (offsets[0] ?? 0);
      });
    }
  }, 120_000);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedEventBus } from '../embedded/embedded-event-bus.js';
import { FakeEventBus } from '../event-bus.fake.js';
import { ChangelogStateStores } from './changelog/changelog-state-stores.js';
import { contractBounds as bounds, describeStateStores, type StatesUnderTest } from './state-stores.contract.js';
import { FakeStateStores } from './state-stores.fake.js';

describeStateStores('FakeStateStores', openFake, { histories: 50 });
describeStateStores('the embedded store', openEmbedded, { histories: 10 });
describeStateStores('changelogs on the fake bus', openChangelogs, { histories: 60 });

async function openFake(): Promise<StatesUnderTest> {
  const stores = new FakeStateStores(new Map(), bounds);
  return {
    stores,
    another: async () => new FakeStateStores(stores.memory, bounds),
    create: async () => {},
    dispose: async () => {},
  };
}

/** One process at a time holds the store, so another one is the next: the bus is opened again. */
async function openEmbedded(): Promise<StatesUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'embedded-state-'));
  const open = async (): Promise<EmbeddedEventBus> => {
    const bus = new EmbeddedEventBus({ directory, stateBytes: bounds.bytes });
    await bus.start();
    return bus;
  };
  let bus = await open();
  return {
    get stores() {
      return bus.states;
    },
    another: async () => {
      await bus.stop();
      bus = await open();
      return bus.states;
    },
    create: async () => {},
    dispose: async () => {
      await bus.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function openChangelogs(): Promise<StatesUnderTest> {
  const bus = new FakeEventBus();
  await bus.start();
  const layout = { segments: 4, deltasPerSnapshot: 2 };
  const another = async (): Promise<ChangelogStateStores> => new ChangelogStateStores({ bus, bounds, layout });
  return {
    stores: await another(),
    another,
    create: (store) => bus.admin.applyTopics([{ topic: store, partitions: 3, retentionMs: null, compacted: true }]),
    compact: (store) => bus.maintain(store),
    dispose: () => bus.stop(),
  };
}

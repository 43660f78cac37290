import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeLifecycle } from '@lodestream/component/contract';
import { describeEventBus, type BusUnderTest } from '../event-bus.contract.js';
import { EmbeddedEventBus } from './embedded-event-bus.js';

describeLifecycle('EmbeddedEventBus', async () => new EmbeddedEventBus({ directory: await freshDirectory() }));
describeEventBus('EmbeddedEventBus', openEmbedded);

async function openEmbedded(): Promise<BusUnderTest> {
  const directory = await freshDirectory();
  let bus = new EmbeddedEventBus({ directory });
  await bus.start();
  return {
    get bus() {
      return bus;
    },
    kill: () => bus.abort(),
    reopen: async () => {
      await bus.stop();
      bus = new EmbeddedEventBus({ directory });
      await bus.start();
      return bus;
    },
    dispose: async () => {
      await bus.stop();
      await rm(directory, { recursive: true, force: true });
    },
    compact: (topic) => bus.maintain(topic),
    expire: () => bus.maintain(),
  };
}

function freshDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'embedded-bus-'));
}

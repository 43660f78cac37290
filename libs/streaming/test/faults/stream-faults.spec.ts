import type { Clock } from '@lodestream/component';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedEventBus } from '../../src/embedded/embedded-event-bus.js';
import { describeStreamFaults, type FaultsUnderTest } from './faults.contract.js';

const noExpiry = 'offsets last as long as the store; only what a group holds back ends';

describeStreamFaults('the embedded bus', openEmbedded, noExpiry);

async function openEmbedded(clock: Clock): Promise<FaultsUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'stream-faults-'));
  const bus = new EmbeddedEventBus({ directory, clock });
  await bus.start();
  return {
    bus,
    expireGroup: () => Promise.reject(new Error(noExpiry)),
    dispose: async () => {
      await bus.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

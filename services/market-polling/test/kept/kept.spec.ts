import { afterAll, describe } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedEventBus } from '@lodestream/streaming';
import { itRecalls } from './kept.contract.js';

describe('a process started again on the embedded bus', () => {
  let directory: string;
  afterAll(() => rm(directory, { recursive: true, force: true }));

  itRecalls(async () => {
    directory = await mkdtemp(join(tmpdir(), 'market-kept-'));
    const open = async (): Promise<EmbeddedEventBus> => {
      const bus = new EmbeddedEventBus({ directory, minFreeBytes: 0 });
      await bus.start();
      return bus;
    };
    return { prefix: 'mining.', words: ['embedded', directory], open, hasReplicas: false };
  });
});

import { expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedEventBus } from '../../src/embedded/embedded-event-bus.js';
import { killRounds } from './kill-rounds.js';

it('a process that feeds and counts on the embedded bus loses nothing and counts nothing twice, killed 4 times (seed 11)', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'faults-kills-'));
  try {
    const open = async (): Promise<EmbeddedEventBus> => {
      const bus = new EmbeddedEventBus({ directory });
      await bus.start();
      return bus;
    };
    const { expected, found, fromOthers, unexplained, ledger } = await killRounds(
      { prefix: 'kills.', words: ['embedded', directory], open },
      4,
      11,
    );
    expect(found).toEqual(expected);
    expect([fromOthers, unexplained, ledger.lost]).toEqual([[], 0, 0]);
    expect(expected.distinct).toBeGreaterThan(100);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}, 180_000);

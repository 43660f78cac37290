import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeClock, silentLog } from '@lodestream/component';
import { ServedLog } from '../control/served-log.js';
import { FaultBook } from '../faults/fault-book.js';
import { Farm } from '../fleet/farm.js';
import { MinerDesk } from './miner-desk.js';
import { MinerPlaces } from './miner-places.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const places = (miners: number): MinerPlaces => {
  const farm = new Farm(1, miners, '127.10.0.1', new FaultBook({ startMs: 0, plans: [], randomPerMinerDay: 0 }));
  const clock = new FakeClock(Date.UTC(2026, 5, 1, 12));
  const desk: MinerDesk = new MinerDesk({
    clock,
    log: silentLog,
    served: new ServedLog(10, miners),
    addressOf: (index): string => made.of(index).address,
  });
  const made: MinerPlaces = new MinerPlaces(farm, desk, clock, 0);
  closers.push(() => made.close());
  return made;
};

describe('a system with one loopback address only', () => {
  it('gets a port for each miner, and each answers as itself', async () => {
    const one = places(5);
    await one.open(false);
    const found = [0, 1, 2, 3, 4].map((index) => one.of(index));
    expect(new Set(found.map((place) => place.port)).size).toBe(5);
    const names = await Promise.all(
      found.map(async ({ address, port }) => {
        const info = (await (await fetch(`http://${address}:${port}/api/v1/info`)).json()) as Record<string, any>;
        return [address, info.system.network_status.hostname as string];
      }),
    );
    expect(names).toEqual([1, 2, 3, 4, 5].map((number) => ['127.0.0.1', `antminer-${number}`]));
  });

  it('refuses a farm for which it has not the descriptors', async () => {
    await expect(places(4_001).open(false)).rejects.toThrow('at most 4000 miners');
  });
});

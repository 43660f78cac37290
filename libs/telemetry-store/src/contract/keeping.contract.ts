import { expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import type { TelemetryStore } from '../telemetry-store.port.js';
import { aPoint, aQuery, day, hour, minute, origin } from './samples.js';
import type { OpenStore } from './store-under-test.js';

const positions = [
  { consumer: 'writer', topic: 'mining.miner.telemetry', partition: 3, nextOffset: 41 },
  { consumer: 'writer', topic: 'mining.miner.telemetry', partition: 11, nextOffset: 7 },
  { consumer: 'another', topic: 'mining.miner.events', partition: 3, nextOffset: 1 },
];

/** What lasts, how long, and how far consumers have come. */
export function describeKeeping(open: OpenStore): void {
  it('removes what a retention class has before a time, and nothing else', async () => {
    const { store } = await open();
    const at = (timestampMs: number, measurement = 'reading'): ReturnType<typeof aPoint> =>
      aPoint({ hashrate: 1 }, { timestampMs, measurement });
    await store.write([at(origin), at(origin - 3 * day), at(origin - 3 * day, 'other'), at(origin - 3 * day, 'happening')]);
    await store.deleteBefore('short', origin - day);
    expect(await Promise.all(['reading', 'other', 'happening'].map((name) => countOf(store, name)))).toEqual([1, 0, 1]);
    await store.write([at(origin - 3 * day)]);
    expect(await countOf(store, 'reading')).toBe(2);
  });

  it('refuses to delete in a class it does not have', async () => {
    const { store } = await open();
    await expect(store.deleteBefore('nonesuch', origin)).rejects.toThrow(PermanentError);
  });

  it('keeps positions with the points, the last one written for each partition, or says it keeps none', async () => {
    const { store, keepsPositions } = await open();
    await store.write([aPoint({ hashrate: 1 })], positions);
    await store.write([], [{ ...positions[0]!, nextOffset: 50 }]);
    const kept = await store.positions('writer');
    expect(new Set(kept)).toEqual(new Set(keepsPositions ? [{ ...positions[0], nextOffset: 50 }, positions[1]] : []));
    expect(await store.positions('nobody')).toEqual([]);
    expect(store.keepsPositions).toBe(keepsPositions);
  });

  it('keeps the positions of a batch whose points were all refused or expired', async () => {
    const { store, keepsPositions } = await open();
    await store.write([aPoint({ hashrate: Number.NaN }), aPoint({ hashrate: 1 }, { timestampMs: origin - 30 * day })], [positions[2]!]);
    expect(await store.positions('another')).toEqual(keepsPositions ? [positions[2]] : []);
  });

  it('takes the same batch again without counting anything twice', async () => {
    const { store } = await open();
    const batch = Array.from({ length: 20 }, (_, at) => aPoint({ hashrate: at }, { timestampMs: origin + at * minute }));
    await store.write(batch, [positions[0]!]);
    expect((await store.write(batch, [positions[0]!])).stored).toBe(20);
    expect(await countOf(store, 'reading')).toBe(20);
  });

  it('still has after a kill what it had acknowledged', async () => {
    const { store, killAndReopen, keepsPositions } = await open();
    if (killAndReopen === undefined) return;
    const batch = Array.from({ length: 500 }, (_, at) => aPoint({ hashrate: at, state: 'hashing' }, { timestampMs: origin + at * 1_000 }));
    await store.write(batch, [positions[0]!]);
    const again = await killAndReopen();
    expect(await countOf(again, 'reading')).toBe(500);
    expect(await again.positions('writer')).toEqual(keepsPositions ? [positions[0]] : []);
    await again.write([aPoint({ hashrate: 1 }, { timestampMs: origin + hour })]);
    expect((await again.write([aPoint({ state: 1 })])).refused.map(({ index }) => index)).toEqual([0]);
    expect(await countOf(again, 'reading')).toBe(501);
  });
}

async function countOf(store: TelemetryStore, measurement: string): Promise<number> {
  const [row] = await store.series(
    aQuery({ measurement, fromMs: origin - 10 * day, toMs: origin + 2 * hour, stepMs: 10_000 * day, aggregate: 'count' }),
  );
  return row!.values.hashrate!;
}

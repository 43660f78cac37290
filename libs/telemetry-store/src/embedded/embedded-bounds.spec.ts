import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock, type TransientError } from '@lodestream/component';
import { contractRetention } from '../contract.js';
import { aPoint, aQuery, day, minute, origin } from '../contract/samples.js';
import type { Point, StorePosition } from '../telemetry-store.port.js';
import { EmbeddedTelemetryStore, type EmbeddedTelemetryStoreOptions } from './embedded-telemetry-store.js';

const opened: EmbeddedTelemetryStore[] = [];
const folders: string[] = [];
const place: StorePosition = { consumer: 'c', topic: 't', partition: 0, nextOffset: 7 };

afterEach(async () => void (await Promise.all(opened.splice(0).map((store) => store.stop()))));
afterAll(async () => void (await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))));

async function open(change: Partial<EmbeddedTelemetryStoreOptions> = {}): Promise<EmbeddedTelemetryStore & { directory: string }> {
  const directory = change.directory ?? (await mkdtemp(join(tmpdir(), 'lodestream-store-')));
  folders.push(directory);
  const store = new EmbeddedTelemetryStore({ retention: contractRetention, threads: 1, ...change, directory });
  opened.push(store);
  await store.start();
  return Object.assign(store, { directory });
}

const countOf = async (store: EmbeddedTelemetryStore, measurement = 'reading'): Promise<number> => {
  const query = aQuery({
    measurement,
    tags: {},
    fromMs: origin - 1_000 * day,
    toMs: origin + day,
    stepMs: 10_000 * day,
    aggregate: 'count',
  });
  return (await store.series(query)).reduce((sum, { values }) => sum + values.hashrate!, 0);
};

describe('EmbeddedTelemetryStore, at its bounds', () => {
  it('takes nothing in while the disk is nearly full, moves no position, and heals by itself', async () => {
    let free = 100 * 1_048_576;
    const clock = new FakeClock(Date.now());
    const store = await open({ clock, freeSpaceFloorMb: 64, freeBytes: async () => free });
    await store.write([aPoint({ hashrate: 1 })]);
    free = 63 * 1_048_576;
    await clock.advance(1_000);
    const refused = store.write([aPoint({ hashrate: 2 })], [place]);
    await expect(refused).rejects.toMatchObject({
      name: 'TransientError',
      errorClass: 'storage',
      message: expect.stringContaining('63 MiB'),
    });
    expect([await countOf(store), await store.positions('c')]).toEqual([1, []]);
    free = 65 * 1_048_576;
    await clock.advance(1_000);
    expect((await store.write([aPoint({ hashrate: 3 }, { timestampMs: origin + minute })], [place])).stored).toBe(1);
    expect(await store.positions('c')).toEqual([place]);
  });

  it('turns calls away when too many wait, and takes them again later', async () => {
    const store = await open({ maxWaiting: 3 });
    const points = Array.from({ length: 4_000 }, (_, at) => aPoint({ hashrate: at }, { timestampMs: origin + at }));
    const results = await Promise.allSettled(Array.from({ length: 24 }, () => store.write(points)));
    const turnedAway = results.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as TransientError).errorClass);
    expect(turnedAway.length).toBeGreaterThanOrEqual(4);
    expect(new Set(turnedAway)).toEqual(new Set(['resource_exhaustion']));
    expect((await store.write(points)).stored).toBe(4_000);
  });

  it('keeps its write-ahead log bounded, though someone reads all the time', async () => {
    const store = await open({ walLimitMb: 1 });
    let reading = true;
    const reader = (async () => {
      while (reading) await countOf(store);
    })();
    let largest = 0;
    for (let batch = 0; batch < 60; batch += 1) {
      await store.write(Array.from({ length: 1_000 }, (_, at) => wide(batch * 1_000 + at)));
      largest = Math.max(largest, (await stat(join(store.directory, 'telemetry.duckdb.wal')).catch(() => ({ size: 0 }))).size);
    }
    reading = false;
    await reader;
    expect(largest).toBeGreaterThan(100_000);
    expect(largest).toBeLessThan(6 * 1_048_576);
  }, 180_000);

  it('drops whole days by itself when their last point has expired, and nothing younger', async () => {
    const clock = new FakeClock(origin);
    const store = await open({ clock });
    const old = [0, 5, 19].map((days) => aPoint({ hashrate: 1 }, { timestampMs: origin - days * day }));
    await store.write([...old, aPoint({ hashrate: 1 }, { measurement: 'happening', timestampMs: origin - 19 * day })]);
    await clock.advance(10 * day);
    await settled(async () => {
      await clock.advance(day / 24);
      return (await countOf(store)) === 2;
    });
    expect([await countOf(store), await countOf(store, 'happening')]).toEqual([2, 1]);
  });

  it('opens anew after its thread died, and has what it had acknowledged', async () => {
    const store = await open();
    await store.write([aPoint({ hashrate: 1 })], [place]);
    const { link } = store as unknown as { link: { open(): Promise<{ terminate(): Promise<number> }> } };
    const thread = await link.open();
    const waiting = store.series(aQuery()).catch((error: unknown) => error);
    await thread.terminate();
    expect(await waiting).toMatchObject({ name: 'TransientError', errorClass: 'storage' });
    expect([await countOf(store), await store.positions('c')]).toEqual([1, [place]]);
    expect((await store.write([aPoint({ hashrate: 2 }, { timestampMs: origin + minute })])).stored).toBe(1);
  });

  it('breaks off a query that takes too long, and goes on answering', async () => {
    const store = await open({ queryDeadlineMs: 1 });
    for (let batch = 0; batch < 20; batch += 1)
      await store.write(Array.from({ length: 4_000 }, (_, at) => aPoint({ hashrate: at }, { timestampMs: origin + batch * 4_000 + at })));
    const outcome = await countOf(store).catch((error: unknown) => (error as TransientError).errorClass);
    expect(outcome).toBe('timeout');
    expect((await store.write([aPoint({ hashrate: 1 })])).stored).toBe(1);
  });

  it('takes new fields in the middle of a day, and forgets the series of dropped days', async () => {
    const store = await open();
    await store.write([aPoint({ hashrate: 1 }, { timestampMs: origin - 10 * day, tags: { miner_id: 'gone' } })]);
    await store.write([aPoint({ hashrate: 1 })]);
    await store.write([aPoint({ hashrate: 2, power: 5, state: 'hashing' }, { timestampMs: origin + 1 })]);
    await store.deleteBefore('short', origin - 5 * day);
    await store.write([aPoint({ hashrate: 9 }, { tags: { miner_id: 'gone' } })]);
    const rows = await store.latest({ measurement: 'reading', by: 'miner_id', fields: [], sinceMs: 0 });
    expect(rows.map(({ key, fields }) => [key, fields])).toEqual([
      ['gone', { hashrate: 9 }],
      ['m1', { hashrate: 2, power: 5, state: 'hashing' }],
    ]);
  });

  it('says that it is not started instead of waiting', async () => {
    const store = await open();
    await store.stop();
    await expect(store.write([aPoint({ hashrate: 1 })])).rejects.toThrow('not started');
    expect((await readdir(store.directory)).filter((name) => name.endsWith('.wal'))).toEqual([]);
  });
});

function wide(at: number): Point {
  const fields = Object.fromEntries(Array.from({ length: 20 }, (_, field) => [`f${field}`, at * 31.7 + field]));
  return aPoint({ hashrate: at, ...fields }, { timestampMs: origin + at });
}

async function settled(reached: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 100 && !(await reached()); turn += 1) await new Promise((resolve) => setTimeout(resolve, 20));
}

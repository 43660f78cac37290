import { expect, it } from '@jest/globals';
import { aPoint, minute, origin } from './samples.js';
import type { OpenStore } from './store-under-test.js';

const asked = { measurement: 'reading', by: 'miner_id', fields: ['hashrate', 'state'], sinceMs: origin } as const;

/** The newest point of each value of a tag. */
export function describeLatest(open: OpenStore): void {
  it('gives the newest point of each, whole, and nothing of the older ones', async () => {
    const { store } = await open();
    await store.write([
      aPoint({ hashrate: 1, state: 'hashing' }),
      aPoint({ hashrate: 2, state: null }, { timestampMs: origin + minute }),
      aPoint({ hashrate: 8, state: 'paused' }, { tags: { miner_id: 'm2', model: 'S19' } }),
    ]);
    expect(await store.latest(asked)).toEqual([
      { key: 'm1', tags: { miner_id: 'm1' }, timestampMs: origin + minute, fields: { hashrate: 2 } },
      { key: 'm2', tags: { miner_id: 'm2', model: 'S19' }, timestampMs: origin, fields: { hashrate: 8, state: 'paused' } },
    ]);
  });

  it('follows a miner whose other tags change', async () => {
    const { store } = await open();
    await store.write([aPoint({ hashrate: 1 }, { tags: { miner_id: 'm1', model: 'old' } })]);
    await store.write([aPoint({ hashrate: 2 }, { tags: { miner_id: 'm1', model: 'new' }, timestampMs: origin + 1 })]);
    expect(await store.latest(asked)).toEqual([
      { key: 'm1', tags: { miner_id: 'm1', model: 'new' }, timestampMs: origin + 1, fields: { hashrate: 2 } },
    ]);
  });

  it('looks at nothing older than asked, and passes over points without any of the fields', async () => {
    const { store } = await open();
    await store.write([aPoint({ hashrate: 1 }, { timestampMs: origin - 1 }), aPoint({ hashrate: 1 }, { tags: { miner_id: 'm2' } })]);
    await store.write([aPoint({ power: 5 }, { tags: { miner_id: 'm2' }, timestampMs: origin + minute })]);
    expect(await store.latest(asked)).toEqual([{ key: 'm2', tags: { miner_id: 'm2' }, timestampMs: origin, fields: { hashrate: 1 } }]);
  });

  it('passes over points without the tag, and keeps to the tags asked for', async () => {
    const { store } = await open();
    await store.write([
      aPoint({ hashrate: 1 }, { tags: { site: 'north' } }),
      aPoint({ hashrate: 2 }, { tags: { site: 'north', miner_id: 'm1' } }),
      aPoint({ hashrate: 3 }, { tags: { site: 'south', miner_id: 'm2' } }),
    ]);
    const rows = await store.latest({ ...asked, tags: { site: 'north' } });
    expect(rows.map(({ key, fields }) => [key, fields])).toEqual([['m1', { hashrate: 2 }]]);
  });

  it('gives every field when none is named, and nothing where nothing is known', async () => {
    const { store } = await open();
    await store.write([aPoint({ hashrate: 1, shares: 2, state: 'hashing', on: true })]);
    expect((await store.latest({ ...asked, fields: [] }))[0]!.fields).toEqual({ hashrate: 1, shares: 2, state: 'hashing', on: true });
    expect(await store.latest({ ...asked, measurement: 'other' })).toEqual([]);
    expect(await store.latest({ ...asked, fields: ['never_written'] })).toEqual([]);
  });
}

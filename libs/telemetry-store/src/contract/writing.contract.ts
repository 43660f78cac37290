import { expect, it } from '@jest/globals';
import type { Point } from '../telemetry-store.port.js';
import { aPoint, aQuery, day, minute, origin } from './samples.js';
import type { OpenStore } from './store-under-test.js';

/** What becomes of a batch: stored, refused or expired, each point on its own. */
export function describeWriting(open: OpenStore): void {
  it('takes an empty batch', async () => {
    const { store } = await open();
    expect(await store.write([])).toEqual({ stored: 0, refused: [], expired: [] });
  });

  it('refuses what no store may take, by index, and stores the others', async () => {
    const { store } = await open();
    const bad = badPoints();
    const result = await store.write([aPoint({ hashrate: 1 }), ...bad, aPoint({ hashrate: 2 }, { timestampMs: origin + minute })]);
    expect([result.stored, result.refused.map(({ index }) => index)]).toEqual([2, bad.map((_, at) => at + 1)]);
    expect(result.refused.every(({ reason }) => reason.length > 10)).toBe(true);
    expect((await store.series(aQuery({ toMs: origin + 2 * minute }))).map(({ values }) => values.hashrate)).toEqual([1, 2]);
  });

  it.each([
    { was: 'a number', fields: { hashrate: 'fast' }, names: 'hashrate' },
    { was: 'a number, now true', fields: { hashrate: true }, names: 'hashrate' },
    { was: 'an integer', fields: { shares: 'many' }, names: 'shares' },
    { was: 'text', fields: { state: 3 }, names: 'state' },
    { was: 'a boolean', fields: { paused: 'no' }, names: 'paused' },
  ])('refuses a field that was $was before, by index, and stores all others', async ({ fields, names }) => {
    const { store } = await open();
    await store.write([aPoint({ hashrate: 1, shares: 1, state: 'hashing', paused: false })]);
    const batch = Array.from({ length: 40 }, (_, at) =>
      aPoint(at === 17 ? fields : { hashrate: at }, { timestampMs: origin + at * minute }),
    );
    const { stored, refused, expired } = await store.write(batch);
    expect([stored, refused.map(({ index }) => index), expired]).toEqual([39, [17], []]);
    expect(refused[0]!.reason).toContain(names);
    expect(total(await store.series(aQuery({ aggregate: 'count' })))).toBe(39);
  });

  it('refuses a number where integers are kept', async () => {
    const { store } = await open();
    await store.write([aPoint({ shares: 4 })]);
    const { stored, refused } = await store.write([aPoint({ shares: 5 }, { integers: new Set() })]);
    expect([stored, refused.map(({ index }) => index)]).toEqual([0, [0]]);
  });

  it('declares points older than their retention as expired, and keeps them where the class keeps for ever', async () => {
    const { store } = await open();
    const old = { timestampMs: origin - 25 * day };
    const batch = [aPoint({ hashrate: 1 }, old), aPoint({ hashrate: 2 }), aPoint({ hashrate: 3 }, { ...old, measurement: 'happening' })];
    expect(await store.write(batch)).toEqual({ stored: 2, refused: [], expired: [0] });
  });

  it('takes a large batch of many series whole', async () => {
    const { store } = await open();
    const batch = Array.from({ length: 12_000 }, (_, at) =>
      aPoint({ hashrate: at, shares: at }, { tags: { miner_id: `m${at % 300}` }, timestampMs: origin + Math.floor(at / 300) * minute }),
    );
    expect(await store.write(batch)).toEqual({ stored: 12_000, refused: [], expired: [] });
    const [row] = await store.series(aQuery({ tags: {}, fields: ['shares'], aggregate: 'sum', stepMs: 60 * minute }));
    expect(row!.values.shares).toBe((12_000 * 11_999) / 2);
  });
}

function badPoints(): Point[] {
  return [
    aPoint({ hashrate: Number.NaN }),
    aPoint({ hashrate: Number.POSITIVE_INFINITY }),
    aPoint({ shares: 1.5 }),
    aPoint({ hashrate: null }),
    aPoint({}),
    aPoint({ hashrate: 1 }, { measurement: '' }),
    aPoint({ hashrate: 1 }, { measurement: 'nobody_keeps_this' }),
    aPoint({ hashrate: 1 }, { timestampMs: -1 }),
    aPoint({ hashrate: 1 }, { timestampMs: 1.5 }),
    aPoint({ hashrate: 1 }, { tags: { miner_id: 'two\nlines' } }),
    aPoint({ hashrate: 1 }, { tags: { miner_id: 'ends in \\' } }),
    aPoint({ hashrate: 1 }, { tags: { miner_id: 'a\\,b' } }),
    aPoint({ 'a\\ b': 1 }),
    aPoint({ 'a\\"b': 1 }),
    aPoint({ hashrate: 1 }, { tags: { time: 'now' } }),
    aPoint({ 'a\nb': 1 }),
    aPoint({ _field: 1 }),
    aPoint({ note: 'x'.repeat(70_000) }),
  ];
}

const total = (rows: readonly { values: Readonly<Record<string, number | null>> }[]): number =>
  rows.reduce((sum, { values }) => sum + (values.hashrate ?? 0), 0);

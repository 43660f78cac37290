import { expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import type { Aggregate, SeriesQuery } from '../telemetry-store.port.js';
import { aPoint, aQuery, hour, minute, origin } from './samples.js';
import type { OpenStore } from './store-under-test.js';

/** Series and latest: what is asked comes back, and what was not measured comes back as null. */
export function describeReading(open: OpenStore): void {
  it.each([
    { aggregate: 'mean', expected: 20 },
    { aggregate: 'min', expected: 5 },
    { aggregate: 'max', expected: 45 },
    { aggregate: 'sum', expected: 60 },
    { aggregate: 'last', expected: 10 },
    { aggregate: 'count', expected: 3 },
  ] as const)('gives the $aggregate of a step, of floats and of integers', async ({ aggregate, expected }) => {
    const { store } = await open();
    const values = [45, 5, 10];
    await store.write(values.map((value, at) => aPoint({ hashrate: value, shares: value }, { timestampMs: origin + at * 20_000 })));
    const [row] = await store.series(aQuery({ fields: ['hashrate', 'shares'], toMs: origin + minute, aggregate }));
    expect(row!.values).toEqual({ hashrate: expected, shares: expected });
  });

  it('leaves steps without a reading null, never 0, and counts 0 there', async () => {
    const { store } = await open();
    await store.write([aPoint({ hashrate: 0 }), aPoint({ power: 1 }, { timestampMs: origin + minute })]);
    const ask = async (aggregate: Aggregate): Promise<unknown[]> =>
      (await store.series(aQuery({ toMs: origin + 3 * minute, aggregate }))).map(({ values }) => values.hashrate);
    expect([await ask('mean'), await ask('sum'), await ask('count')]).toEqual([
      [0, null, null],
      [0, null, null],
      [1, 0, 0],
    ]);
  });

  it('answers with every step, as null, where nothing was ever written', async () => {
    const { store } = await open();
    const rows = await store.series(aQuery({ measurement: 'other', toMs: origin + 2 * minute, expectedEveryMs: minute }));
    expect(rows).toEqual([0, 1].map((at) => ({ fromMs: origin + at * minute, values: { hashrate: null }, coverage: { hashrate: 0 } })));
  });

  it('answers for 500 fields at once, those of every board and fan among them', async () => {
    const { store } = await open();
    const fields = Array.from({ length: 500 }, (_, number) => `board${number}_power`);
    await store.write([aPoint({ board0_power: 1, board499_power: 2, power: 3 })]);
    const [row] = await store.series(aQuery({ fields, toMs: origin + minute }));
    expect(Object.entries(row!.values).filter(([, value]) => value !== null)).toEqual([
      ['board0_power', 1],
      ['board499_power', 2],
    ]);
    const [latest] = await store.latest({ measurement: 'reading', by: 'miner_id', fields, tags: {}, sinceMs: origin });
    expect(latest!.fields).toEqual({ board0_power: 1, board499_power: 2 });
  });

  it('anchors steps at the epoch, takes the start in and leaves the end out', async () => {
    const { store } = await open();
    const step = 7 * minute;
    await store.write(Array.from({ length: 60 }, (_, at) => aPoint({ hashrate: at }, { timestampMs: origin + at * minute })));
    const [fromMs, toMs] = [origin + 10 * minute, origin + 31 * minute];
    const rows = await store.series(aQuery({ fromMs, toMs, stepMs: step, aggregate: 'count' }));
    expect(rows.every((row) => row.fromMs % step === 0)).toBe(true);
    expect([rows[0]!.fromMs, rows.at(-1)!.fromMs]).toEqual([Math.floor(fromMs / step) * step, Math.floor((toMs - 1) / step) * step]);
    expect(rows.reduce((sum, { values }) => sum + values.hashrate!, 0)).toBe(21);
  });

  it('says how many of the expected readings were there, field by field', async () => {
    const { store } = await open();
    const readings = Array.from({ length: 9 }, (_, at) =>
      aPoint({ hashrate: 1, power: at < 3 ? 1 : null }, { timestampMs: origin + at * 10_000 }),
    );
    await store.write(readings);
    const query: SeriesQuery = aQuery({ fields: ['hashrate', 'power'], toMs: origin + 100_000, expectedEveryMs: 10_000 });
    const rows = await store.series(query);
    expect(rows.map(({ coverage }) => coverage)).toEqual([
      { hashrate: 1, power: 0.5 },
      { hashrate: 0.75, power: 0 },
    ]);
    const without = await store.series(aQuery({ toMs: origin + minute }));
    expect(without[0]!.coverage).toEqual({ hashrate: null });
  });

  it('takes all matching series together', async () => {
    const { store } = await open();
    const of = (miner: string, hashrate: number, at: number): ReturnType<typeof aPoint> =>
      aPoint({ hashrate }, { tags: { miner_id: miner, site: 'north' }, timestampMs: origin + at });
    await store.write([of('m1', 1, 0), of('m1', 2, 1_000), of('m2', 9, 2_000), of('m3', 4, 500)]);
    const ask = async (aggregate: Aggregate): Promise<unknown> =>
      (await store.series(aQuery({ tags: { site: 'north' }, toMs: origin + minute, aggregate })))[0]!.values.hashrate;
    expect(await Promise.all((['mean', 'min', 'max', 'sum', 'last', 'count'] as const).map(ask))).toEqual([4, 1, 9, 16, 9, 4]);
  });

  it('spans days', async () => {
    const { store } = await open();
    const days = [0, 1, 2, 3].map((at) => aPoint({ hashrate: at + 1 }, { timestampMs: origin - at * 24 * hour }));
    await store.write(days);
    const [row] = await store.series(
      aQuery({ fromMs: origin - 3 * 24 * hour, toMs: origin + 1, stepMs: 10_000 * 24 * hour, aggregate: 'sum' }),
    );
    expect(row!.values.hashrate).toBe(10);
  });

  it.each([
    { why: 'no step', change: { stepMs: 0 } },
    { why: 'a fraction of a millisecond', change: { stepMs: 0.5 } },
    { why: 'no field', change: { fields: [] } },
    { why: 'too many steps', change: { stepMs: 1, toMs: origin + 24 * hour } },
    { why: 'no time', change: { fromMs: Number.NaN } },
  ])('refuses a query with $why for good', async ({ change }) => {
    const { store } = await open();
    await expect(store.series(aQuery(change))).rejects.toThrow(PermanentError);
  });

  it('counts text and booleans, and refuses to calculate with them', async () => {
    const { store } = await open();
    await store.write([aPoint({ state: 'hashing', on: true })]);
    const [row] = await store.series(aQuery({ fields: ['state', 'on'], aggregate: 'count', toMs: origin + minute }));
    expect(row!.values).toEqual({ state: 1, on: 1 });
    await expect(store.series(aQuery({ fields: ['state'] }))).rejects.toThrow(PermanentError);
    await expect(store.series(aQuery({ fields: ['on'], aggregate: 'last' }))).rejects.toThrow(PermanentError);
  });
}

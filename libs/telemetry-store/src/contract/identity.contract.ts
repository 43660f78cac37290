import { expect, it } from '@jest/globals';
import { aPoint, aQuery, minute, origin } from './samples.js';
import type { OpenStore } from './store-under-test.js';

const awkward = [
  'a, comma',
  'an = sign',
  'a "quoted" word',
  "it's",
  'back\\slash and \\\\both \\\\end',
  '  spaces around  ',
  'Halle 3 · Größe ≤ 5 µm – 東京 🚜',
  '#{not} ${a} template',
  '"); drop table x; --',
  'C:\\new\\table',
];

/** What makes two points one, and that text comes back as it went in. */
export function describeIdentity(open: OpenStore): void {
  it('keeps one point for one time and one set of tags, the later value winning', async () => {
    const { store } = await open();
    await store.write([aPoint({ hashrate: 1 }), aPoint({ hashrate: 2 })]);
    await store.write([aPoint({ hashrate: 3 })]);
    const [row] = await store.series(aQuery({ toMs: origin + minute, aggregate: 'sum', expectedEveryMs: 30_000 }));
    expect(row).toEqual({ fromMs: origin, values: { hashrate: 3 }, coverage: { hashrate: 0.5 } });
  });

  it('overwrites field by field: what the later point leaves null stays', async () => {
    const { store } = await open();
    await store.write([aPoint({ hashrate: 1, power: 3_000 })]);
    await store.write([aPoint({ hashrate: null, power: 3_100 })]);
    const [row] = await store.series(aQuery({ fields: ['hashrate', 'power'], toMs: origin + minute }));
    expect(row!.values).toEqual({ hashrate: 1, power: 3_100 });
  });

  it('tells points apart by every tag, in whatever order the tags stand', async () => {
    const { store } = await open();
    await store.write([aPoint({ hashrate: 1 }, { tags: { a: '1', b: '2' } }), aPoint({ hashrate: 2 }, { tags: { a: '2', b: '1' } })]);
    await store.write([aPoint({ hashrate: 5 }, { tags: { b: '2', a: '1' } }), aPoint({ hashrate: 9 }, { tags: { a: '1' } })]);
    const sumOf = async (tags: Record<string, string>): Promise<unknown> =>
      (await store.series(aQuery({ tags, toMs: origin + minute, aggregate: 'sum' })))[0]!.values.hashrate;
    expect([await sumOf({ a: '1', b: '2' }), await sumOf({ a: '2' }), await sumOf({ a: '1' }), await sumOf({})]).toEqual([5, 2, 14, 16]);
  });

  it('takes a tag without a value as absent', async () => {
    const { store } = await open();
    await store.write([aPoint({ hashrate: 1 }, { tags: { miner_id: 'm1', model: '' } }), aPoint({ hashrate: 2 })]);
    expect(await store.latest({ measurement: 'reading', by: 'miner_id', fields: ['hashrate'], sinceMs: origin })).toEqual([
      { key: 'm1', tags: { miner_id: 'm1' }, timestampMs: origin, fields: { hashrate: 2 } },
    ]);
  });

  it('does not mix up names that differ in case', async () => {
    const { store } = await open();
    await store.write([aPoint({ rate: 1, Rate: 2, RATE: 'three' })]);
    const [row] = await store.latest({ measurement: 'reading', by: 'miner_id', fields: [], sinceMs: origin });
    expect(row!.fields).toEqual({ rate: 1, Rate: 2, RATE: 'three' });
  });

  it('hands back text exactly, in tags, names and fields', async () => {
    const { store } = await open();
    const points = awkward.map((text) =>
      aPoint(
        { [text]: text, note: `${text}\nnext line\n\t${text}\\`, path: 'a\\,b\\ c\\=d \\\\ ' },
        { tags: { [`tag ${text}`]: text, miner_id: text } },
      ),
    );
    expect(await store.write(points)).toEqual({ stored: points.length, refused: [], expired: [] });
    const rows = await store.latest({ measurement: 'reading', by: 'miner_id', fields: [], sinceMs: origin });
    const wanted = points.map(({ tags, fields }) => ({ key: tags.miner_id, tags, timestampMs: origin, fields }));
    expect(new Set(rows)).toEqual(new Set(wanted));
  });

  it('finds a series by any tag and the field of any name', async () => {
    const { store } = await open();
    await store.write(
      awkward.flatMap((text) => [
        aPoint({ [text]: 7 }, { tags: { [text]: text } }),
        aPoint({ [text]: 50 }, { tags: { [text]: 'another' } }),
      ]),
    );
    const found = await Promise.all(
      awkward.map((text) => store.series(aQuery({ tags: { [text]: text }, fields: [text], toMs: origin + minute }))),
    );
    expect(found.map((rows) => rows[0]!.values)).toEqual(awkward.map((text) => ({ [text]: 7 })));
  });

  it('hands back integers, floats, booleans and text as they were', async () => {
    const { store } = await open();
    const fields = {
      shares: 9_007_199_254_740_991,
      hashrate: 0.1 + 0.2,
      tiny: 5e-324,
      huge: -1.7976931348623157e308,
      whole: 12,
      on: true,
      off: false,
      empty: '',
    };
    await store.write([aPoint(fields)]);
    const [row] = await store.latest({ measurement: 'reading', by: 'miner_id', fields: Object.keys(fields), sinceMs: origin });
    expect(row!.fields).toEqual(fields);
  });
}

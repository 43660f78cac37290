import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aReading } from '../../test/samples.js';
import { pageOf, sortKeys, type PageQuery } from './miner-page.js';
import { rowOf, type MinerRow } from './miner-row.js';

const row = (miner_id: string, change: Partial<MinerRow> = {}): MinerRow => ({ ...rowOf(aReading(miner_id)), ...change });
const asked = (change: Partial<PageQuery> = {}): PageQuery => ({
  states: [],
  text: '',
  sort: 'miner_id',
  descending: false,
  limit: 100,
  cursor: null,
  ...change,
});
const idsOf = (rows: readonly MinerRow[], change: Partial<PageQuery>): string[] =>
  pageOf(rows, asked(change)).miners.map(({ miner_id }) => miner_id);

function walk(rows: readonly MinerRow[], query: Partial<PageQuery>): string[] {
  const seen: string[] = [];
  for (let cursor: string | null = null, page = 0; page < 100; page += 1) {
    const { miners, next_cursor } = pageOf(rows, asked({ ...query, cursor }));
    seen.push(...miners.map(({ miner_id }) => miner_id));
    if (next_cursor === null) return seen;
    cursor = next_cursor;
  }
  throw new Error('the pages have no end');
}

describe('a page of the table', () => {
  it('orders ids as people count', () => {
    expect(idsOf([row('m10'), row('M2'), row('m1')], {})).toEqual(['m1', 'M2', 'm10']);
  });

  it('puts the worst state first, and unknown values last in both directions', () => {
    const rows = [row('a'), row('b', { state: 'offline', power_w: null }), row('c', { state: 'degraded', power_w: 10 })];
    expect(idsOf(rows, { sort: 'state' })).toEqual(['b', 'c', 'a']);
    expect(idsOf(rows, { sort: 'power' })).toEqual(['c', 'a', 'b']);
    expect(idsOf(rows, { sort: 'power', descending: true })).toEqual(['a', 'c', 'b']);
  });

  it.each([
    { query: { states: ['offline', 'paused'] as const }, ids: ['b', 'c'] },
    { query: { text: 'RACK_9' }, ids: ['c'] },
    { query: { text: 'fan' }, ids: ['b'] },
    { query: { text: '10.0.0.9' }, ids: ['a'] },
    { query: { text: 'fan', states: ['paused'] as const }, ids: [] },
  ])('finds $ids by $query', ({ query, ids }) => {
    const rows = [
      row('a', { ip_address: '10.0.0.9' }),
      row('b', { state: 'offline', trouble: 'A fan is lost.' }),
      row('c', { state: 'paused', location: 'rack_9' }),
    ];
    expect(idsOf(rows, query)).toEqual(ids);
  });

  it.each(
    sortKeys.flatMap((sort) => [
      { sort, descending: false },
      { sort, descending: true },
    ]),
  )('shows every miner exactly once in pages by $sort, descending: $descending', ({ sort, descending }) => {
    const value = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null });
    const some = fc.array(fc.tuple(value, value), { maxLength: 30 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 7 }), (values, limit) => {
        const rows = values.map(([power_w, max_chip_c], at) =>
          row(`m${at}`, { power_w, max_chip_c, model: power_w === null ? null : `S${power_w}` }),
        );
        const seen = walk(rows, { sort, descending, limit });
        expect(seen).toEqual(idsOf(rows, { sort, descending }));
        expect(new Set(seen).size).toBe(rows.length);
      }),
      { numRuns: 30 },
    );
  });

  it('repeats and passes by no row that stays the same while others come, go and change', () => {
    const rows = Array.from({ length: 10 }, (_, at) => row(`m${at}`, { power_w: at * 10 }));
    const first = pageOf(rows, asked({ sort: 'power', limit: 4 }));
    const changed = [
      ...rows.filter(({ miner_id }) => !['m3', 'm8'].includes(miner_id)),
      row('new', { power_w: 1 }),
      row('m8', { power_w: 0 }),
    ];
    const rest = pageOf(changed, asked({ sort: 'power', cursor: first.next_cursor }));
    expect(rest.miners.map(({ miner_id }) => miner_id)).toEqual(['m4', 'm5', 'm6', 'm7', 'm9']);
  });

  it('counts all that match, not only those shown', () => {
    expect(pageOf([row('a'), row('b')], asked({ limit: 1 }))).toMatchObject({ total: 2, miners: [{ miner_id: 'a' }] });
  });

  it('sorts ten thousand without holding up others', () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => row(`rack-${at % 97}-miner-${at}`));
    const began = process.cpuUsage();
    pageOf(rows, asked({ sort: 'location' }));
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(1_000);
  });
});

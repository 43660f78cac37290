import { describe, expect, it } from '@jest/globals';
import type { MinerRow } from '../data/types';
import { filterMiners, shareOfNominal, sortMiners, type Column } from './sort-miners';

const row = (miner_id: string, more: object = {}): MinerRow => {
  const known = {
    miner_id,
    state: 'hashing',
    model: null,
    location: null,
    ip_address: null,
    power_w: null,
    efficiency: null,
    trouble: null,
  };
  return {
    ...known,
    max_chip_c: null,
    observed_at: null,
    hashrate: { value: null, nominal: null, unit: 'TH/s' },
    ...more,
  } as unknown as MinerRow;
};
const rate = (value: number | null, nominal: number | null): object => ({ hashrate: { value, nominal, unit: 'TH/s' } });
const idsOf = (rows: readonly MinerRow[]): string[] => rows.map(({ miner_id }) => miner_id);

describe('sorting miners', () => {
  it('counts as people do: m2 stands before m10', () => {
    expect(idsOf(sortMiners([row('m10'), row('m2'), row('m1')], 'miner_id', false))).toEqual(['m1', 'm2', 'm10']);
  });

  it.each([
    { descending: false, expected: ['cold', 'hot', 'a', 'b'] },
    { descending: true, expected: ['hot', 'cold', 'a', 'b'] },
  ])('puts what is not known last, descending $descending', ({ descending, expected }) => {
    const rows = [row('b'), row('hot', { max_chip_c: 91 }), row('a'), row('cold', { max_chip_c: 40 })];
    expect(idsOf(sortMiners(rows, 'temperature', descending))).toEqual(expected);
  });

  it('tells zero from not known', () => {
    const rows = [row('silent'), row('dead', rate(0, 100)), row('well', rate(99, 100))];
    expect(idsOf(sortMiners(rows, 'hashrate', false))).toEqual(['dead', 'well', 'silent']);
  });

  it.each<Column>(['state', 'model', 'location', 'share', 'power', 'efficiency', 'age'])(
    'keeps equal rows in order of their names by %s',
    (column) => {
      expect(idsOf(sortMiners([row('m3'), row('m1'), row('m2')], column, true))).toEqual(['m1', 'm2', 'm3']);
    },
  );

  it('leaves the rows it was given alone', () => {
    const rows = [row('b'), row('a')];
    sortMiners(rows, 'miner_id', false);
    expect(idsOf(rows)).toEqual(['b', 'a']);
  });
});

describe('the share of the nominal hashrate', () => {
  it.each([
    { value: 55, nominal: 110, expected: 0.5 },
    { value: 0, nominal: 110, expected: 0 },
    { value: null, nominal: 110, expected: null },
    { value: 55, nominal: null, expected: null },
    { value: 55, nominal: 0, expected: null },
  ])('of $value from $nominal is $expected', ({ value, nominal, expected }) => {
    expect(shareOfNominal(row('m', rate(value, nominal)))).toBe(expected);
  });
});

describe('filtering miners', () => {
  const rows = [
    row('m1', { state: 'offline', ip_address: '10.0.0.7' }),
    row('m2', { model: 'Antminer S19', trouble: 'Fan 2 is lost' }),
    row('m3', { location: 'Hall/Rack-9' }),
  ];

  it.each([
    { state: null, text: '', expected: ['m1', 'm2', 'm3'] },
    { state: 'offline', text: '', expected: ['m1'] },
    { state: null, text: ' s19 ', expected: ['m2'] },
    { state: null, text: 'FAN', expected: ['m2'] },
    { state: null, text: 'rack-9', expected: ['m3'] },
    { state: null, text: '10.0.0', expected: ['m1'] },
    { state: 'hashing', text: '10.0.0', expected: [] },
  ] as const)('by state $state and text "$text" gives $expected', ({ state, text, expected }) => {
    expect(idsOf(filterMiners(rows, state, text))).toEqual(expected);
  });
});

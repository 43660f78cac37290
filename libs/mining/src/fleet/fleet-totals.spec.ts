import { describe, expect, it } from '@jest/globals';
import { fleetTotals, type FleetMember } from './fleet-totals.js';

const member = (change: Partial<FleetMember> = {}): FleetMember => ({
  algorithm: 'sha256d',
  state: 'hashing',
  hashrate: 100,
  powerW: 3000,
  ...change,
});

describe('fleetTotals', () => {
  it('of no miner at all is nothing, not zero', () => {
    expect(fleetTotals([])).toEqual({
      miners: { total: 0, hashing: 0, degraded: 0, paused: 0, stale: 0, offline: 0, unknown: 0 },
      hashrate: [],
      power: { value: null, unit: 'W', coverage: null },
      efficiency: [],
    });
  });

  it('counts every miner in exactly one state', () => {
    const states = ['hashing', 'degraded', 'paused', 'stale', 'offline', 'unknown', 'hashing'] as const;
    const { total, ...each } = fleetTotals(states.map((state) => member({ state }))).miners;
    expect([total, each]).toEqual([7, { hashing: 2, degraded: 1, paused: 1, stale: 1, offline: 1, unknown: 1 }]);
  });

  it('adds up each algorithm in its own unit', () => {
    const totals = fleetTotals([member(), member({ algorithm: 'scrypt', hashrate: 9.5, powerW: 3425 }), member({ hashrate: 50 })]);
    expect(totals.hashrate).toEqual([
      { algorithm: 'sha256d', value: 150, unit: 'TH/s', coverage: 1 },
      { algorithm: 'scrypt', value: 9.5, unit: 'GH/s', coverage: 1 },
    ]);
    expect(totals.power).toEqual({ value: 9425, unit: 'W', coverage: 1 });
  });

  it.each([
    { why: 'a zero that was measured counts', second: { hashrate: 0 }, value: 100, coverage: 1 },
    { why: 'a missing value does not', second: { hashrate: null }, value: 100, coverage: 0.5 },
    { why: 'nor does an old one', second: { state: 'stale' }, value: 100, coverage: 0.5 },
    { why: 'nor one of a miner that is away', second: { state: 'offline' }, value: 100, coverage: 0.5 },
    { why: 'a paused miner is covered', second: { state: 'paused', hashrate: 0 }, value: 100, coverage: 1 },
  ] as const)('$why', ({ second, value, coverage }) => {
    expect(fleetTotals([member(), member(second)]).hashrate).toEqual([{ algorithm: 'sha256d', value, unit: 'TH/s', coverage }]);
  });

  it('is nothing, covered by nothing, when every miner is away', () => {
    const totals = fleetTotals([member({ state: 'offline' }), member({ state: 'unknown' })]);
    expect([totals.hashrate[0], totals.power, totals.efficiency[0]?.value]).toEqual([
      { algorithm: 'sha256d', value: null, unit: 'TH/s', coverage: 0 },
      { value: null, unit: 'W', coverage: 0 },
      null,
    ]);
  });

  it.each([
    {
      why: 'weighs miners by their hashrate',
      members: [member(), member({ hashrate: 50, powerW: 3000 })],
      value: 40,
      coverage: 1,
    },
    {
      why: 'leaves out a miner without power',
      members: [member(), member({ powerW: null })],
      value: 30,
      coverage: 0.5,
    },
    {
      why: 'counts power burnt for nothing',
      members: [member(), member({ hashrate: 0, powerW: 1000 })],
      value: 40,
      coverage: 1,
    },
    { why: 'is nothing when nothing hashes', members: [member({ hashrate: 0 })], value: null, coverage: 1 },
  ])('efficiency $why', ({ members, value, coverage }) => {
    expect(fleetTotals(members).efficiency).toEqual([{ algorithm: 'sha256d', value, unit: 'J/TH', coverage }]);
  });
});

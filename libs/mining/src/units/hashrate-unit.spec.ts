import { describe, expect, it } from '@jest/globals';
import { convertHashrate, hashesPerSecond, parseHashrate, parseHashrateUnit, toCanonicalUnit } from './hashrate-unit.js';

describe('parseHashrateUnit', () => {
  it.each([
    ['H/s', 0, 'hashes'],
    ['kH/s', 3, 'hashes'],
    ['MH/s', 6, 'hashes'],
    ['MHS', 6, 'hashes'],
    ['Gh/s', 9, 'hashes'],
    ['GH', 9, 'hashes'],
    ['TH/s', 12, 'hashes'],
    ['TH / s', 12, 'hashes'],
    ['T', 12, 'hashes'],
    ['PH/s', 15, 'hashes'],
    ['EH/s', 18, 'hashes'],
    ['ZHps', 21, 'hashes'],
    ['kSol/s', 3, 'solutions'],
    ['Sols/s', 0, 'solutions'],
  ] as const)('reads %p', (text, exponent, counts) => {
    expect(parseHashrateUnit(text)).toEqual({ exponent, counts });
  });

  it.each(['N/A', '', 'W', 'H/min', 'XH/s', 'GHz', null, undefined])('does not read %p', (text) => {
    expect(parseHashrateUnit(text)).toBeNull();
  });

  it('reads the same whatever it was given before', () => {
    const odd = Array.from({ length: 200 }, (_, n) => `${n} H/s`);
    expect([...odd, ...odd].map(parseHashrateUnit)).toEqual(new Array(400).fill(null));
    expect(['tH/s', 'tH/s', 'gSol/s'].map(parseHashrateUnit)).toEqual([
      { exponent: 12, counts: 'hashes' },
      { exponent: 12, counts: 'hashes' },
      { exponent: 9, counts: 'solutions' },
    ]);
  });
});

describe('convertHashrate', () => {
  it.each([
    { value: 110_000, from: 'GH/s', to: 'TH/s', expected: 110 },
    { value: 199_870.2, from: 'GH/s', to: 'TH/s', expected: 199.8702 },
    { value: 9_500, from: 'MH/s', to: 'GH/s', expected: 9.5 },
    { value: 95.2, from: 'TH/s', to: 'H/s', expected: 95.2e12 },
    { value: 1, from: 'EH/s', to: 'PH/s', expected: 1000 },
    { value: 0, from: 'GH/s', to: 'TH/s', expected: 0 },
    { value: null, from: 'GH/s', to: 'TH/s', expected: null },
    { value: 1, from: 'N/A', to: 'TH/s', expected: null },
    { value: 1, from: 'kSol/s', to: 'TH/s', expected: null },
  ])('makes $value $from into $expected $to', ({ value, from, to, expected }) => {
    expect(convertHashrate(value, from, to)).toBe(expected);
  });
});

describe('toCanonicalUnit', () => {
  it.each([
    { algorithm: 'sha256d', rate: { value: 95_000, unit: 'GH/s' }, expected: { value: 95, unit: 'TH/s' } },
    { algorithm: 'scrypt', rate: { value: 16_000, unit: 'MH/s' }, expected: { value: 16, unit: 'GH/s' } },
    { algorithm: 'scrypt', rate: { value: null, unit: 'MH/s' }, expected: { value: null, unit: 'GH/s' } },
    { algorithm: 'unknown', rate: { value: 1, unit: 'TH/s' }, expected: { value: 1e12, unit: 'H/s' } },
    { algorithm: 'sha256d', rate: { value: 1, unit: 'N/A' }, expected: { value: null, unit: 'TH/s' } },
  ] as const)('states $rate of $algorithm as $expected', ({ algorithm, rate, expected }) => {
    expect(toCanonicalUnit(algorithm, rate)).toEqual(expected);
  });
});

describe('parseHashrate', () => {
  it.each([
    ['95.2 TH/s', { value: 95.2, unit: 'TH/s' }],
    ['1.48T', { value: 1.48, unit: 'T' }],
    ['0', { value: 0, unit: 'H/s' }],
    ['1e3 GH/s', { value: 1000, unit: 'GH/s' }],
    ['-1 TH/s', null],
    ['1,234 TH/s', null],
    ['1e999 TH/s', null],
    ['fast', null],
    ['', null],
  ] as const)('reads %p', (text, expected) => {
    expect(parseHashrate(text)).toEqual(expected);
  });
});

it.each([
  [{ value: 95.2, unit: 'TH/s' }, 95.2e12],
  [{ value: null, unit: 'TH/s' }, null],
  [{ value: 1, unit: '?' }, null],
])('hashesPerSecond of %p is %p', (rate, expected) => {
  expect(hashesPerSecond(rate)).toBe(expected);
});

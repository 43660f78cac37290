import { describe, expect, it } from '@jest/globals';
import { acceptanceRate, expectedShares, hashrateFromShares, relativeDeviation, shareSurprise } from './share-statistics.js';

describe('expectedShares', () => {
  it.each([
    {
      what: '2^32 hashes a second at difficulty 1',
      rate: 2 ** 32,
      algorithm: 'sha256d',
      difficulty: 1,
      seconds: 60,
      expected: 60,
    },
    {
      what: '100 TH/s at 524,288',
      rate: 100e12,
      algorithm: 'sha256d',
      difficulty: 524_288,
      seconds: 60,
      expected: 2.6645,
    },
    {
      what: '9.5 GH/s of Scrypt at 524,288',
      rate: 9.5e9,
      algorithm: 'scrypt',
      difficulty: 524_288,
      seconds: 60,
      expected: 16.589,
    },
    { what: 'nothing', rate: 0, algorithm: 'sha256d', difficulty: 1, seconds: 60, expected: 0 },
  ] as const)('of $what in $seconds s is $expected', ({ rate, expected, ...window }) => {
    expect(expectedShares(rate, window)).toBeCloseTo(expected, 3);
  });

  it.each([
    { algorithm: 'kheavyhash', difficulty: 1, seconds: 60 },
    { algorithm: 'unknown', difficulty: 1, seconds: 60 },
    { algorithm: 'sha256d', difficulty: 0, seconds: 60 },
  ] as const)('is not known for $algorithm at $difficulty', (window) => {
    expect(expectedShares(1e12, window)).toBeNull();
  });
});

describe('hashrateFromShares', () => {
  it('undoes expectedShares', () => {
    const window = { algorithm: 'scrypt', difficulty: 65_536, seconds: 600 } as const;
    expect(hashrateFromShares(expectedShares(16e9, window)!, window)).toBeCloseTo(16e9, 0);
  });

  it('says for Scrypt one 65,536th of what it says for SHA-256d', () => {
    const at = { difficulty: 1024, seconds: 60 };
    expect(hashrateFromShares(10, { ...at, algorithm: 'sha256d' })! / hashrateFromShares(10, { ...at, algorithm: 'scrypt' })!).toBe(65_536);
  });

  it('is nothing over no time', () => {
    expect(hashrateFromShares(10, { algorithm: 'sha256d', difficulty: 1, seconds: 0 })).toBeNull();
  });
});

it.each([
  [100, 0.1],
  [1, 1],
  [0, null],
])('a rate from %p shares deviates by %p', (shares, expected) => {
  expect(relativeDeviation(shares)).toBe(expected);
});

it.each([
  [70, 100, -3],
  [100, 100, 0],
  [5, 0, null],
])('%p shares where %p were expected are a surprise of %p', (observed, expected, surprise) => {
  expect(shareSurprise(observed, expected)).toBe(surprise);
});

it.each([
  { counts: { accepted: 98, rejected: 1, stale: 1 }, expected: 0.98 },
  { counts: { accepted: 99, rejected: 1, stale: 0 }, expected: 0.99 },
  { counts: { accepted: 99, rejected: 1, stale: null }, expected: null },
  { counts: { accepted: 99, rejected: null, stale: 0 }, expected: null },
  { counts: { accepted: 0, rejected: 5, stale: 0 }, expected: 0 },
  { counts: { accepted: 0, rejected: 0, stale: 0 }, expected: null },
  { counts: { accepted: null, rejected: 0, stale: 0 }, expected: null },
])('of $counts the accepted part is $expected', ({ counts, expected }) => {
  expect(acceptanceRate(counts)).toBe(expected);
});

import { describe, expect, it } from '@jest/globals';
import { coinsPerUnitDay, expectedCoinsPerDay, mergedUsdPerUnitDay, networkHashrate, usdPerUnitDay } from './network-hashrate.js';

const btc = { algorithm: 'sha256d', difficulty: 1e14, blockReward: 3.125, priceUsd: 100_000 } as const;
const ltc = { algorithm: 'scrypt', difficulty: 1e8, blockReward: 6.25, priceUsd: 100 } as const;
const doge = { algorithm: 'scrypt', difficulty: 5e7, blockReward: 10_000, priceUsd: 0.2 } as const;

/** The published vectors are rounded: the answer, rounded to as many digits, has to be the same number. */
const rounds = (actual: number | null, expected: number, digits: number): void => {
  expect(Number(actual!.toPrecision(digits))).toBe(expected);
};

const within = (actual: number | null, expected: number, part: number): void => {
  expect(Math.abs(actual! / expected - 1)).toBeLessThan(part);
};

describe('networkHashrate', () => {
  it.each([
    { chain: btc, seconds: 600, expected: 7.158e20 },
    { chain: ltc, seconds: 150, expected: 2.863e15 },
    { chain: { algorithm: 'equihash', difficulty: 75e6 }, seconds: 75, expected: 8192e6 },
  ] as const)('of $chain.algorithm at $chain.difficulty is $expected', ({ chain, seconds, expected }) => {
    rounds(networkHashrate(chain, seconds), expected, 4);
  });

  it.each([null, 0, -1, NaN])('is not known with blocks of %p seconds', (seconds) => {
    expect(networkHashrate(btc, seconds)).toBeNull();
  });
});

describe('coins a day', () => {
  it.each([
    { what: '1 TH/s of Bitcoin', chain: btc, expected: 6.286e-7, digits: 4 },
    { what: '1 GH/s of Litecoin', chain: ltc, expected: 1.2573e-3, digits: 5 },
    { what: '1 GH/s of Dogecoin', chain: doge, expected: 4.0233, digits: 5 },
  ])('from $what are $expected', ({ chain, expected, digits }) => {
    rounds(coinsPerUnitDay(chain), expected, digits);
  });

  it('are all the coins of a day for the hashrate of the whole network', () => {
    within(expectedCoinsPerDay(networkHashrate(btc, 600), btc), 144 * 3.125, 1e-12);
  });

  it('are 0 without hashrate, and not known without a figure', () => {
    expect(expectedCoinsPerDay(0, btc)).toBe(0);
    expect(expectedCoinsPerDay(null, btc)).toBeNull();
    for (const missing of [null, 0, NaN, -1]) {
      expect(coinsPerUnitDay({ ...btc, difficulty: missing })).toBeNull();
      expect(coinsPerUnitDay({ ...btc, blockReward: missing })).toBeNull();
    }
    expect(coinsPerUnitDay({ ...btc, algorithm: 'kheavyhash' })).toBeNull();
  });
});

describe('US dollars a day', () => {
  it('are coins times price', () => {
    within(usdPerUnitDay(btc), 0.06286, 1e-4);
    expect(usdPerUnitDay({ ...btc, priceUsd: null })).toBeNull();
  });

  it('add up over merge-mined chains', () => {
    const merged = mergedUsdPerUnitDay([ltc, doge])!;
    expect(merged).toMatchObject({ known: 2, chains: 2 });
    within(merged.usd, 0.12573 + 0.80466, 1e-4);
  });

  it('say how many chains they leave out', () => {
    expect(mergedUsdPerUnitDay([ltc, { ...doge, priceUsd: null }])).toEqual({ usd: usdPerUnitDay(ltc), known: 1, chains: 2 });
    expect(mergedUsdPerUnitDay([{ ...ltc, difficulty: null }])).toEqual({ usd: null, known: 0, chains: 1 });
  });

  it('are nothing for chains that no hash serves together, or for none', () => {
    expect(mergedUsdPerUnitDay([btc, ltc])).toBeNull();
    expect(mergedUsdPerUnitDay([])).toBeNull();
  });
});

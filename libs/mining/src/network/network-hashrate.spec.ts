import { describe, expect, it } from '@jest/globals';
import {
  coinsPerDayOfShare,
  coinsPerUnitDay,
  expectedCoinsPerDay,
  mergedUsdPerUnitDay,
  networkHashrate,
  usdPerUnitDay,
} from './network-hashrate.js';

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
    { chain: doge, seconds: 60, expected: 3.579e15 },
    { chain: { algorithm: 'x11', difficulty: 1e8 }, seconds: 157.5, expected: 2.727e15 },
    { chain: { algorithm: 'kawpow', difficulty: 1e5 }, seconds: 60, expected: 7.158e12 },
    { chain: { algorithm: 'qubit', difficulty: 1e3 }, seconds: 75, expected: 5.727e10 },
    { chain: { algorithm: 'skein', difficulty: 1e3 }, seconds: 75, expected: 5.727e10 },
    { chain: { algorithm: 'equihash', difficulty: 75e6 }, seconds: 75, expected: 8192e6 },
    { chain: { algorithm: 'randomx', difficulty: 6e11 }, seconds: 120, expected: 5e9 },
    { chain: { algorithm: 'etchash', difficulty: 2.6e15 }, seconds: 13, expected: 2e14 },
    { chain: { algorithm: 'eaglesong', difficulty: 3e18 }, seconds: 10, expected: 3e17 },
    { chain: { algorithm: 'kheavyhash', difficulty: 4e16 }, seconds: 0.1, expected: 8e17 },
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

  it.each([
    { what: '1 MSol/s of Zcash', rate: 1e6, chain: { algorithm: 'equihash', difficulty: 75e6, blockReward: 1.25 }, expected: 0.17578 },
    { what: '1 MH/s of Monero', rate: 1e6, chain: { algorithm: 'randomx', difficulty: 6e11, blockReward: 0.6 }, expected: 0.0864 },
    { what: '1 TH/s of Nervos', rate: 1e12, chain: { algorithm: 'eaglesong', difficulty: 3e18, blockReward: 535 }, expected: 15.408 },
    { what: '1 TH/s of Kaspa', rate: 1e12, chain: { algorithm: 'kheavyhash', difficulty: 4e16, blockReward: 1.945 }, expected: 2.1006 },
  ] as const)('from $what are $expected', ({ rate, chain, expected }) => {
    rounds(expectedCoinsPerDay(rate, chain), expected, 5);
  });

  it('of Kaspa are the part of the network times 86,400 times the coins of a second', () => {
    const chain = { algorithm: 'kheavyhash', difficulty: 4e16, blockReward: 1.945 } as const;
    within(expectedCoinsPerDay(1e12, chain), (1e12 / networkHashrate(chain, 0.1)!) * 86_400 * 19.45, 1e-12);
  });

  it('are the same by the part of the network as by the difficulty', () => {
    const network = { hashrate: networkHashrate(btc, 600), blockSeconds: 600, blockReward: 3.125 };
    within(coinsPerDayOfShare(1e12, network), expectedCoinsPerDay(1e12, btc)!, 1e-12);
    expect(coinsPerDayOfShare(0, network)).toBe(0);
    for (const missing of [null, 0, NaN]) {
      expect(coinsPerDayOfShare(1e12, { ...network, hashrate: missing })).toBeNull();
      expect(coinsPerDayOfShare(1e12, { ...network, blockSeconds: missing })).toBeNull();
      expect(coinsPerDayOfShare(1e12, { ...network, blockReward: missing })).toBeNull();
    }
    expect(coinsPerDayOfShare(null, network)).toBeNull();
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
    expect(coinsPerUnitDay({ ...btc, algorithm: 'blake3' })).toBeNull();
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

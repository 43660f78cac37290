import { describe, expect, it } from '@jest/globals';
import { algorithmFacts, algorithmNames, canonicalUnitOf, parseAlgorithm } from './algorithm.js';
import { parseHashrateUnit } from './hashrate-unit.js';

describe('parseAlgorithm', () => {
  it.each([
    ['sha256d', 'sha256d'],
    ['SHA-256', 'sha256d'],
    ['SHA256', 'sha256d'],
    ['Scrypt', 'scrypt'],
    ['kHeavyHash', 'kheavyhash'],
    ['X11', 'x11'],
    ['unknown', 'unknown'],
    ['', 'unknown'],
    ['constructor', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ] as const)('takes %p for %s', (word, expected) => {
    expect(parseAlgorithm(word)).toBe(expected);
  });
});

describe('canonical units', () => {
  it.each([
    ['sha256d', 'TH/s'],
    ['scrypt', 'GH/s'],
    ['kheavyhash', 'TH/s'],
    ['equihash', 'kSol/s'],
  ] as const)('states %s in %s', (name, expected) => {
    expect(canonicalUnitOf(name)).toBe(expected);
  });

  it.each(algorithmNames)('can be converted for %s', (name) => {
    expect(parseHashrateUnit(canonicalUnitOf(name))).not.toBeNull();
  });
});

it('scales share difficulty of Scrypt by 65,536, and network difficulty not at all', () => {
  const [bitcoin, litecoin] = [algorithmFacts('sha256d'), algorithmFacts('scrypt')];
  expect(bitcoin.hashesPerShareDifficulty! / litecoin.hashesPerShareDifficulty!).toBe(65_536);
  expect(litecoin.hashesPerNetworkDifficulty).toBe(bitcoin.hashesPerNetworkDifficulty);
});

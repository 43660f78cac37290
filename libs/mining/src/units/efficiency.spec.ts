import { describe, expect, it } from '@jest/globals';
import { efficiencyUnit, joulesPerUnit } from './efficiency.js';

describe('joulesPerUnit', () => {
  it.each([
    { powerW: 3250, hashrate: 100, expected: 32.5 },
    { powerW: 0, hashrate: 100, expected: 0 },
    { powerW: 3250, hashrate: 0, expected: null },
    { powerW: null, hashrate: 100, expected: null },
    { powerW: 3250, hashrate: null, expected: null },
    { powerW: -1, hashrate: 100, expected: null },
    { powerW: 3250, hashrate: NaN, expected: null },
  ])('is $expected for $powerW W and $hashrate', ({ powerW, hashrate, expected }) => {
    expect(joulesPerUnit(powerW, hashrate)).toBe(expected);
  });
});

it.each([
  ['TH/s', 'J/TH'],
  ['GH/s', 'J/GH'],
  ['kSol/s', 'J/kSol'],
])('states the efficiency of %s in %s', (unit, expected) => {
  expect(efficiencyUnit(unit)).toBe(expected);
});

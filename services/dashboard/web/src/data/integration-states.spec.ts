import { describe, expect, it } from '@jest/globals';
import { leftOf, namesOf } from './integration-states.js';

describe('integrations', () => {
  it.each([
    ['market:coingecko', 'CoinGecko', 'prices'],
    ['chain:mempool', 'mempool.space', 'chain'],
    ['chain:node:dogecoin', 'own node of dogecoin', 'chain'],
    ['pool:somewhere', 'somewhere', 'pool'],
  ])('calls %s %s, asked for %s', (id, name, kind) => {
    expect(namesOf(id)).toEqual({ name, kind });
  });

  it.each([
    { spent: 2_500, left: { left: 7_500, spentShare: 0.25 } },
    { spent: 0, left: { left: 10_000, spentShare: 0 } },
    { spent: 10_400, left: { left: 0, spentShare: 1 } },
    { spent: null, left: null },
  ])('has $left left of 10,000 where $spent are spent', ({ spent, left }) => {
    expect(leftOf({ cap: 10_000, spent })).toEqual(left);
  });
});

import { expect, it } from '@jest/globals';
import { worstFirst } from './states';

it('lists the worst error first, and equally bad ones in the order of the miner', () => {
  const inOrderOfMiner = [
    { code: 'fan', severity: 'critical' },
    { code: 'rate', severity: 'warning' },
    { code: 'said', severity: 'info' },
    { code: 'board 2', severity: 'major' },
    { code: 'board 1', severity: 'major' },
    { code: 'heat', severity: 'critical' },
  ] as const;
  expect(worstFirst(inOrderOfMiner).map(({ code }) => code)).toEqual(['fan', 'heat', 'board 2', 'board 1', 'rate', 'said']);
});

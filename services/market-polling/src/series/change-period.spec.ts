import { describe, expect, it } from '@jest/globals';
import { changePeriod, changePeriods } from './change-period.js';

describe('periods of changes', () => {
  it.each(['15m', '59m', '1h', '36h', '168h', '1d', '30d', '364d'])('may be %s', (period) => {
    expect(changePeriod.test(period)).toBe(true);
  });

  it.each(['14m', '60m', '0h', '169h', '0d', '365d', '1w', '1.5d', '30', '-1d', '030d', '30d '])('may not be %s', (period) => {
    expect(changePeriod.test(period)).toBe(false);
  });

  it('have their length, each once, after those that every record tells', () => {
    expect(changePeriods(['24h', '36h', '30d', '15m'])).toEqual([
      { name: '1h', ms: 3_600_000 },
      { name: '24h', ms: 86_400_000 },
      { name: '7d', ms: 604_800_000 },
      { name: '36h', ms: 129_600_000 },
      { name: '30d', ms: 2_592_000_000 },
      { name: '15m', ms: 900_000 },
    ]);
  });
});

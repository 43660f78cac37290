import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fractionOf, tickAfter, tickAtOrBefore, tickGridOf } from './tick-grid.js';

describe('the tick grid', () => {
  it('gives a key the same ticks for ever', () => {
    expect(tickGridOf('miner_01', 60_000)).toEqual({ intervalMs: 60_000, phaseMs: Math.floor(fractionOf('miner_01') * 60_000) });
    expect(tickGridOf('miner_01', 60_000)).toEqual(tickGridOf('miner_01', 60_000));
  });

  it('is anchored at the epoch: a tick less its phase is a whole number of intervals', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 3_600_000 }), fc.integer({ min: 0, max: 4e12 }), (key, interval, at) => {
        const grid = tickGridOf(key, interval);
        const tick = tickAtOrBefore(grid, at);
        expect(Math.abs((tick - grid.phaseMs) % interval)).toBe(0);
        expect(tick <= at && at < tick + interval).toBe(true);
        expect(tickAfter(grid, at)).toBe(tick + interval);
        expect(grid.phaseMs >= 0 && grid.phaseMs < interval).toBe(true);
      }),
    );
  });

  it.each([
    { name: 'numbered', keyOf: (n: number) => `miner_${n}` },
    { name: 'addressed', keyOf: (n: number) => `10.0.${n >> 8}.${n & 255}` },
  ])('spreads $name keys evenly: no tenth of the interval holds under 8 % or over 12 % of them', ({ keyOf }) => {
    const tenths = new Array<number>(10).fill(0);
    for (let n = 0; n < 10_000; n += 1) {
      const tenth = Math.floor(tickGridOf(keyOf(n), 60_000).phaseMs / 6_000);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(Math.min(...tenths)).toBeGreaterThan(800);
    expect(Math.max(...tenths)).toBeLessThan(1_200);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %p as an interval', (interval) => {
    expect(() => tickGridOf('a', interval)).toThrow(RangeError);
  });
});

import { describe, expect, it } from '@jest/globals';
import { firstDue, type Newcomer } from './first-due.js';
import { tickAfter, tickGridOf } from './tick-grid.js';

const intervalMs = 60_000;

/** Two thousand keys that come at once: how long after that each is polled first, and how long after that its next tick comes. */
function come(newcomer: Newcomer, now = 1_700_000_012_345) {
  return Array.from({ length: 2_000 }, (_, n) => {
    const grid = tickGridOf(`m${n}`, intervalMs);
    const due = firstDue(newcomer, grid, now);
    return { waited: due - now, gap: tickAfter(grid, now) - due };
  });
}

const mostASecond = (comes: readonly { readonly waited: number }[]): number =>
  Math.max(...[...Map.groupBy(comes, ({ waited }) => Math.floor(waited / 1_000)).values()].map(({ length }) => length));

describe('the first poll of a newcomer', () => {
  it('is that of its next tick where nothing else is asked', () => {
    expect(come({}).every(({ gap }) => gap === 0)).toBe(true);
  });

  it('comes within the time allowed, and no tick comes while it is on its way', () => {
    const comes = come({ firstWithinMs: 20_000 });
    expect(Math.max(...comes.map(({ waited }) => waited))).toBeLessThanOrEqual(20_000);
    expect(comes.filter(({ gap }) => gap > 0 && gap < 20_000)).toEqual([]);
    expect(comes.filter(({ gap }) => gap === 0).length).toBeGreaterThan(500);
  });

  it('is evenly spread', () => {
    expect(mostASecond(come({ firstWithinMs: 20_000 }))).toBeLessThan(1.5 * (2_000 / 20));
  });

  it.each([{ firstWithinMs: 60_000 }, { firstWithinMs: 90_000 }])(
    'waits for the next tick where $firstWithinMs ms are allowed',
    (newcomer) => {
      expect(come(newcomer).every(({ gap }) => gap === 0)).toBe(true);
    },
  );

  it.each([{ firstWithinMs: 20_000 }, { firstWithinMs: 90_000 }])(
    'comes before the next tick of one that was taken over, within $firstWithinMs ms',
    ({ firstWithinMs }) => {
      const comes = come({ firstWithinMs, takenOver: true });
      expect(comes.filter(({ waited, gap }) => waited > firstWithinMs || gap <= 0)).toEqual([]);
    },
  );
});

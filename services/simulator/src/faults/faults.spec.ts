import { describe, expect, it } from '@jest/globals';
import { traitsOf } from '../fleet/miner-traits.js';
import { FaultBook } from './fault-book.js';
import { randomFaults } from './random-faults.js';
import { standingFaults } from './standing-faults.js';

const dayMs = 86_400_000;
const from = Date.UTC(2026, 2, 1);

describe('faults by chance', () => {
  const all = Array.from({ length: 400 }, (_, index) => randomFaults(traitsOf(1, index), 0.5, from, from + 20 * dayMs));

  it('come as often as asked for, of every kind but those that never heal by chance', () => {
    const faults = all.flat();
    // 4,000 expected, of two chances a day; the deviation of their number is about 55
    expect(Math.abs(faults.length - 4_000)).toBeLessThan(250);
    expect(new Set(faults.map((fault) => fault.kind)).size).toBe(10);
  });

  it('are the same for any stretch that is asked for, and never two at once on one miner', () => {
    const traits = traitsOf(1, 3);
    const whole = randomFaults(traits, 1, from, from + 20 * dayMs);
    const parts = Array.from({ length: 20 }, (_, day) => randomFaults(traits, 1, from + day * dayMs, from + (day + 1) * dayMs));
    expect([...new Map(parts.flat().map((fault) => [fault.from, fault])).values()]).toEqual(whole);
    whole.slice(1).forEach((fault, at) => expect(fault.from).toBeGreaterThanOrEqual(whole[at]!.to));
  });

  it('do not come at all at a rate of none', () => {
    expect(randomFaults(traitsOf(1, 3), 0, from, from + 20 * dayMs)).toEqual([]);
  });
});

describe('the fault book', () => {
  const traits = traitsOf(1, 4);
  const book = new FaultBook({
    startMs: from,
    plans: [
      { miner: 'sim-00005', kind: 'dead_board', fromMs: 1_000, durationMs: 5_000 },
      { miner: 4, kind: 'slow' },
      { miner: 9, kind: 'hung' },
    ],
    randomPerMinerDay: 0,
  });

  it('finds a miner by id or number, and decides what a plan left open by the seed', () => {
    const found = book.between(traits, from, from + 10_000);
    expect(found.map((fault) => fault.kind)).toEqual(['slow', 'dead_board']);
    expect(found[1]).toMatchObject({ from: from + 1_000, to: from + 6_000, board: expect.any(Number) });
    expect(book.between(traits, from, from + 10_000)).toEqual(found);
  });

  it('leaves out what does not touch the stretch', () => {
    expect(book.between(traits, from + 6_000, from + 10_000).map((fault) => fault.kind)).toEqual(['slow']);
  });
});

describe('the standing faults', () => {
  it('are on different miners, the same for one seed, and grow with the farm', () => {
    const plans = standingFaults(1, 200);
    expect(new Set(plans.map((plan) => plan.miner)).size).toBe(plans.length);
    expect(standingFaults(1, 200)).toEqual(plans);
    expect(standingFaults(2, 200)).not.toEqual(plans);
    expect(standingFaults(1, 2_000).length).toBeGreaterThan(80);
  });

  it('give even the smallest farm something to see', () => {
    expect(standingFaults(1, 1)).toEqual([{ miner: 0, kind: 'dead_board', fromMs: 20_000 }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { aMiner, aReading } from '../../test/a-reading.js';
import type { MinerReading } from '../reading/miner-reading.js';
import { buildTelemetry } from './build-telemetry.js';
import { trackReading, untracked } from './miner-track.js';

/** A reading of a device with these pools; its counters are their sums. */
function withPools(accepted: Readonly<Record<string, number>>, more: Partial<MinerReading> = {}): MinerReading {
  const sharesByPool = Object.entries(accepted).map(([key, count]) => ({ key, accepted: count, rejected: 0, stale: 0 }));
  const sum = sharesByPool.reduce((total, pool) => total + pool.accepted, 0);
  return aReading({ sharesByPool, shares: { accepted: sum, rejected: 0, stale: 0, last_share_time: null }, ...more });
}

/** What the last of these readings, a minute apart, says of the shares since the one before. */
function told(readings: readonly MinerReading[]) {
  let track = untracked;
  let record;
  for (const [n, reading] of readings.entries()) {
    const after = trackReading(track, reading, { tick: n * 60_000, observedAtMs: n * 60_000, intervalMs: 60_000 });
    record = buildTelemetry(aMiner(), n * 60_000, track, after, reading);
    track = after;
  }
  return [record!.shares.accepted_delta, record!.shares.counter_reset, track.restartsAtMs.length];
}

describe('share counters that are the sum over pools', () => {
  it.each([
    { name: 'one pool is removed', before: { a: 100, b: 900 }, now: { a: 105 }, expected: [5, false, 0] },
    { name: 'a small pool is removed', before: { a: 100, b: 2 }, now: { a: 130 }, expected: [30, false, 0] },
    { name: 'one is exchanged for another', before: { a: 100, b: 900 }, now: { a: 100, c: 4 }, expected: [4, false, 0] },
    { name: 'all are exchanged', before: { a: 100, b: 900 }, now: { c: 4 }, expected: [4, false, 0] },
    { name: 'one is added', before: { a: 100 }, now: { a: 101, b: 2 }, expected: [3, false, 0] },
    { name: 'one is removed and the counters begin anew', before: { a: 100, b: 900 }, now: { a: 7 }, expected: [7, true, 1] },
  ])('count on from what the listed pools had when $name', ({ before, now, expected }) => {
    expect(told([withPools(before), withPools(now)])).toEqual(expected);
  });

  it('remember a pool over a reading that lists none', () => {
    const none = withPools({}, { shares: { accepted: null, rejected: null, stale: null, last_share_time: null } });
    expect(told([withPools({ a: 100, b: 900 }), none, withPools({ a: 105 })])).toEqual([5, false, 0]);
  });
});

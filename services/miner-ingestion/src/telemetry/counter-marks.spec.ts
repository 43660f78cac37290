import { describe, expect, it } from '@jest/globals';
import { aMiner, aReading } from '../../test/a-reading.js';
import type { MinerReading } from '../reading/miner-reading.js';
import { buildTelemetry } from './build-telemetry.js';
import { trackReading, untracked } from './miner-track.js';

type Rows = Readonly<Record<string, number | null>> | readonly (readonly [string, number])[];

/** A reading of a device with these pools; its counters are their sums, missing where no pool has any. */
function withPools(rows: Rows, more: Partial<MinerReading> = {}): MinerReading {
  const pairs: readonly (readonly [string, number | null])[] = Array.isArray(rows) ? rows : Object.entries(rows);
  const zero = (count: number | null): number | null => (count === null ? null : 0);
  const sharesByPool = pairs.map(([key, count]) => ({ key, accepted: count, rejected: zero(count), stale: zero(count) }));
  const known = sharesByPool.filter(({ accepted }) => accepted !== null);
  const sum = known.length === 0 ? null : known.reduce((total, pool) => total + (pool.accepted ?? 0), 0);
  return aReading({ sharesByPool, shares: { accepted: sum, rejected: zero(sum), stale: zero(sum), last_share_time: null }, ...more });
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
  const isFlagged = record!.quality.flags.some(({ path, reason }) => path === 'shares.accepted_delta' && reason === 'spans_gap');
  return [record!.shares.accepted_delta, record!.shares.counter_reset, track.restartsAtMs.length, ...(isFlagged ? ['spans_gap'] : [])];
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

  it.each([
    { name: 'no pool was listed for once', readings: [{ a: 100, b: 900 }, {}, { a: 105 }], expected: [5, false, 0, 'spans_gap'] },
    {
      name: 'no counter could be read, then one pool was removed',
      readings: [{ a: 100, b: 900 }, { a: null, b: null }, { a: 105 }],
      expected: [5, false, 0, 'spans_gap'],
    },
    {
      name: 'one counter could not be read for once',
      readings: [
        { a: 100, b: 900 },
        { a: 101, b: null },
        { a: 102, b: 904 },
      ],
      expected: [5, false, 0, 'spans_gap'],
    },
    {
      name: 'a pool was left out for once and came back',
      readings: [{ a: 100, b: 900 }, { a: 101 }, { a: 102, b: 904 }],
      expected: [5, false, 0, 'spans_gap'],
    },
    { name: 'that pool went on afterwards', readings: [{ b: 900 }, { a: 1 }, { b: 904 }, { b: 905 }], expected: [1, false, 0] },
    {
      name: 'one of two rows with the same URL and user was removed',
      readings: [
        [
          ['a', 500],
          ['a', 300],
        ],
        [['a', 304]],
      ],
      expected: [4, false, 0],
    },
    {
      name: 'everything began anew while a pool was away, which then came back',
      readings: [{ a: 100, b: 900 }, { a: 3 }, { a: 4, b: 2 }],
      expected: [3, false, 1],
    },
  ] as { name: string; readings: Rows[]; expected: unknown[] }[])('remember what a pool had when $name', ({ readings, expected }) => {
    expect(told(readings.map((rows) => withPools(rows)))).toEqual(expected);
  });

  it('are not kept for more pools than a device can list', () => {
    const readings = Array.from({ length: 200 }, (_, n) => withPools({ [`pool-${n}`]: 5 }));
    const track = readings.reduce(
      (before, reading) => trackReading(before, reading, { tick: 0, observedAtMs: 0, intervalMs: 1 }),
      untracked,
    );
    expect(track.marks.pools).toHaveLength(32);
  });
});

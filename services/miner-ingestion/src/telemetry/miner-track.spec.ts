import { describe, expect, it } from '@jest/globals';
import { aReading } from '../../test/a-reading.js';
import type { MinerReading } from '../reading/miner-reading.js';
import { isFrozen, type MinerTrack, trackAfterStep, trackMiss, trackReading, untracked } from './miner-track.js';

const minute = 60_000;

/** The track after a series of readings a minute apart. */
function after(readings: readonly Partial<MinerReading>[], start: MinerTrack = untracked): MinerTrack {
  return readings.reduce<MinerTrack>((track, more, n) => {
    const at = (n + 1) * minute;
    return trackReading(track, aReading({ observedAtMs: at, miningForSeconds: 1_000 + n, ...more }), {
      tick: at,
      observedAtMs: at,
      intervalMs: minute,
    });
  }, start);
}

const rate = (total: number | null, nominal: number | null = 200) => ({
  hashrate: { total, unit: 'TH/s', nominal, average: null, per_hashboard: [] },
});
const fault = {
  status: { ...aReading().status, errors: [{ code: 'fan_lost_0', message: 'Fan 0 does not turn.', severity: 'critical' as const }] },
};
const remark = { status: { ...aReading().status, errors: [{ code: 'restart_required', message: 'Waits.', severity: 'info' as const }] } };

describe('the state of a miner', () => {
  it.each([
    { name: 'hashes as it should', reading: rate(199), state: 'hashing' },
    { name: 'falls under nine tenths', reading: rate(179), state: 'degraded' },
    { name: 'hashes nothing although it should', reading: rate(0), state: 'degraded' },
    { name: 'has no nominal', reading: rate(50, null), state: 'hashing' },
    { name: 'has lost a fan', reading: { ...rate(199), ...fault }, state: 'degraded' },
    { name: 'only wants a restart', reading: { ...rate(199), ...remark }, state: 'hashing' },
    { name: 'starts', reading: { ...rate(0), activity: 'starting' as const }, state: 'degraded' },
    { name: 'failed', reading: { ...rate(0), activity: 'failed' as const }, state: 'degraded' },
    { name: 'was stopped on purpose', reading: { ...rate(0), activity: 'paused' as const }, state: 'paused' },
  ])('that $name is $state', ({ reading, state }) => {
    expect(after([reading]).state).toBe(state);
  });

  it('stays what it was until as many polls are missed as make it offline', () => {
    const up = after([rate(199)]);
    const missed = [1, 2, 3].reduce<MinerTrack[]>((tracks) => [...tracks, trackMiss(tracks.at(-1) ?? up, 3)], []);
    expect(missed.map(({ state }) => state)).toEqual(['hashing', 'hashing', 'offline']);
    expect(trackMiss(untracked, 3).state).toBe('unknown');
  });
});

describe('a device that repeats itself', () => {
  it('is frozen after several polls that gave exactly the same, and degraded by it', () => {
    const same = { miningForSeconds: 1_000 };
    expect(isFrozen(after([same, same, same]))).toBe(false);
    const frozen = after([same, same, same, same]);
    expect([isFrozen(frozen), frozen.state, frozen.errors.map(({ code }) => code)]).toEqual([true, 'degraded', ['values_frozen']]);
  });

  it('is not frozen yet when it only measures more slowly than it is polled', () => {
    const quick = { tick: 0, intervalMs: 1_000 };
    const reading = aReading();
    const polls = [0, 1, 2, 3, 4, 5].map((second) => second * 1_000);
    const track = polls.reduce<MinerTrack>((before, observedAtMs) => trackReading(before, reading, { ...quick, observedAtMs }), untracked);
    expect(isFrozen(track)).toBe(false);
  });

  it.each([
    { name: 'whose counters move', readings: [{}, {}, {}, {}] },
    { name: 'that is stopped', readings: new Array(5).fill({ activity: 'paused', miningForSeconds: null }) as Partial<MinerReading>[] },
    { name: 'that hashes nothing', readings: new Array(5).fill({ ...rate(0), miningForSeconds: 1 }) as Partial<MinerReading>[] },
  ])('is not one $name', ({ readings }) => {
    expect(isFrozen(after(readings))).toBe(false);
  });
});

describe('a device that begins anew again and again', () => {
  const starts = (count: number): Partial<MinerReading>[] =>
    Array.from({ length: count }, (_, n) => ({ hardware: { ...aReading().hardware, restart_count: n } }));

  it('is unstable at the third time within an hour', () => {
    expect(after(starts(3)).errors).toEqual([]);
    expect(after(starts(4)).errors).toMatchObject([{ code: 'unstable', severity: 'major' }]);
  });

  it('is forgiven after an hour without', () => {
    const unstable = after(starts(4));
    const later = trackReading(
      unstable,
      aReading({ observedAtMs: 70 * minute, miningForSeconds: 9_000, hardware: { ...aReading().hardware, restart_count: 3 } }),
      {
        tick: 70 * minute,
        observedAtMs: 70 * minute,
        intervalMs: minute,
      },
    );
    expect(later.errors).toEqual([]);
  });
});

describe('a track whose clock was set', () => {
  it('moves along with every time by our clock, a pause included, and keeps ticks and what there is not', () => {
    const track = { ...after([{ bootedAtMs: 1_000 }]), restartsAtMs: [500], pausedUntilMs: 90_000 };
    const moved = trackAfterStep(track, 3_600_000);
    const { readAtMs, sameSinceMs, restartsAtMs, pausedUntilMs, reading } = moved;
    expect([readAtMs, sameSinceMs, restartsAtMs, pausedUntilMs]).toEqual([3_660_000, 3_660_000, [3_600_500], 3_690_000]);
    expect([reading?.observedAtMs, reading?.bootedAtMs]).toEqual([3_660_000, 3_601_000]);
    expect(moved.readTick).toBe(minute);
    expect(trackAfterStep(untracked, 3_600_000)).toMatchObject({ readAtMs: null, pausedUntilMs: null, reading: null });
  });
});

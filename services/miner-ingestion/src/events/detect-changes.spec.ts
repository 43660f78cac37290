import { describe, expect, it } from '@jest/globals';
import { aMiner, aReading } from '../../test/a-reading.js';
import type { MinerReading } from '../reading/miner-reading.js';
import { trackMiss, type MinerTrack, trackReading, untracked } from '../telemetry/miner-track.js';
import { detectChanges } from './detect-changes.js';
import type { MinerChange } from './miner-change.js';

const minute = 60_000;
const miner = aMiner();

/** What is detected between two readings a minute apart. */
function between(before: Partial<MinerReading>, after: Partial<MinerReading>, minutes = 1): MinerChange[] {
  const one = read(untracked, before, 0);
  return detectChanges(one, read(one, after, minutes * minute), miner);
}

const read = (track: MinerTrack, reading: Partial<MinerReading>, at: number): MinerTrack =>
  trackReading(track, aReading({ observedAtMs: at, ...reading }), { tick: at, observedAtMs: at, intervalMs: minute });
const typesOf = (changes: readonly MinerChange[]): string[] => changes.map(({ type }) => type);
const low = { hashrate: { total: 100, unit: 'TH/s', nominal: 200, average: 100, per_hashboard: [] } };
const error = { code: 'fan_lost_1', message: 'Fan 1 does not turn.', severity: 'critical' } as const;
const untold = { accepted: null, rejected: null, stale: null, last_share_time: null };
const settings = (preset: string, fingerprint = preset) => ({ fingerprint, highlights: { preset, restart_temp: '85' } });

describe('detectChanges', () => {
  it.each([
    { name: 'the next healthy reading', before: {}, after: { miningForSeconds: 1_060 }, types: [] },
    { name: 'a shortfall', before: {}, after: low, types: ['state_changed'] },
    {
      name: 'shares that fell',
      before: {},
      after: { shares: { accepted: 3, rejected: 0, stale: 0, last_share_time: null } },
      types: ['restart'],
    },
    { name: 'mining time that fell while shares count on, as after a pause', before: {}, after: { miningForSeconds: 5 }, types: [] },
    {
      name: 'mining time that fell where no shares are told',
      before: { shares: untold },
      after: { shares: untold, miningForSeconds: 5 },
      types: ['restart'],
    },
    {
      name: 'a restart the device counted',
      before: {},
      after: { hardware: { ...aReading().hardware, restart_count: 2 } },
      types: ['restart'],
    },
    {
      name: 'a later start of the system',
      before: {},
      after: { bootedAtMs: 400_000, miningForSeconds: 5, shares: { accepted: 1, rejected: 0, stale: 0, last_share_time: null } },
      types: ['restart', 'reboot'],
    },
    { name: 'a start of the system that is only rounded otherwise', before: {}, after: { bootedAtMs: 60_000 }, types: [] },
    { name: 'another firmware', before: {}, after: { firmwareVersion: '1.3.4' }, types: ['firmware_changed'] },
    { name: 'a firmware that is known for the first time', before: { firmwareVersion: null }, after: {}, types: [] },
    { name: 'another pool', before: {}, after: { pool: { url: 'b:1', user: 'x', status: 'active' } }, types: ['pool_changed'] },
    { name: 'a pool that is not reported for once', before: {}, after: { pool: { url: null, user: null, status: null } }, types: [] },
    { name: 'other settings', before: { settings: settings('3320') }, after: { settings: settings('2800') }, types: ['config_changed'] },
    { name: 'settings that are read for the first time', before: {}, after: { settings: settings('2800') }, types: [] },
    { name: 'a refused credential', before: {}, after: { credentialRefused: true }, types: ['credential_refused'] },
    { name: 'a credential that goes on being refused', before: { credentialRefused: true }, after: { credentialRefused: true }, types: [] },
    { name: 'another device under the address', before: {}, after: { reportedModel: 'Antminer L7' }, types: ['model_mismatch'] },
    { name: 'the same wrong device as before', before: { reportedModel: 'L7' }, after: { reportedModel: 'L7' }, types: [] },
    { name: 'the configured model in other words', before: {}, after: { reportedModel: 'antminer s21 (108)' }, types: [] },
  ])('tells $name as $types', ({ before, after, types }) => {
    expect(typesOf(between(before, after))).toEqual(types);
  });

  it('tells an error when it comes and when it goes, and nothing in between', () => {
    const status = { ...aReading().status, errors: [error] };
    expect(between({}, { status })).toMatchObject([
      { type: 'state_changed' },
      { type: 'error_raised', to: 'fan_lost_1', evidence: { severity: 'critical' }, about: 'fan_lost_1' },
    ]);
    expect(typesOf(between({ status }, { status }))).toEqual([]);
    expect(between({ status }, {})).toMatchObject([{ type: 'state_changed' }, { type: 'error_cleared', from: 'fan_lost_1' }]);
  });

  it('names the settings that changed, from what to what', () => {
    expect(between({ settings: settings('3320') }, { settings: settings('2800') })).toMatchObject([
      { from: 'preset=3320', to: 'preset=2800', detail: 'The settings changed: preset.' },
    ]);
    expect(between({ settings: settings('3320', 'a') }, { settings: settings('3320', 'b') })).toMatchObject([
      { from: null, detail: expect.stringContaining('something other') },
    ]);
  });

  it('tells a gap with its length', () => {
    expect(between({}, {}, 4)).toMatchObject([{ type: 'gap', from: '0', to: String(4 * minute), evidence: { missing_readings: '3' } }]);
  });

  it('tells offline once, after the misses allowed, and online when it answers', () => {
    const up = read(untracked, {}, 0);
    const one = trackMiss(up, 2);
    const two = trackMiss(one, 2);
    const three = trackMiss(two, 2);
    expect(typesOf(detectChanges(up, one, miner))).toEqual([]);
    expect(detectChanges(one, two, miner)).toMatchObject([{ type: 'offline', from: 'hashing', evidence: { missed_polls: '2' } }]);
    expect(typesOf(detectChanges(two, three, miner))).toEqual([]);
    expect(typesOf(detectChanges(three, read(three, {}, 4 * minute), miner))).toEqual(['online', 'gap']);
  });

  it('tells a miner that never answered offline, and nothing of the first reading of one that does', () => {
    expect(typesOf(detectChanges(untracked, trackMiss(untracked, 1), miner))).toEqual(['offline']);
    expect(typesOf(detectChanges(untracked, read(untracked, {}, 0), miner))).toEqual([]);
  });

  it('tells a restart although a reading in between had no counters, and tells it once', () => {
    const nothing = { accepted: null, rejected: null, stale: null, last_share_time: null };
    const up = read(untracked, {}, 0);
    const blank = read(
      up,
      {
        activity: 'starting',
        shares: nothing,
        miningForSeconds: null,
        hardware: { ...aReading().hardware, hw_errors: null, restart_count: null },
      },
      minute,
    );
    const again = read(blank, { shares: { ...nothing, accepted: 1 }, miningForSeconds: 20 }, 2 * minute);
    const later = read(again, { shares: { ...nothing, accepted: 9 }, miningForSeconds: 80 }, 3 * minute);
    expect(typesOf(detectChanges(up, blank, miner))).toEqual(['state_changed']);
    expect(typesOf(detectChanges(blank, again, miner))).toContain('restart');
    expect(typesOf(detectChanges(again, later, miner))).toEqual([]);
  });
});

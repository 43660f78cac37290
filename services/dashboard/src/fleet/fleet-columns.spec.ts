import { describe, expect, it } from '@jest/globals';
import { aListed, anOffline, aReading, sampleNow } from '../../test/samples.js';
import { FleetView } from './fleet-view.js';

const members = (view: FleetView, nowMs = sampleNow) => Array.from(view.members(nowMs), (member) => ({ ...member }));
const fromRows = (view: FleetView, nowMs = sampleNow) =>
  Array.from(view.rows(nowMs), ({ algorithm, state, hashrate, power_w }) => ({
    algorithm,
    state,
    hashrate: hashrate.value,
    powerW: power_w,
  }));

describe('the columns of the fleet', () => {
  it('say of each listed miner what its row says, whatever happened to it', () => {
    const view = new FleetView();
    const steps = [
      () => view.list('m1', aListed('m1')),
      () => view.read(aReading('m1')),
      () => view.read(aReading('visitor')),
      () => view.list('l7', aListed('l7', { model: 'L7' })),
      () => view.read(aReading('m1', { observed_at: sampleNow + 1, hashrate: { total: 0, unit: 'TH/s' }, power: {} })),
      () => view.read(anOffline('m1', { observed_at: sampleNow + 2 })),
      () => view.list('m1', null),
      () => view.list('m3', aListed('m3')),
      () => view.list('m1', aListed('m1')),
    ];
    const seen = steps.map((step) => (step(), members(view)));
    expect(seen.map((each) => each.length)).toEqual([1, 1, 1, 2, 2, 2, 1, 2, 3]);
    expect(seen[4]![0]).toEqual({ algorithm: 'sha256d', state: 'hashing', hashrate: 0, powerW: null });
    const inOrder = (all: ReturnType<typeof members>): string[] => all.map((each) => JSON.stringify(each)).sort();
    for (const nowMs of [sampleNow, sampleNow + 60_000]) expect(inOrder(members(view, nowMs))).toEqual(inOrder(fromRows(view, nowMs)));
  });

  it('have room for more miners than they began with', () => {
    const view = new FleetView();
    for (let n = 0; n < 5_000; n += 1) {
      view.list(`m${n}`, aListed(`m${n}`));
      view.read(aReading(`m${n}`, { hashrate: { total: n, unit: 'TH/s' } }));
    }
    expect(members(view)).toEqual(fromRows(view));
    expect(members(view, sampleNow + 20_001).every(({ state }) => state === 'stale')).toBe(true);
  });

  it('give the place of a miner that went to the next one, which is not stale because the other was', () => {
    const view = new FleetView();
    const told: string[] = [];
    view.onChange((minerId) => told.push(minerId));
    view.list('m1', aListed('m1'));
    view.read(aReading('m1'));
    view.noticeStale(sampleNow + 30_000);
    view.list('m1', null);
    view.list('m2', aListed('m2'));
    view.read(aReading('m2', { observed_at: sampleNow + 30_000 }));
    told.length = 0;
    view.noticeStale(sampleNow + 30_001);
    expect([told, members(view, sampleNow + 30_001)]).toEqual([[], [expect.objectContaining({ state: 'hashing', hashrate: 95 })]]);
    view.noticeStale(sampleNow + 90_000);
    expect(told).toEqual(['m2']);
  });
});

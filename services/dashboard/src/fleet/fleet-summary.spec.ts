import { describe, expect, it } from '@jest/globals';
import { aListed, anOffline, aReading, sampleNow } from '../../test/samples.js';
import { FleetSums } from './fleet-summary.js';
import { FleetView } from './fleet-view.js';

function sumsOf(fill: (view: FleetView) => void, nowMs = sampleNow) {
  const view = new FleetView();
  fill(view);
  return new FleetSums(view).at(nowMs);
}

function put(view: FleetView, id: string, reading = aReading(id), model = 'Antminer S19'): void {
  view.list(id, aListed(id, { model }));
  view.read(reading);
}

describe('the sums of the fleet', () => {
  it('has exactly the agreed shape', () => {
    expect(sumsOf((view) => put(view, 'm1'))).toEqual({
      as_of: sampleNow,
      miners: { total: 1, hashing: 1, degraded: 0, paused: 0, stale: 0, offline: 0, unknown: 0 },
      hashrate: [{ algorithm: 'sha256d', value: 95, unit: 'TH/s', coverage: 1 }],
      power: { value: 3_250, unit: 'W', coverage: 1 },
      efficiency: [{ algorithm: 'sha256d', value: 3_250 / 95, unit: 'J/TH' }],
    });
  });

  it('lets a miner that never answered lower the coverage of the algorithm its model mines', () => {
    const { hashrate, miners } = sumsOf((view) => {
      put(view, 'm1');
      put(view, 'm2', anOffline('m2'));
      view.list('m3', aListed('m3'));
      view.list('l1', aListed('l1', { model: 'L7' }));
    });
    expect(miners).toMatchObject({ total: 4, hashing: 1, offline: 1, unknown: 2 });
    expect(hashrate).toEqual([
      { algorithm: 'sha256d', value: 95, unit: 'TH/s', coverage: 1 / 3 },
      { algorithm: 'scrypt', value: null, unit: 'GH/s', coverage: 0 },
    ]);
  });

  it('takes nothing from what is stale', () => {
    const { hashrate, power, miners } = sumsOf((view) => put(view, 'm1'), sampleNow + 20_001);
    expect(miners.stale).toBe(1);
    expect([hashrate[0]?.value, hashrate[0]?.coverage, power.value, power.coverage]).toEqual([null, 0, null, 0]);
  });

  it('takes a measured zero as a reading and a missing value as none', () => {
    const { hashrate, power } = sumsOf((view) => {
      put(view, 'm1', aReading('m1', { hashrate: { total: 0, unit: 'TH/s' }, power: {} }));
      put(view, 'm2');
    });
    expect(hashrate[0]).toMatchObject({ value: 95, coverage: 1 });
    expect(power).toMatchObject({ value: 3_250, coverage: 0.5 });
  });

  it('knows no coverage where nothing is listed', () => {
    expect(sumsOf(() => {})).toMatchObject({ miners: { total: 0 }, hashrate: [], power: { value: null, coverage: null } });
  });

  it('sums anew after a change and after a second, not before', () => {
    const view = new FleetView();
    const sums = new FleetSums(view);
    put(view, 'm1');
    const first = sums.at(sampleNow);
    expect(sums.at(sampleNow + 999)).toBe(first);
    expect(sums.at(sampleNow + 1_000)).not.toBe(first);
    put(view, 'm2');
    expect(sums.at(sampleNow + 1_000).miners.total).toBe(2);
  });

  it('keeps the sums of a large fleet for 100 µs a miner though its miners change', () => {
    const view = new FleetView();
    const sums = new FleetSums(view);
    for (let n = 0; n < 2_000; n += 1) view.list(`m${n}`, aListed('m'));
    const first = sums.at(sampleNow);
    view.read(aReading('m1'));
    expect(sums.at(sampleNow + 199)).toBe(first);
    expect(sums.at(sampleNow + 200).miners).toMatchObject({ total: 2_000, hashing: 1 });
  });
});

import { describe, expect, it } from '@jest/globals';
import { aMiner, indexOfModel } from '../fleet/virtual-miner.fixture.js';
import { devFeePart, ShareCounters, timeOfWork } from './share-counters.js';

const minuteMs = 60_000;

describe('shares', () => {
  it.each(['ANTMINER_S19', 'ANTMINER_S21', 'ANTMINER_L7'])('of an %s come at the rate its hashrate and difficulty say', (id) => {
    const { miner, settled } = aMiner([], indexOfModel(id));
    const reading = miner.at(settled);
    const { accepted, rejected, stale } = miner.sharesOf(reading).ofPool(0, reading.segment.device.pools, reading.work);
    const { model, shareDifficulty } = miner.traits;
    const expected = (reading.work * (1 - devFeePart)) / (shareDifficulty * model.hashesPerShareDifficulty);
    expect(Math.abs(accepted + rejected + stale - expected)).toBeLessThan(4 * Math.sqrt(expected));
    expect(rejected / accepted).toBeLessThan(0.01);
  });

  it('are scattered as a Poisson process is', () => {
    const { miner, settled } = aMiner();
    const counts: number[] = [];
    for (let life = 0; life < 1_500; life += 1) {
      const counters = new ShareCounters(miner.traits, life, 1);
      const until = (t: number): number => counters.ofPool(0, [{ pool: 0, fromWork: 0 }], miner.at(t).work).accepted;
      counts.push(until(settled + 5 * minuteMs) - until(settled));
    }
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
    // one sigma of the index of dispersion of 1,500 counts is 0.037
    expect(Math.abs(variance / mean - 1)).toBeLessThan(0.15);
    expect(mean).toBeGreaterThan(10);
  });

  it('never fall while a process lives, and belong to the pool that was active', () => {
    const { miner, settled } = aMiner();
    miner.obey({ at: settled, kind: 'switch-pool', poolId: 1 });
    const countsAt = (t: number, pool: number): number => {
      const reading = miner.at(t);
      return miner.sharesOf(reading).ofPool(pool, reading.segment.device.pools, reading.work).accepted;
    };
    expect(countsAt(settled + 10 * minuteMs, 0)).toBe(countsAt(settled + 1, 0));
    const second = Array.from({ length: 60 }, (_, minute) => countsAt(settled + 1 + minute * minuteMs, 1));
    expect(second).toEqual([...second].sort((a, b) => a - b));
    expect(second[0]).toBeLessThanOrEqual(1);
    expect(second.at(-1)).toBeGreaterThan(100);
  });

  it('know when the last one was found: the count rises right there', () => {
    const { miner, settled } = aMiner();
    const reading = miner.at(settled);
    const shares = miner.sharesOf(reading);
    const found = timeOfWork(reading.segment, shares.lastShareWork(reading.work)!, settled);
    const accepted = (t: number): number => shares.ofPool(0, reading.segment.device.pools, miner.at(t).work).accepted;
    expect(accepted(found + 2) - accepted(found - 2)).toBe(1);
    expect(accepted(settled)).toBe(accepted(found + 2));
  });
});

import { describe, expect, it } from '@jest/globals';
import { aMiner, indexOfModel } from '../fleet/virtual-miner.fixture.js';
import { stateOf } from '../control/truth.js';
import { lifeSpanAt } from './life-cycle.js';
import { settledRate } from './targets.js';

const minuteMs = 60_000;

describe('a healthy miner', () => {
  const { miner, settled } = aMiner();

  it('hashes at its nominal rate for its nominal power, warm but not hot', () => {
    const { model, rateFactor } = miner.traits;
    const reading = miner.at(settled);
    expect(reading.rate / (model.hashesPerSecond * rateFactor)).toBeCloseTo(1, 6);
    expect(reading.watts / model.watts).toBeCloseTo(1, 1);
    expect(reading.boards.every((board) => board.chipC > 45 && board.chipC < 80)).toBe(true);
    expect(stateOf(reading, miner.traits.model.id)).toBe('hashing');
  });

  it('is measured with noise around the truth, more from board to board than in all', () => {
    const off = Array.from({ length: 600 }, (_, at) => miner.at(settled + at * 7_000)).map((r) => r.measuredRate / r.rate - 1);
    const mean = off.reduce((sum, value) => sum + value, 0) / off.length;
    const deviation = Math.sqrt(off.reduce((sum, value) => sum + (value - mean) ** 2, 0) / off.length);
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(deviation).toBeGreaterThan(0.004);
    expect(deviation).toBeLessThan(0.02);
  });

  it('is warmer in the afternoon than before dawn, and so are its fans', () => {
    const day = Math.floor(settled / 86_400_000) * 86_400_000 + 86_400_000;
    const [dawn, afternoon] = [miner.at(day + 3 * 60 * minuteMs), miner.at(day + 15 * 60 * minuteMs)];
    expect(afternoon.boards[0]!.pcbC - dawn.boards[0]!.pcbC).toBeGreaterThan(4);
    expect(afternoon.duty).toBeGreaterThan(dawn.duty);
  });

  it('begins each life with a boot and a warm-up in which hashrate comes before heat', () => {
    const { from } = lifeSpanAt(miner.traits, settled);
    const phases = [10_000, 60_000, 90_000, 110_000].map((ms) => miner.segmentAt(from + ms).device.phase);
    expect(phases).toEqual(['off', 'initializing', 'starting', 'mining']);
    const mining = from + 100_000;
    const [early, late] = [miner.at(mining + 30_000), miner.at(mining + 20 * minuteMs)];
    expect(miner.at(mining).rate).toBeLessThan(0.05 * late.rate);
    expect(early.rate / late.rate).toBeGreaterThan(0.7);
    const warmth = (t: number): number => miner.at(t).boards[0]!.pcbC;
    expect(warmth(mining + 30_000)).toBeLessThan(warmth(mining + 20 * minuteMs) - 8);
  });

  it('counts each hash once: work is the integral of its rate over every stretch', () => {
    const from = lifeSpanAt(miner.traits, settled).from + 95_000;
    let summed = 0;
    for (let t = from; t < from + 600_000; t += 100) summed += miner.at(t + 50).rate * 0.1;
    expect(miner.at(from + 600_000).work / summed).toBeCloseTo(1, 4);
  });
});

describe('a life with troubles', () => {
  it('loses one board of three and a third of its rate, at once', () => {
    const { miner, settled } = aMiner([{ kind: 'dead_board', board: 2, fromMs: 0 }]);
    const [before, after] = [miner.at(settled - 1), miner.at(settled + 15_000)];
    expect(after.rate / before.rate).toBeCloseTo(1 - miner.traits.boardWeights[1]!, 3);
    expect(after.boards.map((board) => board.alive)).toEqual([true, false, true]);
    expect(stateOf(after, miner.traits.model.id)).toBe('degraded');
  });

  it('goes on with a fan less, hotter, the others at full speed; two are too many', () => {
    const plans = [
      { kind: 'fan_loss', fan: 0, fromMs: 0 },
      { kind: 'fan_loss', fan: 1, fromMs: 60 * minuteMs },
    ] as const;
    const { miner, settled } = aMiner(plans);
    const [before, one, two] = [settled - 1, settled + 50 * minuteMs, settled + 61 * minuteMs].map((t) => miner.at(t));
    expect(one!.boards[0]!.pcbC).toBeGreaterThan(before!.boards[0]!.pcbC + 4);
    expect([one!.duty, one!.fans[0]!.rpm, one!.segment.device.phase]).toEqual([100, 0, 'mining']);
    expect(two!.segment.device).toMatchObject({ phase: 'failure', failure: { description: 'fan#0 - LOST' } });
  });

  it('heats up for minutes, trips its protection at the limit, and comes back when the heat is gone', () => {
    const { miner, settled } = aMiner([{ kind: 'overheating', heat: 2.3, fromMs: 0, durationMs: 60 * minuteMs }]);
    expect(miner.segmentAt(settled + 30_000).device.phase).toBe('mining');
    const tripped = miner.stretches(settled, settled + 60 * minuteMs).find((s) => s.device.phase === 'failure')!;
    expect(
      miner
        .at(tripped.from - 1)
        .boards.map((b) => b.pcbC)
        .reduce((a, b) => Math.max(a, b)),
    ).toBeCloseTo(85, 1);
    expect(tripped.device.failure?.description).toBe('Overheated, pcb temp=85');
    expect(miner.at(settled + 59 * minuteMs).boards[0]!.pcbC).toBeLessThan(60);
    expect(miner.segmentAt(settled + 65 * minuteMs).device.phase).toBe('mining');
  });

  it('is degraded while its chips are hotter than they should be, though it hashes as before', () => {
    const { miner, settled } = aMiner(
      [{ kind: 'overheating', heat: 1.7, fromMs: 0, durationMs: 60 * minuteMs }],
      indexOfModel('ANTMINER_S21'),
    );
    const [before, hot] = [miner.at(settled - 1), miner.at(settled + 50 * minuteMs)];
    expect([before, hot].map((reading) => stateOf(reading, miner.traits.model.id))).toEqual(['hashing', 'degraded']);
    expect([hot.segment.device.phase, hot.rate / before.rate > 0.9]).toEqual(['mining', true]);
  });

  it('hangs again after a reboot where the hang stands, once it has been at work for a while', () => {
    const { miner, settled } = aMiner([
      { kind: 'hung', hung: 'frozen' },
      { kind: 'reboot', fromMs: 0 },
    ]);
    const after = (minutes: number) => stateOf(miner.at(settled + minutes * minuteMs), miner.traits.model.id);
    expect([after(-1 / 60_000), after(10), after(20), after(600)]).toEqual(['degraded', 'hashing', 'degraded', 'degraded']);
  });

  it('hangs with its last values, hashing nothing, until it is restarted with new counters', () => {
    const { miner, settled } = aMiner([{ kind: 'hung', hung: 'frozen', fromMs: 0, durationMs: 10 * minuteMs }]);
    const { device } = miner.segmentAt(settled + minuteMs);
    expect(device.frozenAt).toBe(settled);
    expect(miner.at(settled + minuteMs).rate / miner.at(settled).rate).toBeLessThan(1e-9);
    const later = miner.at(settled + 15 * minuteMs);
    expect(later.segment.device).toMatchObject({ phase: 'mining', restarts: 1, frozenAt: null });
    expect(later.work).toBeLessThan(miner.at(settled).work);
  });

  it('reboots: away, then a new boot time, new counters and a warm-up', () => {
    const { miner, settled } = aMiner([{ kind: 'reboot', fromMs: 0 }]);
    expect(miner.segmentAt(settled + 10_000).device.phase).toBe('off');
    expect(miner.segmentAt(settled + 50_000).device).toMatchObject({
      phase: 'initializing',
      bootedAt: settled + 45_000,
    });
    expect(miner.sharesOf(miner.at(settled + 3 * minuteMs)).process).not.toBe(miner.sharesOf(miner.at(settled - 1)).process);
  });

  it('stands still on purpose when paused, and that is no fault', () => {
    const { miner, settled } = aMiner([{ kind: 'paused' }]);
    const reading = miner.at(settled);
    expect([
      reading.segment.device.phase,
      stateOf(reading, miner.traits.model.id),
      settledRate(miner.traits, reading.segment.device, reading.segment.effects),
    ]).toEqual(['stopped', 'paused', 0]);
  });
});

describe('two miners of one number', () => {
  it('are equal at all times, in whatever order they are asked', () => {
    const plans = [
      { kind: 'dead_board', fromMs: 0, durationMs: 5 * minuteMs },
      { kind: 'reboot', fromMs: 9 * minuteMs },
    ] as const;
    const [one, other] = [aMiner(plans), aMiner(plans)];
    const times = Array.from({ length: 200 }, (_, at) => one.settled - 3 * 86_400_000 + at * 3_000_000);
    const forward = times.map((t) => one.miner.at(t));
    const backward = [...times]
      .reverse()
      .map((t) => other.miner.at(t))
      .reverse();
    expect(forward).toEqual(backward);
  });
});

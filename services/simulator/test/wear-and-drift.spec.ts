import { afterEach, describe, expect, it } from '@jest/globals';
import { closeFarms, openFarm } from './open-farm.js';

afterEach(closeFarms);

const hourMs = 3_600_000;

describe('what wears out by and by', () => {
  it('drifting chip: gives less and less, changes its grade, and takes its part of board and miner along', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'drifting_chip', board: 2, chip: 40, fromMs: 0 }]);
    const chip = async () => (await farm.read(0, '/chains'))[1].chips[40] as { hr: number; grade: string };
    const reds = async () => (await farm.read(0, '/summary')).miner.chains[1].chip_statuses as Record<string, number>;
    const before = [await chip(), await reds()] as const;
    expect(before[0].grade).toBe('grey');
    const rates: number[] = [before[0].hr];
    for (const hours of [2, 4, 8]) {
      await farm.clock.advance(hours * hourMs);
      rates.push((await chip()).hr);
    }
    expect(rates).toEqual([...rates].sort((a, b) => b - a));
    expect(rates[3]! / rates[0]!).toBeCloseTo(Math.exp(-14 / 6), 1);
    expect((await chip()).grade).toBe('red');
    expect(await reds()).toEqual({ ...before[1], grey: before[1]['grey']! - 1, red: before[1]['red']! + 1 });
    const truth = await farm.truth('sim-00001');
    const chips = (await farm.read(0, '/model')).chain.chips_per_chain as number;
    const [one, two, three] = truth.boards.map((board: { hashrate: number }) => board.hashrate) as [number, number, number];
    expect(one + two + three).toBeCloseTo(truth.hashrate.total, 3);
    expect(truth.hashrate.total / truth.hashrate.nominal).toBeCloseTo(1 - (1 - Math.exp(-14 / 6)) / 3 / chips, 3);
  });

  it('fan wear: the fan turns slower and slower at a duty that its neighbours follow, and is not lost', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'fan_wear', fan: 1, fromMs: 0 }]);
    const ratio = async (): Promise<number> => {
      const { fans } = (await farm.read(0, '/summary')).miner.cooling as { fans: { rpm: number; status: string }[] };
      expect(fans.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
      return fans[1]!.rpm / fans[0]!.rpm;
    };
    const ratios = [await ratio()];
    for (const hours of [6, 12, 48]) {
      await farm.clock.advance(hours * hourMs);
      ratios.push(await ratio());
    }
    expect(ratios[0]).toBeGreaterThan(0.97);
    expect(ratios).toEqual([...ratios].sort((a, b) => b - a));
    expect(ratios[3]).toBeCloseTo(0.55, 1);
  });
});

describe('clock jump', () => {
  it.each([3_600_000, -3_600_000])("%d ms: the device's own times are off meanwhile; what it says of now is not", async (jumpMs) => {
    const farm = await openFarm([{ miner: 0, kind: 'clock_jump', jumpMs, fromMs: 2 * hourMs, durationMs: 2 * hourMs }]);
    const twin = await openFarm();
    for (const each of [farm, twin]) await each.clock.advance(3 * hourMs);
    const newest = async (each: typeof farm): Promise<number> =>
      (await each.read(0, '/metrics?time_slice=600&step=60')).metrics[0].time as number;
    expect((await newest(farm)) - (await newest(twin))).toBe(jumpMs / 1_000);
    expect(await farm.read(0, '/summary')).toEqual(await twin.read(0, '/summary'));
    expect((await farm.read(0, '/info')).system.uptime).toBe((await twin.read(0, '/info')).system.uptime);
    for (const each of [farm, twin]) await each.clock.advance(2 * hourMs);
    expect(await newest(farm)).toBe(await newest(twin));
  });
});

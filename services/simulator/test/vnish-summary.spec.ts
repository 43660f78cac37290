import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeFarms, type OpenFarm, openFarm } from './open-farm.js';

// what is stated of the main poll of 1.2.x, field by field and unit by unit, against one miner of each algorithm
let farm: OpenFarm;
let sha: number;
let scrypt: number;

beforeAll(async () => {
  farm = await openFarm([], 40);
  sha = farm.fleet.findIndex((miner) => miner.model === 'ANTMINER_S21');
  scrypt = farm.fleet.findIndex((miner) => miner.model === 'ANTMINER_L7');
});
afterAll(closeFarms);

const number = expect.any(Number);
const text = expect.any(String);
const range = { min: number, max: number };

describe('/summary', () => {
  it('/summary has every field of the main poll', async () => {
    const { miner } = await farm.read(sha, '/summary');
    expect(miner).toEqual({
      miner_status: { miner_state: 'mining', miner_state_time: number },
      miner_type: expect.stringMatching(/^Antminer S21 \(Vnish 1\.2\.[67]\)$/),
      hr_stock: 200_000,
      hr_nominal: number,
      hr_realtime: number,
      hr_average: number,
      average_hashrate: number,
      instant_hashrate: number,
      pcb_temp: range,
      chip_temp: range,
      power_consumption: number,
      power_usage: number,
      power_efficiency: number,
      hw_errors_percent: number,
      hr_error: number,
      hw_errors: number,
      devfee_percent: 2.8,
      devfee: number,
      pools: expect.any(Array),
      cooling: expect.any(Object),
      chains: expect.any(Array),
      found_blocks: 0,
      best_share: number,
    });
    expect(Number.isInteger(miner.power_consumption)).toBe(true);
    expect(miner.best_share).toBeGreaterThan(2 ** 20);
  });

  it.each([
    ['sha256d', 'TH/s'],
    ['scrypt', 'GH/s'],
  ])('/summary of %s is in the declared unit, its deprecated rates in %s', async (algorithm) => {
    const index = algorithm === 'scrypt' ? scrypt : sha;
    const { miner } = await farm.read(index, '/summary');
    const truth = await farm.truth(farm.fleet[index]!.id);
    expect(miner.hr_realtime / 1000 / truth.hashrate.measured).toBeCloseTo(1, 4);
    expect(miner.instant_hashrate / (miner.hr_realtime / 1000)).toBeCloseTo(1, 3);
    expect(miner.average_hashrate / (miner.hr_average / 1000)).toBeCloseTo(1, 3);
    expect(miner.power_efficiency / (miner.power_consumption / (miner.hr_realtime / 1000))).toBeCloseTo(1, 2);
  });

  it('/summary lists user pools, then the fee pool, which is no pool of the user', async () => {
    const { pools } = (await farm.read(sha, '/summary')).miner;
    expect(pools.map((pool: Record<string, unknown>) => [pool.id, pool.pool_type, pool.status])).toEqual([
      [0, 'UserPool', 'active'],
      [1, 'UserPool', 'working'],
      [2, 'DevFee', 'working'],
    ]);
    expect(pools[0]).toEqual({
      id: 0,
      url: expect.not.stringContaining('://'),
      pool_type: 'UserPool',
      user: text,
      status: 'active',
      asic_boost: true,
      diff: '524K',
      accepted: number,
      rejected: number,
      stale: number,
      ls_diff: 524_288,
      ls_time: expect.stringMatching(/^\d+:\d\d:\d\d$/),
      diffa: number,
      ping: number,
    });
    expect(pools[2]).toMatchObject({ url: 'DevFee', user: 'DevFee', diff: '2.05K' });
    expect(pools[2].accepted).toBeGreaterThan(pools[0].accepted);
  });

  it('/summary numbers fans from 0 and chains from 1, with volts in mV and chips that add up', async () => {
    const { cooling, chains } = (await farm.read(sha, '/summary')).miner;
    expect(cooling).toEqual({
      fan_num: 4,
      fans: [0, 1, 2, 3].map((id) => ({ id, rpm: number, status: 'ok', max_rpm: 7000 })),
      fan_duty: number,
      settings: { mode: { name: 'auto', param: number } },
    });
    expect(chains.map((chain: { id: number }) => chain.id)).toEqual([1, 2, 3]);
    expect(chains[0]).toEqual({
      id: 1,
      frequency: number,
      voltage: 13_600,
      power_consumption: number,
      hashrate_ideal: number,
      hashrate_rt: number,
      hashrate_percentage: number,
      hr_error: number,
      hw_errors: number,
      pcb_temp: range,
      chip_temp: range,
      chip_statuses: { red: number, orange: number, grey: number },
      status: { state: 'mining' },
    });
    const { red, orange, grey } = chains[0].chip_statuses;
    expect(red + orange + grey).toBe(108);
  });

  it('/chains has every chip of every board, weak ones as many as the summary counts', async () => {
    const chains = (await farm.read(sha, '/chains')) as unknown as Record<string, any>[];
    const summary = (await farm.read(sha, '/summary')).miner;
    expect(chains.map((chain) => [chain.id, chain.chips.length])).toEqual([
      [1, 108],
      [2, 108],
      [3, 108],
    ]);
    expect(chains[0]).toMatchObject({
      freq: number,
      hr_nominal: number,
      hr_realtime: number,
      status: { state: 'mining' },
    });
    expect(chains[0]!.sensors[0]).toEqual({ state: 'measure', board: number, chip: number, loc: 0 });
    expect(chains[0]!.chips[5]).toEqual({
      id: 5,
      hr: number,
      freq: 490,
      volt: number,
      temp: number,
      errs: number,
      grade: text,
      throttled: false,
    });
    for (const [at, chain] of chains.entries()) {
      const grades = chain.chips.filter((chip: { grade: string }) => chip.grade === 'orange');
      expect(grades).toHaveLength(summary.chains[at].chip_statuses.orange);
    }
  });
});

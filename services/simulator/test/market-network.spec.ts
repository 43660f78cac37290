import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeMarkets, opened, openMarket, type OpenMarket, type Told } from './open-market.js';

let market: OpenMarket;

beforeAll(async () => {
  market = await openMarket();
});
afterAll(closeMarkets);

const chainTruth = (coin: string): any => (market.doubles.truth(opened)['chains'] as any[]).find((chain) => chain.coin === coin);
const near = (value: number, expected: number, part: number): void => expect(Math.abs(value / expected - 1)).toBeLessThan(part);

describe.each([
  ['mempool', 'bitcoin'],
  ['litecoinspace', 'litecoin'],
])('%s', (source, coin) => {
  const ask = (path: string): Promise<Told> => market.ask(`/${source}/api${path}`);

  it('tells hashrate and difficulty in H/s, now and by day', async () => {
    const { body } = await ask('/v1/mining/hashrate/1m');
    expect(body.hashrates).toHaveLength(30);
    expect(body.hashrates[0]).toEqual({ timestamp: expect.any(Number), avgHashrate: expect.any(Number) });
    expect(body.hashrates[0].timestamp % 86_400).toBe(0);
    expect(body.difficulty[0]).toEqual({
      time: expect.any(Number),
      height: expect.any(Number),
      difficulty: expect.any(Number),
      adjustment: expect.any(Number),
    });
    near(body.currentHashrate, chainTruth(coin).network_hashrate, 0.35);
    expect(body.currentDifficulty).toBe(chainTruth(coin).difficulty);
  });

  it('tells the next retarget in its own mix of units', async () => {
    const { body } = await ask('/v1/difficulty-adjustment');
    expect(body.nextRetargetHeight % 2016).toBe(0);
    expect(body.remainingBlocks).toBe(body.nextRetargetHeight - chainTruth(coin).height);
    expect(body.progressPercent).toBeCloseTo(((2016 - body.remainingBlocks) / 2016) * 100, 9);
    // dates ahead in ms, the past one in s
    expect(body.estimatedRetargetDate).toBeGreaterThan(opened);
    expect(body.previousTime).toBeLessThan(opened / 1000);
    near(body.remainingTime, body.remainingBlocks * body.timeAvg, 0.001);
    expect(body.difficultyChange).toEqual(expect.any(Number));
    expect(body.previousRetarget).toEqual(expect.any(Number));
  });

  it('lists past retargets, newest first', async () => {
    const { body } = await ask('/v1/mining/difficulty-adjustments/3m');
    expect(body.length).toBeGreaterThan(4);
    expect(body[0]).toHaveLength(4);
    expect(body[0][1] - body[1][1]).toBe(2016);
    expect(body[0][3]).toBeCloseTo(body[0][2] / body[1][2], 9);
  });

  it('tells rewards as texts in satoshi, fees included', async () => {
    const { body } = await ask('/v1/mining/reward-stats/144');
    expect(
      Object.values(body)
        .slice(2)
        .every((value) => typeof value === 'string'),
    ).toBe(true);
    expect(body.endBlock - body.startBlock + 1).toBe(144);
    near((Number(body.totalReward) - Number(body.totalFee)) / 1e8, 144 * chainTruth(coin).block_reward, 1e-9);
  });

  it('tells the tip as plain text, pools and prices', async () => {
    const tip = await ask('/blocks/tip/height');
    expect([tip.headers.get('content-type'), tip.body]).toEqual(['text/plain', String(chainTruth(coin).height)]);
    const { body } = await ask('/v1/mining/pools/1w');
    expect(body.pools.reduce((sum: number, pool: any) => sum + pool.blockCount, 0)).toBe(body.blockCount);
    expect(body.lastEstimatedHashrate1w).toEqual(expect.any(Number));
    expect((await ask('/v1/prices')).body).toEqual({ time: Math.floor(opened / 1000), USD: expect.any(Number), EUR: expect.any(Number) });
    expect((await ask('/v1/nothing')).status).toBe(404);
  });
});

it('an explorer shuts out who goes on asking after three refusals, for ten minutes', async () => {
  const { ask, clock } = await openMarket();
  const tip = async (): Promise<number> => (await ask('/mempool/api/blocks/tip/height')).status;
  for (let call = 0; call < 60; call += 1) expect(await tip()).toBe(200);
  expect([await tip(), await tip(), await tip()]).toEqual([429, 429, 429]);
  await clock.advance(9 * 60_000);
  expect(await tip()).toBe(429);
  await clock.advance(2 * 60_000);
  expect(await tip()).toBe(200);
  expect((await ask('/litecoinspace/api/blocks/tip/height')).status).toBe(200);
});

describe('minerstat', () => {
  const ask = (query: string): Promise<Told> => market.ask(`/minerstat/v2/coins?${query}`);

  it('lists the coins asked for, with what one H/s earns an hour', async () => {
    const { body } = await ask('list=BTC,LTC');
    expect(body.map((row: any) => row.coin).sort()).toEqual(['BTC', 'LTC']);
    const bitcoin = body.find((row: any) => row.coin === 'BTC');
    expect(bitcoin).toMatchObject({
      algorithm: 'SHA-256',
      reward_block: 3.125,
      reward_unit: 'BTC',
      type: 'coin',
      updated: Math.floor(opened / 600_000) * 600,
    });
    near(bitcoin.reward, (3600 * 3.125) / (bitcoin.difficulty * 2 ** 32), 1e-9);
    near(bitcoin.network_hashrate, chainTruth('bitcoin').network_hashrate, 0.35);
  });

  it('lists by algorithm', async () => {
    const { body } = await ask('algo=scrypt');
    expect(body.map((row: any) => row.coin)).toEqual(expect.arrayContaining(['LTC', 'DOGE', 'BELLS', 'PEP']));
    expect(body.map((row: any) => row.coin)).not.toContain('BTC');
  });

  it('lists a coin of several algorithms once for each, all under one ticker, and as the truth has it', async () => {
    const { body } = await ask('list=DGB');
    const truth = chainTruth('digibyte');
    expect(body.map((row: any) => row.algorithm)).toEqual(['SHA-256', 'Scrypt', 'Skein', 'Qubit', 'Odocrypt']);
    for (const [at, row] of body.entries()) {
      near(row.difficulty, truth.algorithms[at].difficulty, 0.5);
      near(row.network_hashrate, truth.algorithms[at].network_hashrate, 0.35);
      expect(row.reward_block).toBeCloseTo(truth.block_reward, 9);
    }
  });
});

describe('a node', () => {
  it('tells difficulty, estimated hashrate and height', async () => {
    const { status, body } = await market.call('bellscoin', 'getmininginfo');
    expect([status, body.error, body.id]).toEqual([200, null, 7]);
    expect(body.result).toMatchObject({
      blocks: chainTruth('bellscoin').height,
      difficulty: chainTruth('bellscoin').difficulty,
      chain: 'main',
    });
    near(body.result.networkhashps, chainTruth('bellscoin').network_hashrate, 0.5);
  });

  it('of several algorithms tells the difficulty of each', async () => {
    const { body } = await market.call('digibyte', 'getmininginfo');
    const { height, algorithms } = chainTruth('digibyte');
    const difficulties = Object.fromEntries(algorithms.map((each: any) => [each.algorithm, each.difficulty]));
    expect(body.result).toMatchObject({ blocks: height, difficulties, difficulty: difficulties.sha256d });
    expect((await market.call('digibyte', 'getblockcount')).body.result).toBe(height);
  });

  it('knows getblocksubsidy on Zcash only', async () => {
    expect((await market.call('zcash', 'getblocksubsidy')).body.result).toMatchObject({ miner: 1.25, totalblocksubsidy: 1.5625 });
    expect((await market.call('zcash', 'getblocksubsidy', [1_100_000])).body.result.miner).toBe(2.5);
    expect(await market.call('dogecoin', 'getblocksubsidy')).toMatchObject({
      status: 404,
      body: { result: null, error: { code: -32601 } },
    });
  });

  it('answers block count, difficulty and hashrate alone', async () => {
    expect((await market.call('litecoin', 'getblockcount')).body.result).toBe(chainTruth('litecoin').height);
    expect((await market.call('litecoin', 'getdifficulty')).body.result).toBe(chainTruth('litecoin').difficulty);
    near((await market.call('litecoin', 'getnetworkhashps', [2000])).body.result, chainTruth('litecoin').network_hashrate, 0.2);
    expect((await market.call('litecoin', 'getblockchaininfo')).body.result).toMatchObject({ chain: 'main', initialblockdownload: false });
  });

  it('wants its user, and POST', async () => {
    expect((await market.call('dogecoin', 'getmininginfo', [], { authorization: 'Basic bm86bm8=' })).status).toBe(401);
    expect((await market.call('dogecoin', 'getmininginfo', [], {})).status).toBe(401);
    const authorization = `Basic ${Buffer.from('lodestream:simulated').toString('base64')}`;
    expect((await market.ask('/node/dogecoin', { authorization })).status).toBe(405);
    expect((await market.call('no-such-coin', 'getmininginfo')).status).toBe(404);
  });
});

import { describe, expect, it } from '@jest/globals';
import { findCoin } from '@lodestream/mining';
import { readMempool } from './mempool/read-chain.js';
import { readMinerstat } from './minerstat/read-coins.js';
import { nodeError, readNode } from './node/read-node.js';

const reply = (status: number, json: unknown) => ({ status, headers: {}, json, text: JSON.stringify(json) });

describe('an explorer of the make of mempool.space', () => {
  const hashrate = { hashrates: [], difficulty: [], currentHashrate: 1.1e21, currentDifficulty: 1.5e14 };

  it('gives difficulty, a hashrate above 2^53, height as text, and block time in milliseconds', () => {
    const rewards = { startBlock: 919_857, endBlock: 920_000, totalReward: '46800000000', totalFee: '1800000000' };
    expect(readMempool('bitcoin', { hashrate, adjustment: { timeAvg: 590_000 }, height: '920000', rewards })).toMatchObject({
      difficulty: 1.5e14,
      hashrate: 1.1e21,
      height: 920_000,
      secondsPerBlock: 590,
      feesPerBlock: 0.125,
    });
  });

  it.each([undefined, null, {}, '<html>', { currentDifficulty: 0 }])('gives nothing where it says %j', (nothing) => {
    expect(() => readMempool('bitcoin', { hashrate: nothing, adjustment: null, height: '', rewards: null })).toThrow('no difficulty');
  });

  it('leaves null what the other answers lack', () => {
    const facts = readMempool('bitcoin', { hashrate, adjustment: {}, height: '<html>', rewards: { totalFee: '5' } });
    expect(facts).toMatchObject({ height: null, secondsPerBlock: null, feesPerBlock: null });
  });
});

describe('minerstat', () => {
  const coins = [findCoin('litecoin')!, findCoin('bellscoin')!];
  const row = {
    coin: 'LTC',
    name: 'Litecoin',
    algorithm: 'Scrypt',
    network_hashrate: 2.8e15,
    difficulty: 1e8,
    reward_block: 6.25,
    updated: 1_763_700_000,
  };

  it('gives the row of the coin, by ticker, name and algorithm', () => {
    const strangers = [
      { ...row, algorithm: 'SHA-256' },
      { ...row, coin: 'BELLS', name: 'Bells Token' },
    ];
    expect(readMinerstat([...strangers, row], coins)).toEqual([
      expect.objectContaining({
        coinId: 'litecoin',
        difficulty: 1e8,
        hashrate: 2.8e15,
        blockReward: 6.25,
        height: null,
        lastUpdatedMs: 1_763_700_000_000,
      }),
    ]);
  });

  it('says unknown by −1, which is null', () => {
    expect(readMinerstat([{ ...row, difficulty: -1, network_hashrate: -1 }], coins)[0]).toMatchObject({ difficulty: null, hashrate: null });
  });

  it('gives nothing where two rows fit, or the list is none', () => {
    expect(readMinerstat([row, row], coins)).toEqual([]);
    expect(() => readMinerstat({ error: 'x' }, coins)).toThrow('no list');
  });
});

describe("a coin's own node", () => {
  it('gives difficulty, hashrate and height', () => {
    const info = { result: { blocks: 600_001, difficulty: 1234.5, networkhashps: 8.8e10 }, error: null };
    expect(readNode(findCoin('pepecoin-network')!, info, null)).toMatchObject({
      difficulty: 1234.5,
      hashrate: 8.8e10,
      height: 600_001,
      blockReward: null,
    });
    expect(readNode(findCoin('zcash')!, info, { result: { miner: 1.25, founders: 0.3125 } }).blockReward).toBe(1.25);
  });

  it('gives the difficulty of the algorithm where there are several', () => {
    const info = { result: { blocks: 5, difficulties: { scrypt: 7, sha256d: 9 } } };
    expect(readNode(findCoin('dogecoin')!, info, null).difficulty).toBe(7);
  });

  it.each([
    {
      status: 500,
      json: { error: { code: -28, message: 'Loading block index...' } },
      expected: { name: 'TransientError', errorClass: 'connectivity' },
    },
    {
      status: 404,
      json: { error: { code: -32_601, message: 'Method not found' } },
      expected: { name: 'PermanentError', errorClass: 'version' },
    },
    { status: 401, json: undefined, expected: { name: 'PermanentError', errorClass: 'authentication' } },
    { status: 500, json: { error: { code: -8, message: 'x' } }, expected: { name: 'PermanentError', errorClass: 'validation' } },
  ])('says $json by $status', ({ status, json, expected }) => {
    expect(nodeError(reply(status, json))).toMatchObject(expected);
  });

  it('is no error where there is none', () => {
    expect(nodeError(reply(200, { result: {}, error: null }))).toBeNull();
    expect(() => readNode(findCoin('dogecoin')!, { result: null }, null)).toThrow('no mining info');
  });
});

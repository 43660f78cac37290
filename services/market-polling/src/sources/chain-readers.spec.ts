import { describe, expect, it } from '@jest/globals';
import { findCoin } from '@lodestream/mining';
import { outcomeOf } from '../../test/golden-cases.js';
import { readBlockTime, readFees, readHeight, readRates } from './mempool/read-chain.js';
import { readMinerstat } from './minerstat/read-coins.js';
import { NodeSource } from './node/node.source.js';
import { nodeError, readNode } from './node/read-node.js';

const reply = (status: number, json: unknown) => ({ status, headers: {}, json, text: JSON.stringify(json) });

describe('an explorer of the make of mempool.space', () => {
  const hashrate = { hashrates: [], difficulty: [], currentHashrate: 1.1e21, currentDifficulty: 1.5e14 };

  it.each([
    { gives: undefined, expected: ['malformed', 'expected an object at $, got nothing'] },
    { gives: [hashrate], expected: ['version', 'expected an object at $, got a list of 1'] },
    { gives: { data: hashrate }, expected: ['version', 'expected a number or null at $.currentDifficulty, got nothing'] },
    { gives: { difficultyNow: 1.5e14 }, expected: ['version', 'expected a number or null at $.currentDifficulty, got nothing'] },
    { gives: { ...hashrate, currentDifficulty: 0 }, expected: ['version', 'expected a difficulty at $.currentDifficulty, got number 0'] },
    { gives: { currentDifficulty: 1.5e14, hashrateNow: 1 }, expected: ['version', 'a number or null at $.currentHashrate, got nothing'] },
    { gives: { ...hashrate, currentHashrate: { value: 1 } }, expected: ['version', 'got an object of value'] },
  ])('is refused where it gives $gives', ({ gives, expected: [errorClass, says] }) => {
    expect(outcomeOf(() => readRates(gives))).toEqual({ throws: errorClass, says: expect.stringContaining(says!) });
  });

  it('leaves null what the other answers lack', () => {
    expect([readHeight('<html>'), readBlockTime({}), readFees({ totalFee: '5' })]).toEqual([null, null, null]);
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

  it('gives each algorithm of a coin that has several, by the rows of its own, and nothing above them', () => {
    const digibyte = findCoin('digibyte')!;
    const of = (algorithm: string, difficulty: number) => ({
      ...row,
      coin: 'DGB',
      name: 'DigiByte',
      algorithm,
      difficulty,
      reward_block: 270,
    });
    const rows = [of('SHA-256', 4e8), of('Scrypt', 5e5), of('Skein', -1), of('Odocrypt', 7), of('Odocrypt', 8)];
    const [facts, ...more] = readMinerstat(rows, [digibyte]);
    expect(more).toEqual([]);
    expect(facts).toMatchObject({ coinId: 'digibyte', difficulty: null, hashrate: null, blockReward: 270 });
    expect(facts!.algorithms!.map(({ algorithm, difficulty }) => [algorithm, difficulty])).toEqual([
      ['sha256d', 4e8],
      ['scrypt', 5e5],
      ['skein', null],
    ]);
  });

  it('gives nothing where two rows fit', () => {
    expect(readMinerstat([row, row], coins)).toEqual([]);
  });

  it.each([
    { gives: undefined, expected: ['malformed', 'expected a list at $, got nothing'] },
    { gives: { coins: [row] }, expected: ['version', 'expected a list at $, got an object of coins'] },
    { gives: [{ ...row, coin: undefined }], expected: ['version', 'expected a ticker at $[0].coin, got nothing'] },
    { gives: [{ ...row, difficulty: undefined, diff: 1e8 }], expected: ['version', 'at $[LTC].difficulty, got nothing'] },
    { gives: [{ ...row, difficulty: '1e8 hashes' }], expected: ['version', 'at $[LTC].difficulty, got the text "1e8 hashes"'] },
    { gives: [{ ...row, network_hashrate: undefined, nethash: 1 }], expected: ['version', 'at $[LTC].network_hashrate, got nothing'] },
    { gives: [{ ...row, updated: 1_763_700_000_000 }], expected: ['version', 'at $[LTC].updated, got number 1763700000000'] },
  ])('is refused where it gives $gives', ({ gives, expected: [errorClass, says] }) => {
    expect(outcomeOf(() => readMinerstat(gives, coins))).toEqual({ throws: errorClass, says: expect.stringContaining(says!) });
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

  it('gives the difficulty of each algorithm of a coin that has several, by the names its node has for them', () => {
    const difficulties = { sha256d: 4e8, scrypt: 5e5, skein: 6e4, qubit: 7e4, odo: 8e4 };
    const facts = readNode(
      findCoin('digibyte')!,
      { result: { blocks: 22_500_000, difficulty: 4e8, networkhashps: 1e15, difficulties } },
      null,
    );
    expect(facts).toMatchObject({ difficulty: null, hashrate: null, height: 22_500_000 });
    expect(Object.fromEntries(facts.algorithms!.map(({ algorithm, difficulty }) => [algorithm, difficulty]))).toEqual({
      sha256d: 4e8,
      scrypt: 5e5,
      skein: 6e4,
      qubit: 7e4,
      odocrypt: 8e4,
    });
  });

  it.each([
    {
      status: 500,
      json: { error: { code: -28, message: 'Loading block index...' } },
      expected: { name: 'TransientError', errorClass: 'connectivity' },
    },
    { status: 401, json: undefined, expected: { name: 'PermanentError', errorClass: 'authentication' } },
    { status: 500, json: { error: { code: -8, message: 'x' } }, expected: { name: 'PermanentError', errorClass: 'validation' } },
  ])('says $json by $status', ({ status, json, expected }) => {
    expect(nodeError(reply(status, json))).toMatchObject(expected);
  });

  it('is asked once for a method that it does not know, which is no failure of it', async () => {
    const unknown = { error: { code: -32_601, message: 'Method not found' } };
    expect(nodeError(reply(404, unknown))).toBeNull();
    expect(outcomeOf(() => readNode(findCoin('dogecoin')!, unknown, null))).toEqual({
      throws: 'version',
      says: expect.stringContaining('does not know getmininginfo'),
    });
    const asked: unknown[] = [];
    const api = {
      ask: async ({ json }: { json: { method: string } }, read: (answer: unknown) => unknown) => {
        asked.push(json.method);
        return read({ json: json.method === 'getmininginfo' ? { result: { blocks: 5, difficulty: 7 } } : unknown });
      },
    };
    const node = new NodeSource(findCoin('dogecoin')!, { intervalSeconds: 60, cron: null }, api as never);
    for (let n = 0; n < 3; n += 1) await node.facts(new AbortController().signal);
    expect(asked).toEqual(['getmininginfo', 'getblocksubsidy', 'getmininginfo', 'getmininginfo']);
  });

  it('is no error where there is none', () => {
    expect(nodeError(reply(200, { result: {}, error: null }))).toBeNull();
  });

  it.each([
    { gives: { result: null }, expected: 'expected an object at $.result, got null' },
    { gives: { result: { blocks: 5, diff: 7 } }, expected: 'expected a number or null at $.result.difficulty, got nothing' },
    { gives: { result: { blocks: 5, difficulty: [7] } }, expected: 'expected a number or null at $.result.difficulty, got a list of 1' },
    { gives: { result: { difficulty: 7, networkhashps: '9 TH/s' } }, expected: 'at $.result.networkhashps, got the text "9 TH/s"' },
  ])('is refused where it gives $gives', ({ gives, expected }) => {
    const read = (): unknown => readNode(findCoin('dogecoin')!, gives, null);
    expect(outcomeOf(read)).toEqual({ throws: 'version', says: expect.stringContaining(expected) });
  });
});

import { describe, expect, it } from '@jest/globals';
import { chainFacts, indicatorFacts, priceFacts, type Fact } from './coin-facts.js';
import type { CoinRow, MiningMetrics } from './market-types.js';

const now = Date.UTC(2026, 10, 1);
const hour = 3_600_000;
const nothing = { usd: null, btc: null };
const noMining = Object.fromEntries(
  ['network_hashrate', 'network_difficulty', 'block_reward', 'block_time', 'mining_algorithm', 'hashrate_unit', 'height', 'fees_per_block']
    .concat(['expected_coins_per_unit_day', 'expected_usd_per_unit_day', 'next_halving', 'next_retarget', 'source', 'last_updated'])
    .concat(['smoothed_difficulty'])
    .map((name): [string, unknown] => [name, null])
    .concat([['algorithms', []]]),
) as unknown as MiningMetrics;

const aCoin = (change: object = {}): CoinRow =>
  ({
    source: 'coingecko',
    coin: { id: 'litecoin', symbol: 'LTC', name: 'Litecoin' },
    price: { usd: 110, btc: null, btc_derived: false, last_updated: now, stale: false },
    market_cap: nothing,
    volume_24h: nothing,
    price_change: { percent_1h: null, percent_24h: null, percent_7d: null, custom: {} },
    mining_metrics: noMining,
    technical_indicators: { rsi_14: null, ma_50: null, ma_200: null, volatility_30d: null },
    quality: { flags: [{ path: 'market_cap.usd', reason: 'not_given' }] },
    ...change,
  }) as unknown as CoinRow;

const named = (facts: readonly Fact[], name: string): Fact | undefined => facts.find((fact) => fact.name === name);

describe('the facts about a coin', () => {
  it('tells a value that is missing as such, never as 0, each with its reason', () => {
    const row = aCoin();
    const facts = [...priceFacts(row), ...indicatorFacts(row), ...chainFacts(row, now)];
    expect(facts.filter(({ text }) => /\d/.test(text))).toEqual([]);
    expect(named(facts, 'Capitalization')?.note).toBe('no source gives it');
    expect(named(facts, 'Average of 200 days')?.note).toBe('needs 200 daily closes in a row');
    expect(named(facts, 'Network hashrate')?.note).toBe('no source of this chain has answered');
    expect(named(facts, 'Next halving')?.note).toBe('not known without the height of the chain');
  });

  it('sets the price against its averages', () => {
    const facts = indicatorFacts(aCoin({ technical_indicators: { rsi_14: 75, ma_50: 100, ma_200: 125, volatility_30d: 37 } }));
    expect(facts.map(({ note }) => note)).toEqual(['from 70 on: rose fast', 'price +10.0 % from it', 'price −12.0 % from it', null]);
  });

  it('tells when the difficulty and the reward change next', () => {
    const mining = {
      ...noMining,
      hashrate_unit: 'GH/s',
      height: 2_900_000,
      source: 'litecoinspace',
      last_updated: now - hour,
      next_retarget: { height: 2_901_024, at: now + 40 * hour, change_percent: -1.24 },
      next_halving: { height: 3_360_000, at: now - 1, block_reward: 3.125 },
    };
    const facts = chainFacts(aCoin({ mining_metrics: mining }), now);
    expect(named(facts, 'Next retarget')).toMatchObject({ text: 'in 2 d, about −1.24 %', note: 'at block 2,901,024' });
    expect(named(facts, 'Next halving')).toMatchObject({ text: 'due', note: 'at block 3,360,000, to 3.125 LTC' });
    expect(named(facts, 'Told by')).toMatchObject({ text: 'litecoinspace.org', note: '60 min ago' });
    expect(named(facts, 'Difficulty')?.note).toBe('litecoinspace.org does not tell it');
  });

  it.each([
    {
      smoothed: { difficulty: 4e6, span_ms: 23 * hour, observations: 90 },
      flags: [],
      says: { text: '4 M', note: 'the mean of 90 over 23 h' },
    },
    {
      smoothed: null,
      flags: [{ path: 'mining_metrics.smoothed_difficulty', reason: 'too_few_observations' }],
      says: { text: '5 M', note: 'the last one: seen too few times to be smoothed' },
    },
    { smoothed: null, flags: [], says: undefined },
  ])('tells which difficulty coins are reckoned with, where it is not simply the last: $says', ({ smoothed, flags, says }) => {
    const mining = { ...noMining, network_difficulty: 5e6, smoothed_difficulty: smoothed, source: 'minerstat' };
    const facts = chainFacts(aCoin({ mining_metrics: mining, quality: { flags } }), now);
    expect(named(facts, 'Difficulty')).toMatchObject({ text: '5 M', note: null });
    expect(named(facts, 'Difficulty reckoned with')).toEqual(says && { name: 'Difficulty reckoned with', ...says });
  });

  it('tells what each algorithm earns where there are several', () => {
    const smoothed_difficulty = { difficulty: 4e5, span_ms: 5 * hour, observations: 20 };
    const by = {
      mining_algorithm: 'scrypt',
      hashrate_unit: 'GH/s',
      network_difficulty: 5e5,
      smoothed_difficulty,
      expected_usd_per_unit_day: 0.43,
    };
    const algorithms = [
      { ...by, expected_coins_per_unit_day: 43 },
      { ...by, mining_algorithm: 'skein', network_difficulty: null, expected_coins_per_unit_day: null, expected_usd_per_unit_day: null },
    ];
    const facts = chainFacts(aCoin({ mining_metrics: { ...noMining, algorithms, source: 'minerstat' } }), now);
    expect(named(facts, 'Worth a day, scrypt')).toMatchObject({
      text: '0.430',
      unit: 'USD per GH/s',
      note: expect.stringMatching(/^43.*, difficulty 400,000, mean of 20 over 5 h; the last 500,000$/),
    });
    expect(named(facts, 'Worth a day, skein')).toMatchObject({ text: '–', note: 'minerstat does not tell it' });
    expect([named(facts, 'Algorithm'), named(facts, 'Worth a day')]).toEqual([undefined, undefined]);
  });

  it('tells what the source of the chain did not answer apart from what it never tells', () => {
    const flags = [
      { path: 'mining_metrics.network_difficulty', reason: 'stale' },
      { path: 'mining_metrics.height', reason: 'no_answer' },
    ];
    const mining = { ...noMining, network_difficulty: 5e6, source: 'mempool' };
    const facts = chainFacts(aCoin({ mining_metrics: mining, quality: { flags } }), now);
    expect(named(facts, 'Difficulty')).toMatchObject({ text: '5 M', note: 'out of date' });
    expect(named(facts, 'Height')).toMatchObject({ text: '–', note: 'its source did not answer' });
    expect(named(facts, 'Network hashrate')).toMatchObject({ text: '–', note: 'mempool.space does not tell it' });
  });

  it('says that nothing is reckoned from a stale price', () => {
    const mining = { ...noMining, hashrate_unit: 'GH/s', expected_coins_per_unit_day: 0.0014 };
    const row = aCoin({ mining_metrics: mining, price: { ...aCoin().price, stale: true } });
    expect(named(chainFacts(row, now), 'Worth a day')).toMatchObject({ text: '–', note: 'nothing is reckoned from a stale price' });
  });
});

import { topics, type MarketData, type MarketDataInput } from '@lodestream/records';
import { marketDataPoint } from '@lodestream/telemetry-store';
import type { DashboardUnderTest } from './dashboard-under-test.js';
import { aStatus } from './samples.js';

const minute = 60_000;
const candidate = (source: string, price: number, verdict: 'accepted' | 'outlier' | 'stale', last_updated: number) => ({
  source,
  price,
  verdict,
  last_updated,
  deviation_percent: verdict === 'outlier' ? 22 : 0.1,
});

/** A record of a coin as market-polling writes it, a minute old by its source. */
export function aCoin(id: string, symbol: string, change: Partial<MarketDataInput> = {}): MarketData {
  const now = Date.now();
  return topics.marketData.codec.create({
    timestamp: now,
    observed_at: now,
    source: 'coingecko',
    interval_ms: 5 * minute,
    coin: { id, symbol, name: id[0]!.toUpperCase() + id.slice(1) },
    price: { usd: 100, btc: 0.001, last_updated: now - minute, state: 'fresh' },
    candidates: [candidate('coingecko', 100, 'accepted', now - minute), candidate('coinmarketcap', 100.2, 'accepted', now - minute)],
    ...change,
  });
}

const scryptMerged = (now: number): NonNullable<MarketDataInput['merged_group']> => ({
  id: 'scrypt-merged',
  hashrate_unit: 'GH/s',
  expected_usd_per_unit_day: 0.9244,
  chains: 3,
  known: 2,
  next_halving: { coin_id: 'litecoin', height: 3_360_000, at: now + 400 * 86_400_000 },
  coins: [
    { coin_id: 'litecoin', symbol: 'LTC', expected_coins_per_unit_day: 0.001419, expected_usd_per_unit_day: 0.0591 },
    { coin_id: 'dogecoin', symbol: 'DOGE', expected_coins_per_unit_day: 2.736, expected_usd_per_unit_day: 0.8653 },
    { coin_id: 'bellscoin', symbol: 'BELLS', expected_coins_per_unit_day: 0.5, reason: 'no_price' },
    { coin_id: 'junkcoin', symbol: 'JKC', reason: 'not_polled' },
  ],
});

const planOf = (now: number) => [
  { name: 'simple_price', interval_s: 300, calls_per_month: 8_928, credits_per_month: 8_928, next_at: now + 2.5 * minute },
  {
    ...{ name: 'historical', interval_s: 86_400, schedule: '50 0 * * * (Europe/Zurich)', next_at: now + 600 * minute },
    ...{ calls_per_month: 124, credits_per_month: 124 },
  },
  { name: 'key_info', interval_s: 86_400, calls_per_month: 31, credits_per_month: 0 },
];

/** Five coins: one well, one by another source than the best, one that grew old, one that is stale, one never priced. */
export async function fillMarket(under: DashboardUnderTest): Promise<void> {
  const now = Date.now();
  const tip = { hashrate_unit: 'TH/s', mining_algorithm: 'sha256d', height: 900_000, source: 'mempool', last_updated: now };
  const mining = { ...tip, network_hashrate: 6.4e8, network_difficulty: 8.8e13, block_reward: 3.125, block_time: 600 };
  const next_retarget = { height: 901_152, at: now + 7 * 86_400_000, change_percent: -1.2 };
  const earns = { expected_coins_per_unit_day: 5e-7, expected_usd_per_unit_day: 0.0515, next_retarget };
  const bitcoin = aCoin('bitcoin', 'BTC', {
    price: { usd: 103_396, btc: 1, last_updated: now - minute, state: 'fresh' },
    market_cap: { usd: 2.086e12 },
    price_change: { percent_24h: 1.23, percent_7d: -0.4 },
    mining_metrics: { ...mining, ...earns },
    technical_indicators: { rsi_14: 44.6, ma_50: 107_238 },
  });
  // Half an hour of prices, one of which is missing.
  const past = [30, 25, 20, 10, 5].map((ago) => ({
    ...bitcoin,
    timestamp: now - ago * minute,
    price: { ...bitcoin.price, usd: 103_000 - ago },
  }));
  await under.store.write(past.map(marketDataPoint));
  const outlier = [candidate('coingecko', 122, 'outlier', now - minute), candidate('coinmarketcap', 100, 'accepted', now - minute)];
  const priced = { usd: 100, btc: 0.001, last_updated: now - minute };
  const old = { usd: 0.3, btc: 3e-6, last_updated: now - 30 * minute };
  const sent = [
    { ...bitcoin, timestamp: now - 5 * minute, price: { ...bitcoin.price, usd: 102_000 } },
    bitcoin,
    aCoin('litecoin', 'LTC', {
      source: 'coinmarketcap',
      price: { ...priced, state: 'fallback' },
      candidates: outlier,
      merged_group: scryptMerged(now),
    }),
    aCoin('dogecoin', 'DOGE', { price: { ...old, state: 'cached' } }),
    aCoin('bellscoin', 'BELLS', { price: { ...old, stale: true, state: 'stale' } }),
    aCoin('pepecoin', 'PEP', { source: 'none', price: { usd: null, stale: true, state: 'none' }, candidates: [] }),
  ];
  await under.send(
    'marketData',
    sent.map((record) => [record.coin.id, record]),
  );
  await reportSources(under);
  const whole = { timestamp: now, observed_at: now, source: 'coingecko', total_market_cap_usd: 3.075e12, btc_dominance_percent: 67.7 };
  await under.send('marketGlobal', [['coingecko', topics.marketGlobal.codec.create({ ...whole, last_updated: now })]]);
}

/** Tells how the sources of the market stand right now; who tells nothing for 15 s counts as silent. */
export async function reportSources(under: DashboardUnderTest): Promise<void> {
  const now = Date.now();
  const quiet = { since: now - 60 * minute, last_answer_at: now - minute, last_error: null, paused_until: null, paused_by: null };
  const budget = {
    plan: 'demo',
    cap: 10_000,
    spent: 9_400,
    resets_at: now + 3 * 86_400_000,
    planned: 9_796,
    runs_out_at: now + 2 * 86_400_000,
  };
  const refused = { at: now - 2 * minute, class: 'rate_limit', message: 'CoinMarketCap asks to slow down.' };
  const integrations = [
    { id: 'market:coingecko', state: 'up' as const, ...quiet, budget, requests: planOf(now) },
    {
      id: 'market:coinmarketcap',
      state: 'down' as const,
      ...quiet,
      last_error: refused,
      budget: { ...budget, plan: 'free', spent: null, runs_out_at: null },
    },
    { id: 'chain:node:dogecoin', state: 'unknown' as const, requests: [{ name: 'nodes', interval_s: 300, next_at: now + minute }] },
  ];
  await under.report(aStatus('market-polling', { timestamp: now, integrations }));
}

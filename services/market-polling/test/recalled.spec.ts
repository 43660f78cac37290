import { describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { findCoin } from '@lodestream/mining';
import type { MarketData } from '@lodestream/records';
import { type Answers, MarketHarness } from './market-harness.js';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const settings = {
  coingecko: { coins: ['bitcoin', 'digibyte'], tier: 'demo' },
  networks: { explorers: true, minerstat: true },
  price_change_periods: ['30m', '30d'],
};
const startMs = Date.UTC(2026, 0, 1);
/** A dollar more each minute. */
const priceAt = (atMs: number): number => 1_000 + (atMs - startMs) / minute;

/** A provider, an explorer and minerstat, which can all be switched off, and a bus that outlives whoever writes to it. */
class Story {
  isDark = false;
  readonly harness: MarketHarness = new MarketHarness((...asked) => this.answers(...asked));

  /** Runs a process for so many minutes, and kills it: its lines are not kept at the end. */
  async liveAndDie(minutes: number): Promise<void> {
    const { lines, clock } = this.harness;
    let isDead = false;
    const dead = (): Promise<never> => Promise.reject(new TransientError('dead', 'connectivity'));
    const replace: typeof lines.replace = (...asked) => (isDead ? dead() : lines.replace(...asked));
    const service = this.harness.create(settings, { lines: { read: (key) => lines.read(key), replace } });
    await this.harness.begin(service);
    await clock.advance(minutes * minute);
    isDead = true;
    await service.stop();
    expect(this.harness.bugs).toEqual([]);
  }

  newest(coin: string): MarketData {
    return this.harness.data.filter(({ coin: { id }, candidates }) => id === coin && candidates.length > 0).at(-1)!;
  }

  private readonly answers: Answers = (_host, path, query) => {
    const now = this.harness.clock.now();
    if (this.isDark) throw new TransientError('gone', 'connectivity');
    const ids = String(query['ids']).split(',');
    const row = (id: string) => ({ id, current_price: priceAt(now), last_updated: new Date(now).toISOString() });
    if (path === '/coins/markets') return { body: ids.map(row) };
    if (path === '/simple/price')
      return { body: Object.fromEntries(ids.map((id) => [id, { usd: priceAt(now), last_updated_at: now / 1_000 }])) };
    if (path.endsWith('/range')) return { body: { prices: [] } };
    if (path.endsWith('/market_chart')) return { body: { prices: closes(now) } };
    return chains(path, now);
  };
}

const closes = (nowMs: number): [number, number][] =>
  Array.from({ length: 100 }, (_, n) => [(Math.floor(nowMs / day) - n) * day, 900 + (n % 7)]);

function chains(path: string, nowMs: number): Awaited<ReturnType<Answers>> {
  if (path === '/blocks/tip/height') return { body: '900000' };
  if (path === '/v1/mining/hashrate/3d') return { body: { currentHashrate: 9e20, currentDifficulty: 1.2e14 } };
  if (path === '/v1/difficulty-adjustment') return { body: { timeAvg: 590_000 } };
  if (path.startsWith('/v1/mining/reward-stats')) return { body: {} };
  if (path !== '/coins') return { status: 404 };
  const byAlgorithm = (algorithm: string) => ({
    coin: 'DGB',
    name: 'DigiByte',
    algorithm,
    network_hashrate: 5e15,
    difficulty: 7e6,
    reward: -1,
    updated: nowMs / 1_000,
  });
  return { body: ['SHA-256', 'Scrypt'].map(byAlgorithm) };
}

describe('a process that starts in the dark after one that was killed', () => {
  it('tells changes of the price from all that was seen, though the line was kept long before', async () => {
    const story = new Story();
    await story.liveAndDie(170);
    story.isDark = true;
    const last = story.newest('bitcoin');
    await story.harness.clock.advance(minute);
    await story.liveAndDie(10);
    const record = story.newest('bitcoin');
    expect(record.observed_at).toBeGreaterThan(last.observed_at);
    const told = (minutes: number): number => 100 * (last.price.usd! / priceAt(record.observed_at - minutes * minute) - 1);
    // the points lie five minutes apart: 5 of some 1,150 USD
    expect(Math.abs(record.price_change.custom['30m']! - told(30))).toBeLessThan(0.25);
    expect(Math.abs(record.price_change.percent_1h! - told(60))).toBeLessThan(0.25);
    expect(record.price_change.percent_1h).toBeGreaterThan(3);
  });

  it('tells the rest as the record before did, and marks it', async () => {
    const story = new Story();
    await story.liveAndDie(60);
    story.isDark = true;
    const last = story.newest('bitcoin');
    await story.liveAndDie(10);
    const record = story.newest('bitcoin');
    expect(last.price_change.custom['30d']).not.toBeUndefined();
    expect(record.price_change.custom['30d']).toBe(last.price_change.custom['30d']);
    expect(record.quality.flags).toContainEqual({ path: 'price_change.custom.30d', reason: 'stale' });
    expect(last.technical_indicators.rsi_14).not.toBeNull();
    expect(record.technical_indicators).toEqual(last.technical_indicators);
    await story.harness.clock.advance(day);
    await story.liveAndDie(10);
    expect(story.newest('bitcoin').technical_indicators.rsi_14).toBeNull();
  });

  it('knows the chains as they were, and as old as they are, until they are out of date', async () => {
    const story = new Story();
    await story.liveAndDie(60);
    story.isDark = true;
    const [bitcoin, digibyte] = ['bitcoin', 'digibyte'].map((coin) => story.newest(coin).mining_metrics);
    expect(bitcoin).toMatchObject({ source: 'mempool', height: 900_000, network_difficulty: 1.2e14 });
    expect(digibyte!.algorithms.filter(({ network_difficulty }) => network_difficulty !== null)).toHaveLength(2);
    await story.liveAndDie(30);
    const { expected_usd_per_unit_day: _usd, next_retarget: _next, next_halving: _cut, ...chain } = bitcoin!;
    expect(story.newest('bitcoin').mining_metrics).toMatchObject(chain);
    const now = story.newest('digibyte').mining_metrics;
    expect(now.algorithms.map(({ network_hashrate: hashrate }) => hashrate)).toEqual(
      digibyte!.algorithms.map(({ network_hashrate: hashrate }) => hashrate),
    );
    expect(now.algorithms.map(({ mining_algorithm: name }) => name)).toEqual(findCoin('digibyte')!.algorithms);
    await story.liveAndDie(180);
    expect(story.newest('bitcoin').mining_metrics).toMatchObject({ source: null, height: null, network_difficulty: null });
    expect(story.harness.clock.now() - startMs).toBeGreaterThan(4 * hour);
  });
});

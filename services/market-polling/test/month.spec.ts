import { describe, expect, it } from '@jest/globals';
import { FakeClock, TransientError } from '@lodestream/component';
import { FakeBudgetStore } from '@lodestream/polling';
import { FakeLeases, LeaseTable } from '@lodestream/streaming';
import type { MarketPolling } from '../src/market-polling.js';
import { MarketHarness } from './market-harness.js';
import { FreePlans } from './provider-books.js';

const dayMs = 86_400_000;
/** The customer's template, with the free plans of both. */
const template = {
  coingecko: {
    tier: 'demo',
    coins: ['bitcoin', 'ethereum', 'litecoin', 'dogecoin'],
    vs_currencies: ['usd', 'btc'],
    polling_intervals: { simple_price: 300, market_data: 900, historical: 3600 },
  },
  coinmarketcap: { api_key: 'a-key', tier: 'free', polling_intervals: { listings: 900, global_metrics: 3600 } },
  networks: { explorers: false, minerstat: false },
};

class Month {
  readonly clock = new FakeClock(Date.UTC(2026, 10, 1));
  readonly plans: FreePlans = new FreePlans(() => this.clock);
  isUp = true;
  readonly harness = new MarketHarness((...asked) => {
    if (!this.isUp) throw new TransientError('gone', 'connectivity');
    return this.plans.answers(...asked);
  }, this.clock);
  private readonly table = new LeaseTable();
  private readonly budgets = new FakeBudgetStore();

  async open(settings: object = template): Promise<{ service: MarketPolling; leases: FakeLeases }> {
    const leases = new FakeLeases(this.table, this.clock);
    const service = this.harness.create(settings, { leases, budgets: this.budgets });
    await this.harness.begin(service);
    return { service, leases };
  }

  calls(path: string): number {
    return this.plans.gecko.byPath.get(path) ?? 0;
  }

  /** Ticks of prices, each of which has a record of every coin. */
  pricedTicks(): number {
    const perTick = Map.groupBy(this.harness.data, ({ timestamp }) => timestamp);
    return [...perTick.values()].filter(
      (records) => new Set(records.filter(({ price }) => price.usd === 100).map(({ coin }) => coin.id)).size === 4,
    ).length;
  }
}

describe('a month of 30 days at the settings of the template, on both free plans', () => {
  it('makes every refresh that is due, is refused nothing, and costs CoinGecko 9,480 calls and five at the start', async () => {
    const month = new Month();
    const { service } = await month.open();
    await month.clock.advance(30 * dayMs);
    await service.stop();
    const { gecko, cmc } = month.plans;
    expect([gecko.refused, cmc.refused, month.harness.bugs]).toEqual([0, 0, []]);
    expect(month.calls('/coins/markets') + month.calls('/simple/price')).toBe(8_640 + 1);
    expect(month.calls('market_chart')).toBe(30 * 4);
    // the tick in force at the start and the next one lie so near that the provider would have said the same
    expect(month.calls('/global')).toBe(720);
    // the week before the start, for changes of our own
    expect(month.calls('market_chart/range')).toBe(4);
    expect(gecko.credits).toBe(9_480 + 1 + 4);
    expect(cmc.byPath.get('/v3/cryptocurrency/quotes/latest')).toBe(2_880 + 1);
    expect(cmc.byPath.get('/v1/global-metrics/quotes/latest')).toBe(720 + 1);
    expect(
      month.harness.globals
        .filter(({ comprehensive }) => comprehensive)
        .map(({ source }) => source)
        .toSorted(),
    ).toEqual([...Array.from({ length: 31 }, () => 'coingecko'), ...Array.from({ length: 31 }, () => 'coinmarketcap')]);
    expect(month.pricedTicks()).toBe(8_641);
  }, 300_000);

  it('does so with two replicas and three restarts', async () => {
    const month = new Month();
    let [first, second] = [await month.open(), await month.open()];
    for (let restart = 0; restart < 3; restart += 1) {
      await month.clock.advance(7.5 * dayMs + restart * 3_600_000);
      // the one that polls dies without a word, and comes back as the one that waits
      first.leases.kill();
      await month.clock.advance(0);
      [first, second] = [second, await month.open()];
    }
    await month.clock.advance(month.clock.now() < Date.UTC(2026, 11, 1) ? Date.UTC(2026, 11, 1) - month.clock.now() - 1 : 0);
    await first.service.stop();
    await second.service.stop();
    const { gecko, cmc } = month.plans;
    expect([gecko.refused, cmc.refused, month.harness.bugs]).toEqual([0, 0, []]);
    expect(month.pricedTicks()).toBeGreaterThanOrEqual(8_640);
    expect(month.calls('/global')).toBeGreaterThanOrEqual(720);
    expect(month.calls('market_chart')).toBeGreaterThanOrEqual(120);
    // what was kept by the one that died an hour before at most; less than an hour is no gap
    expect(month.calls('market_chart/range')).toBeGreaterThanOrEqual(4);
    expect(gecko.credits).toBeLessThanOrEqual(9_480 + 4 * (1 + 4 + 4 + 1) + 4);
  }, 300_000);

  it('does so with coins to look up and six hours without any provider, whose gap it fills within the caps', async () => {
    const month = new Month();
    const coins = [...template.coingecko.coins, 'bellscoin', 'pepecoin-network'];
    const { service } = await month.open({ ...template, coingecko: { ...template.coingecko, coins } });
    await month.clock.advance(15 * dayMs);
    month.isUp = false;
    await month.clock.advance(dayMs / 4);
    month.isUp = true;
    await month.clock.advance(14.75 * dayMs);
    await service.stop();
    const { gecko, cmc } = month.plans;
    expect([gecko.refused, cmc.refused, month.harness.bugs]).toEqual([0, 0, []]);
    expect(month.calls('/coins/list')).toBe(1);
    expect(month.calls('market_chart/range')).toBe(2 * coins.length);
    expect(month.calls('market_chart')).toBe(30 * coins.length);
    expect(month.calls('/coins/markets') + month.calls('/simple/price')).toBe(8_640 + 1 - 72);
  }, 300_000);
});

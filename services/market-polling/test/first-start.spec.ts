import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { coins } from '@lodestream/mining';
import { MarketHarness } from './market-harness.js';
import { FreePlans } from './provider-books.js';

const minute = 60_000;
const twenty = coins
  .flatMap(({ ids: { coingecko: known } }) => (known?.verified === true && known.id !== null ? [known.id] : []))
  .slice(0, 20);

describe('a first start with twenty coins, on the first day of a long month', () => {
  it.each([
    { tier: 'demo', callsPerMinute: 30, withinMinutes: 3 },
    { tier: 'keyless', callsPerMinute: 5, withinMinutes: 12 },
  ])('has the history and the week before of each within $withinMinutes minutes of $tier, for a credit each', async (given) => {
    const clock = new FakeClock(Date.UTC(2026, 11, 1, 1));
    const plans: FreePlans = new FreePlans(() => clock, given.callsPerMinute);
    const harness = new MarketHarness(plans.answers, clock);
    const polling_intervals = { simple_price: 600, market_data: 900, historical: 3_600 };
    const coingecko = { tier: given.tier, coins: twenty, polling_intervals };
    const service = harness.create({ coingecko, networks: { explorers: false, minerstat: false } });
    await harness.begin(service);
    await clock.advance(given.withinMinutes * minute);
    const asked = (path: string): number => plans.gecko.byPath.get(path) ?? 0;
    expect(asked('market_chart')).toBe(20);
    await clock.advance(20 * minute);
    await service.stop();
    expect([plans.gecko.refused, harness.bugs]).toEqual([0, []]);
    expect([asked('market_chart'), asked('market_chart/range')]).toEqual([20, 20]);
    const newest = new Map(harness.data.filter(({ candidates }) => candidates.length > 0).map((record) => [record.coin.id, record]));
    expect(newest.size).toBe(20);
    for (const { coin, technical_indicators: told, price_change: change } of newest.values())
      expect([coin.id, told.ma_200, change.percent_7d]).toEqual([coin.id, expect.any(Number), expect.any(Number)]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { topics, type MarketData, type MarketDataInput } from '@lodestream/records';
import { MarketView } from './market-view.js';

const at = Date.UTC(2026, 10, 1);

const aPrice = (id: string, rest: Partial<MarketDataInput> = {}): MarketData =>
  topics.marketData.codec.create({
    timestamp: at,
    observed_at: at + 1_000,
    source: 'one',
    interval_ms: 300_000,
    coin: { id },
    price: { usd: 1, last_updated: at - 59_000 },
    ...rest,
  });

describe('the view of markets', () => {
  it('shows each coin with the age of its price, the largest first', () => {
    const view = new MarketView();
    view.take(aPrice('small', { market_cap: { usd: 5 } }));
    view.take(aPrice('unknown'));
    view.take(aPrice('large', { market_cap: { usd: 9 } }));
    const { coins } = view.report(at + 1_000);
    expect(coins.map(({ coin, age_s, silent }) => [coin.id, age_s, silent])).toEqual([
      ['large', 60, false],
      ['small', 60, false],
      ['unknown', 60, false],
    ]);
  });

  it('keeps the newest record where an older one comes late, and puts its price into the line', () => {
    const view = new MarketView();
    view.take(aPrice('a', { price: { usd: 2 } }));
    view.take(aPrice('a', { timestamp: at - 300_000, price: { usd: 1 } }));
    const [row] = view.report(at).coins;
    expect([row?.price.usd, row?.sparkline]).toEqual([
      2,
      [
        [at - 300_000, 1],
        [at, 2],
      ],
    ]);
  });

  it('says when records stopped coming, and never makes a price of that', () => {
    const view = new MarketView();
    view.take(aPrice('a', { price: { usd: null, stale: true } }));
    expect(view.report(at + 900_001).coins[0]).toMatchObject({ silent: true, price: { usd: null, stale: true }, sparkline: [] });
  });

  it('leaves a coin out that was told of no more for a day while another was, and keeps all of them where none is', () => {
    const [day, view] = [86_400_000, new MarketView()];
    view.take(aPrice('let-go'));
    view.take(aPrice('kept'));
    const shown = (nowMs: number): string[] => view.report(nowMs).coins.map(({ coin }) => coin.id);
    expect(shown(at + 3 * day)).toEqual(['kept', 'let-go']);
    view.take(aPrice('kept', { timestamp: at + day - 1 }));
    expect(shown(at + day)).toEqual(['kept', 'let-go']);
    view.take(aPrice('kept', { timestamp: at + day }));
    expect(shown(at + day)).toEqual(['kept']);
    expect(new MarketView().report(at).coins).toEqual([]);
  });

  it('shows a pinned price, and keeps it out of the line of what the sources said', () => {
    const view = new MarketView();
    view.take(aPrice('a', { price: { usd: 2 } }));
    const pin = { usd: 9, by: 'anna', at: at + 1, until: at + 600_000 };
    view.take(aPrice('a', { timestamp: at + 1, source: 'pinned', price: { usd: 9, state: 'pinned' }, pin }));
    expect(view.report(at + 2).coins[0]).toMatchObject({ price: { usd: 9, state: 'pinned' }, pin, sparkline: [[at, 2]] });
  });

  it('tells what merge-mined groups earn beside the coins, from the records of their parents', () => {
    const view = new MarketView();
    const coins = [{ coin_id: 'litecoin', expected_usd_per_unit_day: 2 }];
    view.take(aPrice('litecoin', { merged_group: { id: 'scrypt-merged', expected_usd_per_unit_day: 2, chains: 2, known: 1, coins } }));
    view.take(aPrice('dogecoin'));
    expect(view.report(at).groups).toEqual([
      expect.objectContaining({ id: 'scrypt-merged', parent: 'litecoin', timestamp: at, silent: false, chains: 2, known: 1 }),
    ]);
    expect(view.report(at + 900_001).groups[0]?.silent).toBe(true);
  });

  it('leaves out a coin that is a week old', () => {
    const view = new MarketView();
    view.take(aPrice('a'));
    expect(view.report(at + 8 * 86_400_000).coins).toEqual([]);
  });
});

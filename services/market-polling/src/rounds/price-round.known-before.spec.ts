import { describe, expect, it } from '@jest/globals';
import { FakeClock, silentLog } from '@lodestream/component';
import { findCoin } from '@lodestream/mining';
import type { PriceQuote } from '../quotes/price-quote.js';
import type { RecalledQuote } from '../record/recalled-quote.js';
import type { ReconciledPrice } from '../reconcile/reconciled-price.js';
import type { PriceProvider } from './price-provider.js';
import { PriceRound } from './price-round.js';

const minute = 60_000;
const bitcoin = findCoin('bitcoin')!;
const signal = new AbortController().signal;
const quoteOf = (usd: number, lastUpdatedMs: number): PriceQuote => ({
  ...{ coinId: 'bitcoin', symbol: 'BTC', name: 'Bitcoin' },
  ...{ price: { usd }, marketCap: {}, volume24h: {}, change: {}, lastUpdatedMs },
});

function open(said: Readonly<Record<string, number>>, recalled: readonly RecalledQuote[] = []) {
  const clock = new FakeClock(300 * minute);
  const prices: ReconciledPrice[] = [];
  const providers = Object.entries(said).map(([source, usd]): PriceProvider => {
    const answer = () => Promise.resolve({ quotes: [quoteOf(usd, clock.now())], missing: [], credits: 1 });
    return { source, coins: [bitcoin], intervalMs: 5 * minute, cadences: [], prices: answer, pricesNow: answer };
  });
  const round = new PriceRound({
    ...{ coins: [bitcoin], providers, clock, log: silentLog, recall: () => Promise.resolve(recalled) },
    rules: { ranking: Object.keys(said), staleAfterMs: 60 * minute, mostDeviationPercent: 5 },
    onPrice: (_coin, price) => prices.push(price),
  });
  return { clock, prices, round, providers };
}

const recalled = (source: string, usd: number, taken: boolean): RecalledQuote => ({
  ...{ source, taken, observedAtMs: 290 * minute },
  quote: quoteOf(usd, 290 * minute),
});

describe('what a round knew before', () => {
  it('decides between two that disagree by the price that was taken then, not by another that was told', async () => {
    const before = [recalled('first', 200, false), recalled('second', 100, true)];
    const { prices, round, providers } = open({ first: 210, second: 101 }, before);
    // what was read before is recalled while the sources are asked
    await round.run(0, signal, []);
    await round.run(1, signal, providers);
    expect(prices.at(-1)).toMatchObject({ source: 'second', price: { usd: 101 } });
  });

  it('is not what a source says now, once it was not asked for two intervals', async () => {
    const { clock, prices, round, providers } = open({ first: 100 });
    await round.run(0, signal, providers);
    await clock.advance(10 * minute);
    await round.run(1, signal, []);
    await clock.advance(1);
    await round.run(2, signal, []);
    expect(prices.map(({ state }) => state)).toEqual(['fresh', 'fresh', 'cached']);
  });
});

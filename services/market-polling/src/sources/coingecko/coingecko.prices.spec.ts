import { describe, expect, it } from '@jest/globals';
import { findCoin } from '@lodestream/mining';
import type { PriceAnswer } from '../../quotes/price-quote.js';
import type { CoinIds } from '../coin-ids.js';
import { CoinGeckoPrices } from './coingecko.prices.js';
import type { CoinGeckoSource } from './coingecko.source.js';
import { coinGeckoCadences } from './plan.js';

const minute = 60_000;
const hour = 60 * minute;
const nothing: PriceAnswer = { quotes: [], missing: [], credits: 1 };

/** What is asked at each tick of a day. */
async function aDay(currencies: readonly string[], simplePriceMs: number, marketsMs: number): Promise<string[]> {
  const asked: string[] = [];
  const api = {
    simplePrice: () => (asked.push('simple'), Promise.resolve(nothing)),
    markets: () => (asked.push('markets'), Promise.resolve(nothing)),
  } as unknown as CoinGeckoSource;
  const polling_intervals = { simple_price: simplePriceMs / 1_000, market_data: marketsMs / 1_000 };
  const cadences = coinGeckoCadences({ polling_intervals });
  const ids = { settle: () => Promise.resolve(), listed: [{ coin: findCoin('bitcoin')!, id: 'bitcoin' }] } as unknown as CoinIds;
  const prices = new CoinGeckoPrices({ api, ids, currencies, cadences });
  for (let tick = 0; tick < 24 * hour; tick += prices.intervalMs) await prices.prices(tick, AbortSignal.timeout(1_000));
  return asked;
}

describe('the calls of a day for prices', () => {
  it('are one a tick, and of the cheaper kind where the other is not due', async () => {
    expect(await aDay(['usd', 'btc', 'eur'], 5 * minute, 15 * minute)).toEqual(
      Array.from({ length: 288 }, (_, index) => (index % 3 === 0 ? 'markets' : 'simple')),
    );
  });

  it('tell of other currencies twice a day where /coins/markets is due every time, at no further cost', async () => {
    const asked = await aDay(['usd', 'btc', 'eur'], hour, hour);
    expect(asked.flatMap((what, index) => (what === 'simple' ? [index] : []))).toEqual([0, 12]);
    expect(new Set(await aDay(['usd', 'btc'], hour, hour))).toEqual(new Set(['markets']));
  });
});

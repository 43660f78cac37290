import type { Coin } from '@lodestream/mining';
import type { MarketDataInput } from '@lodestream/records';
import type { PricePoint } from '../series/price-series.js';

/** What a record of the moment tells, or says why not. */
const notGiven = (coin: Coin): { path: string; reason: 'not_given' }[] =>
  [...(coin.id === 'bitcoin' ? [] : ['price.btc']), 'market_cap.usd', 'volume_24h.usd', 'price_change.percent_24h'].map((path) => ({
    path,
    reason: 'not_given',
  }));

/**
 * The record of a price that was filled in from a provider's history: of the time at which it was true, read now, with nothing but the price,
 * and marked. Being older than what followed the gap, it is nowhere the newest.
 */
export function backFilledRecord(
  coin: Coin,
  { atMs, usd }: PricePoint,
  source: string,
  nowMs: number,
  intervalMs: number,
): MarketDataInput {
  return {
    timestamp: atMs,
    observed_at: nowMs,
    source,
    coin: { id: coin.id, symbol: coin.symbol || null, name: coin.name || null },
    interval_ms: intervalMs,
    price: { usd, btc: coin.id === 'bitcoin' ? 1 : null, last_updated: atMs, age_ms: Math.max(0, nowMs - atMs) },
    quality: { flags: [{ path: 'price.usd', reason: 'back_filled' }, ...notGiven(coin)] },
  };
}

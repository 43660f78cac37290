import type { Clock } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import type { MarketDataInput } from '@lodestream/records';
import type { ChainBook } from './chains/chain-book.js';
import type { MergedEarnings } from './chains/merged-earnings.js';
import { miningMetrics } from './chains/mining-metrics.js';
import type { CloseBook } from './history/close-book.js';
import { amountsOf } from './quotes/read-json.js';
import type { Amounts } from './quotes/price-quote.js';
import type { ReconciledPrice } from './reconcile/reconciled-price.js';
import { marketRecord } from './record/market-record.js';
import type { Holds } from './operator/holds.js';
import { pinnedPrice } from './operator/pinned-price.js';
import type { PriceSeries } from './rounds/price-series.js';

/** Everything a record is made of besides its price. */
export interface MarketState {
  readonly chains: ChainBook;
  readonly closes: CloseBook;
  readonly series: PriceSeries;
  readonly merged: MergedEarnings;
  readonly holds: Holds;
  readonly clock: Clock;
}

const hourMs = 3_600_000;
const ownPeriods: readonly (readonly [string, number])[] = [
  ['1h', hourMs],
  ['24h', 24 * hourMs],
  ['7d', 168 * hourMs],
];
const closePeriods: readonly (readonly [string, number])[] = [
  ['7d', 7],
  ['30d', 30],
  ['90d', 90],
];

/** The record of one coin and tick, from its price and everything else that is known; what the sources say is remembered for later changes. */
export function recordOf(state: MarketState, coin: Coin, price: ReconciledPrice, tick: number, intervalMs: number): MarketDataInput {
  const now = state.clock.now();
  const said = price.stale ? null : (price.price['usd'] ?? null);
  const ownChange = said === null ? {} : changesOf(state, coin.id, said, now);
  if (said !== null) state.series.add(coin.id, now, said);
  const pin = state.holds.pinOf(coin.id);
  const mining = miningMetrics(coin, state.chains.of(coin.id, now), pin?.usd ?? said);
  state.merged.take(coin, mining);
  return marketRecord({
    coin,
    tick,
    observedAtMs: now,
    intervalMs,
    price: pin === null ? price : pinnedPrice(price, coin.id, pin),
    pin,
    mining,
    merged: state.merged.of(coin.id),
    indicators: state.closes.indicators(coin.id, now),
    ownChange,
  });
}

/** Our own line says what it can; the closes say the rest. */
function changesOf({ series, closes }: MarketState, coinId: string, usd: number, nowMs: number): Amounts {
  return {
    ...amountsOf(closePeriods.map(([name, days]) => [name, closes.changeSince(coinId, days, usd, nowMs)] as const)),
    ...amountsOf(ownPeriods.map(([name, periodMs]) => [name, series.change(coinId, periodMs, usd, nowMs)] as const)),
  };
}

import type { Clock } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import type { MarketDataInput } from '@lodestream/records';
import type { ChainBook } from './chains/chain-book.js';
import type { MergedEarnings } from './chains/merged-earnings.js';
import { miningMetrics } from './chains/mining-metrics.js';
import type { CloseBook } from './history/close-book.js';
import type { ReconciledPrice } from './reconcile/reconciled-price.js';
import { marketRecord } from './record/market-record.js';
import type { Holds } from './operator/holds.js';
import { pinnedPrice } from './operator/pinned-price.js';
import type { IdentityDoubts } from './sources/identity-doubts.js';
import type { ChangePeriod } from './series/change-period.js';
import { noChanges, ownChanges } from './series/own-changes.js';
import type { PriceSeries } from './series/price-series.js';

/** Everything a record is made of besides its price. */
export interface MarketState {
  readonly chains: ChainBook;
  readonly closes: CloseBook;
  readonly series: PriceSeries;
  readonly periods: readonly ChangePeriod[];
  readonly merged: MergedEarnings;
  readonly holds: Holds;
  readonly doubts: IdentityDoubts;
  readonly clock: Clock;
}

const unverified = { path: 'coin.id', reason: 'unverified_id' } as const;

/** The record of one coin and tick, from its price and everything else that is known; what the sources say is remembered for later changes. */
export function recordOf(state: MarketState, coin: Coin, price: ReconciledPrice, tick: number, intervalMs: number): MarketDataInput {
  const now = state.clock.now();
  const said = price.stale ? null : (price.price['usd'] ?? null);
  const changes = said === null ? noChanges : ownChanges(state, state.periods, coin.id, said, now);
  if (said !== null && price.trueAtMs !== null) state.series.add(coin.id, price.trueAtMs, said);
  const judged = isDoubtful(state.doubts, coin.id, price.source) ? { ...price, flags: [...price.flags, unverified] } : price;
  const pin = state.holds.pinOf(coin.id);
  const mining = miningMetrics(coin, state.chains.of(coin.id, now), pin?.usd ?? said);
  state.merged.take(coin, mining);
  return marketRecord({
    coin,
    tick,
    observedAtMs: now,
    intervalMs,
    price: pin === null ? judged : pinnedPrice(judged, coin.id, pin),
    pin,
    mining,
    merged: state.merged.of(coin.id),
    indicators: state.closes.indicators(coin.id, now),
    changes,
  });
}

function isDoubtful(doubts: IdentityDoubts, coinId: string, source: string): boolean {
  return source === 'none' ? doubts.hasAny(coinId) : doubts.has(source, coinId);
}

import type { Clock } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import type { MarketDataInput } from '@lodestream/records';
import type { ChainBook } from './chains/chain-book.js';
import type { DifficultyBook } from './chains/difficulty-book.js';
import type { MergedEarnings } from './chains/merged-earnings.js';
import { miningMetrics } from './chains/mining-metrics.js';
import type { CloseBook } from './history/close-book.js';
import { doubtsAbout, isLowQuality, type KnownBefore } from './reconcile/doubts-about.js';
import type { ReconciledPrice } from './reconcile/reconciled-price.js';
import { marketRecord } from './record/market-record.js';
import type { Holds } from './operator/holds.js';
import { pinnedPrice } from './operator/pinned-price.js';
import type { ChangePeriod } from './series/change-period.js';
import { toldChanges } from './series/told-changes.js';

/** Everything a record is made of besides its price. */
export interface MarketState extends KnownBefore {
  readonly chains: ChainBook;
  readonly difficulties: DifficultyBook;
  readonly closes: CloseBook;
  readonly periods: readonly ChangePeriod[];
  readonly merged: MergedEarnings;
  readonly holds: Holds;
  readonly clock: Clock;
}

/** The record of one coin and tick, from its price and everything else that is known; what the sources say is remembered for later changes. */
export function recordOf(state: MarketState, coin: Coin, price: ReconciledPrice, tick: number, intervalMs: number): MarketDataInput {
  const now = state.clock.now();
  const said = price.stale ? null : (price.price['usd'] ?? null);
  const changes = toldChanges(state, state.periods, price.quote ?? { change: {} }, coin.id, said, now);
  const judged = { ...price, flags: [...price.flags, ...doubtsAbout(price, coin.id, state)] };
  if (said !== null && price.trueAtMs !== null && !isLowQuality(judged.flags)) state.series.add(coin.id, price.trueAtMs, said);
  const pin = state.holds.pinOf(coin.id);
  const facts = state.chains.of(coin.id, now);
  if (facts !== null) state.difficulties.note(facts);
  const mining = miningMetrics(coin, facts, pin?.usd ?? said, (algorithm) => state.difficulties.smoothed(coin.id, algorithm, now));
  state.merged.take(coin, mining);
  return marketRecord({
    coin,
    tick,
    observedAtMs: now,
    intervalMs,
    price: pin === null ? judged : pinnedPrice(judged, coin.id, pin),
    pin,
    facts,
    mining,
    merged: state.merged.of(coin.id),
    indicators: state.closes.indicators(coin.id, now),
    changes,
  });
}

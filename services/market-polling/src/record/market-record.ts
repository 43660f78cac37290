import type { Coin } from '@lodestream/mining';
import type { MarketDataInput } from '@lodestream/records';
import type { Amounts } from '../quotes/price-quote.js';
import type { Pin } from '../operator/holds.js';
import type { MergedGroupEarnings } from '../chains/merged-earnings.js';
import type { HeldFacts } from '../chains/chain-facts.js';
import type { MiningMetrics } from '../chains/mining-metrics.js';
import type { Indicators } from '../history/close-book.js';
import type { QualityFlag, ReconciledPrice } from '../reconcile/reconciled-price.js';
import type { ToldChanges } from '../series/told-changes.js';
import { chainFlags } from './chain-flags.js';

/** What a record is made of. */
export interface MarketRecordParts {
  readonly coin: Coin;
  readonly tick: number;
  readonly observedAtMs: number;
  readonly intervalMs: number;
  readonly price: ReconciledPrice;
  /** Who has put the price in place of the sources'; null where nobody has. */
  readonly pin: Pin | null;
  /** What is believed of its chain; null where nothing is. */
  readonly facts: HeldFacts | null;
  readonly mining: MiningMetrics;
  /** What the group earns that the coin is the parent of; null where it is none. */
  readonly merged: MergedGroupEarnings | null;
  readonly indicators: Indicators;
  readonly changes: ToldChanges;
}

/** One reconciled record of one coin and tick. */
export function marketRecord({
  coin,
  tick,
  observedAtMs,
  intervalMs,
  price,
  pin,
  facts,
  mining,
  merged,
  indicators,
  changes,
}: MarketRecordParts): MarketDataInput {
  const { quote, candidates, source, stale, state, btcDerived, flags } = price;
  const lastUpdatedMs = pin?.atMs ?? quote?.lastUpdatedMs ?? null;
  return {
    timestamp: tick,
    observed_at: observedAtMs,
    source,
    coin: { id: coin.id, symbol: coin.symbol || (quote?.symbol ?? null), name: coin.name || (quote?.name ?? null) },
    interval_ms: intervalMs,
    price: {
      ...split(price.price),
      btc_derived: btcDerived,
      last_updated: lastUpdatedMs,
      age_ms: lastUpdatedMs === null ? null : Math.max(0, observedAtMs - lastUpdatedMs),
      stale,
      state,
    },
    pin: pin === null ? null : { usd: pin.usd, by: pin.by, at: pin.atMs, until: pin.untilMs, reason: pin.reason },
    market_cap: split(price.marketCap),
    volume_24h: split(price.volume24h),
    price_change: changesOf(changes.change),
    mining_metrics: mining,
    merged_group: merged,
    candidates: candidates.map((each) => ({
      source: each.source,
      price: each.usd,
      last_updated: each.lastUpdatedMs,
      observed_at: each.observedAtMs,
      verdict: each.verdict,
      deviation_percent: each.deviationPercent,
    })),
    technical_indicators: indicators,
    quality: { flags: [...flags.flatMap((flag) => orDerived(flag, changes)), ...changeFlags(changes), ...chainFlags(coin, mining, facts)] },
  };
}

/** Of the changes, those that begin at a price we did not see ourselves, and those that were told before and are told again. */
const changeFlags = ({ backFilled, before }: ToldChanges): QualityFlag[] => [
  ...backFilled.map((name) => ({ path: changePath(name), reason: 'back_filled' as const })),
  ...before.map((name) => ({ path: changePath(name), reason: 'stale' as const })),
];

const changePath = (period: string): string => `price_change.${changeFields.get(period) ?? `custom.${period}`}`;

/** What the source did not give is not missing where we reckoned it ourselves. */
function orDerived({ path, reason }: QualityFlag, { derived, before }: ToldChanges): QualityFlag[] {
  const isAmong = (periods: readonly string[]): boolean => reason === 'not_given' && periods.some((name) => path === changePath(name));
  return isAmong(before) ? [] : [{ path, reason: isAmong(derived) ? 'derived' : reason }];
}

function split(amounts: Amounts): { usd: number | null; btc: number | null; other: Record<string, number> } {
  const { usd = null, btc = null, ...other } = amounts;
  return { usd, btc, other };
}

const changeFields = new Map([
  ['1h', 'percent_1h'],
  ['24h', 'percent_24h'],
  ['7d', 'percent_7d'],
]);

function changesOf({ '1h': hour, '24h': day, '7d': week, ...custom }: Amounts): NonNullable<MarketDataInput['price_change']> {
  return { percent_1h: hour ?? null, percent_24h: day ?? null, percent_7d: week ?? null, custom };
}

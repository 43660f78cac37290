import type { IdentityDoubts } from '../sources/identity-doubts.js';
import type { PriceSeries } from '../series/price-series.js';
import type { JumpWatch } from './jump-watch.js';
import type { MarketFlag, QualityFlag, ReconciledPrice } from './reconciled-price.js';

const mostAheadMs = 600_000;

/** What a price is compared with. */
export interface KnownBefore {
  readonly doubts: IdentityDoubts;
  readonly jumps: JumpWatch;
  readonly series: PriceSeries;
}

/**
 * Why a price, or what came with it, may not be worth much: its id was never checked; its provider has taken the coin off, nobody traded it
 * for a day, or it jumped and no second source says so; its time, volume or change can not be.
 */
export function doubtsAbout(price: ReconciledPrice, coinId: string, { doubts, jumps, series }: KnownBefore): readonly QualityFlag[] {
  const { quote, source } = price;
  const flag = (path: string, reason: MarketFlag, when: boolean): QualityFlag[] => (when ? [{ path, reason }] : []);
  const volume = quote?.volume24h['usd'];
  const isWorthLittle = quote?.inactive === true || volume === 0 || hasJumped(price, coinId, jumps, series);
  return [
    ...flag('coin.id', 'unverified_id', source === 'none' ? doubts.hasAny(coinId) : doubts.has(source, coinId)),
    ...flag('price.usd', 'low_quality', isWorthLittle),
    ...flag('price.last_updated', 'low_quality', isAhead(price)),
    ...flag('volume_24h.usd', 'low_quality', volume !== undefined && volume < 0),
    ...flag('price_change.percent_24h', 'low_quality', (quote?.change['24h'] ?? 0) <= -100),
  ];
}

/** Whether a price is low of quality by its flags. */
export const isLowQuality = (flags: readonly { readonly path: string; readonly reason: string }[]): boolean =>
  flags.some(({ path, reason }) => path === 'price.usd' && reason === 'low_quality');

/** A price from a time to come would never grow old by its own time; clocks differ by a little. */
const isAhead = ({ quote, trueAtMs }: ReconciledPrice): boolean =>
  trueAtMs !== null && (quote?.lastUpdatedMs ?? trueAtMs) - trueAtMs > mostAheadMs;

function hasJumped(
  { stale, trueAtMs, price, candidates }: ReconciledPrice,
  coinId: string,
  jumps: JumpWatch,
  series: PriceSeries,
): boolean {
  const usd = price['usd'];
  const isConfirmed = candidates.filter(({ verdict }) => verdict === 'accepted').length > 1;
  if (stale || isConfirmed || usd === undefined || trueAtMs === null) return false;
  return jumps.isDoubtful(coinId, { atMs: trueAtMs, usd }, series.newest(coinId));
}

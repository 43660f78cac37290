import type { MarketData, MarketGlobal } from '@lodestream/records';
import type { MarketReport, MarketRow, MergedGroupRow } from './market-report.js';

const mostPoints = 96;
const mostCoins = 1_000;
const shownForMs = 7 * 86_400_000;
const letGoForMs = 86_400_000;

interface Known {
  newest: MarketData;
  readonly prices: [number, number][];
}

/** The newest record of every coin; one that is a week old is left out, and one of a day where others have gone on: that coin was let go. */
export class MarketView {
  private readonly coins = new Map<string, Known>();
  private readonly providers = new Map<string, MarketGlobal>();

  /** Takes in a record; an older one, as a gap filled later, only adds to the line. */
  take(record: MarketData): void {
    const known = this.coins.get(record.coin.id);
    if (known === undefined && this.coins.size >= mostCoins) return;
    const prices = known?.prices ?? [];
    if (record.price.usd !== null && !record.price.stale && record.pin === null) add(prices, [record.timestamp, record.price.usd]);
    const newest = known !== undefined && known.newest.timestamp > record.timestamp ? known.newest : record;
    this.coins.set(record.coin.id, { newest, prices });
  }

  /** Whether a record of that coin has come. */
  has(coinId: string): boolean {
    return this.coins.has(coinId);
  }

  /** The newest record of a coin; null where none is known. */
  newest(coinId: string): MarketData | null {
    return this.coins.get(coinId)?.newest ?? null;
  }

  /** Takes in what a provider says of the market as a whole. */
  takeGlobal(record: MarketGlobal): void {
    const known = this.providers.get(record.source);
    if (known === undefined || known.timestamp <= record.timestamp) this.providers.set(record.source, record);
  }

  /** Everything as it stands at `nowMs`. */
  report(nowMs: number): Omit<MarketReport, 'sources' | 'overrides'> {
    const all = [...this.coins.values()].map((known) => rowOf(known, nowMs));
    const latestMs = Math.max(...all.map(({ timestamp }) => timestamp));
    const rows = all.filter(({ timestamp }) => nowMs - timestamp < shownForMs && latestMs - timestamp < letGoForMs);
    const groups = rows.flatMap(groupOf).sort((a, b) => a.id.localeCompare(b.id));
    return { as_of: nowMs, coins: rows.sort(byMarketCap), groups, global: [...this.providers.values()] };
  }
}

function rowOf({ newest, prices }: Known, nowMs: number): MarketRow {
  const trueAt = newest.price.last_updated ?? newest.observed_at;
  return {
    ...newest,
    age_s: Math.max(0, Math.round((nowMs - trueAt) / 1_000)),
    silent: nowMs - newest.timestamp > 3 * newest.interval_ms,
    sparkline: [...prices],
  };
}

function groupOf({ merged_group: group, coin, timestamp, silent }: MarketRow): MergedGroupRow[] {
  return group === null ? [] : [{ ...group, parent: coin.id, timestamp, silent }];
}

function byMarketCap(a: MarketRow, b: MarketRow): number {
  return (b.market_cap.usd ?? -1) - (a.market_cap.usd ?? -1) || a.coin.id.localeCompare(b.coin.id);
}

function add(prices: [number, number][], point: [number, number]): void {
  const after = prices.findIndex(([at]) => at >= point[0]);
  if (after === -1) prices.push(point);
  else prices.splice(after, prices[after]![0] === point[0] ? 1 : 0, point);
  if (prices.length > mostPoints) prices.shift();
}

import { annualisedVolatility, type DailyCloses, movingAverage, percentChange, relativeStrengthIndex } from '@lodestream/analytics';
import type { MarketDataInput } from '@lodestream/records';

/** A closing price in USD: the price at the end of a UTC day. */
export interface DailyClose {
  /** Days from the epoch to the day that closed. */
  readonly day: number;
  readonly usd: number;
}

/** The part of a record that holds indicators. */
export type Indicators = NonNullable<MarketDataInput['technical_indicators']>;

const dayMs = 86_400_000;
/** Providers publish the close of a day 10 to 35 minutes after its end. */
const publishedAfterMs = 40 * 60_000;
const mostDays = 400;
/** A close that did not come so often is not asked for again before the next one. */
const mostTries = 3;

/** The newest day whose close can be had at a time, as days from the epoch. */
export const newestClosedDay = (nowMs: number): number => Math.floor((nowMs - publishedAfterMs) / dayMs) - 1;

/** When the close after that one can be had, in UTC milliseconds. */
export const nextCloseHad = (nowMs: number): number => (newestClosedDay(nowMs) + 2) * dayMs + publishedAfterMs;

/** The daily closes of coins, and what follows from them. */
export class CloseBook {
  private readonly closes = new Map<string, Map<number, number>>();
  private readonly vain = new Map<string, { readonly day: number; readonly tries: number }>();
  /** Figures of a whole series are reckoned once a day and coin, not with every price. */
  private readonly figures = new Map<string, { readonly day: number; readonly indicators: Indicators }>();

  /** Takes in closes; a later word on a day replaces an earlier one. */
  take(coinId: string, closes: readonly DailyClose[]): void {
    const known = this.closes.get(coinId) ?? new Map<number, number>();
    for (const { day, usd } of closes) known.set(day, usd);
    this.figures.delete(coinId);
    const oldest = Math.max(...known.keys()) - mostDays;
    this.closes.set(coinId, new Map([...known].filter(([day]) => day > oldest)));
  }

  /** Whether a close can be had that is not known yet, and was not asked for in vain too often. */
  isBehind(coinId: string, nowMs: number): boolean {
    const day = newestClosedDay(nowMs);
    const vain = this.vain.get(coinId);
    const isGivenUp = vain?.day === day && vain.tries >= mostTries;
    return !isGivenUp && !(this.closes.get(coinId)?.has(day) ?? false);
  }

  /** The provider answered, and did not have the newest close: a coin that is dead must not use up the credits of the others. */
  lacked(coinId: string, nowMs: number): void {
    const day = newestClosedDay(nowMs);
    const vain = this.vain.get(coinId);
    this.vain.set(coinId, { day, tries: vain?.day === day ? vain.tries + 1 : 1 });
  }

  /** The indicators at the newest day that closed; null each until there are as many days without a gap as it takes. */
  indicators(coinId: string, nowMs: number): Indicators {
    const day = newestClosedDay(nowMs);
    const held = this.figures.get(coinId);
    if (held?.day === day) return held.indicators;
    const indicators = this.reckon(coinId, nowMs);
    this.figures.set(coinId, { day, indicators });
    return indicators;
  }

  /** Takes over figures that were told at a time, for as long as no newer close can exist; closes that are known tell them better. */
  recall(coinId: string, indicators: Indicators, toldAtMs: number): void {
    if (!this.closes.has(coinId)) this.figures.set(coinId, { day: newestClosedDay(toldAtMs), indicators });
  }

  private reckon(coinId: string, nowMs: number): Indicators {
    const series = this.series(coinId, nowMs);
    const volatility = annualisedVolatility(series, 30).at(-1) ?? null;
    return {
      rsi_14: relativeStrengthIndex(series, 14).at(-1) ?? null,
      ma_50: movingAverage(series, 50).at(-1) ?? null,
      ma_200: movingAverage(series, 200).at(-1) ?? null,
      volatility_30d: volatility === null ? null : 100 * volatility,
    };
  }

  /** Change of a price against the close so many days ago, in percent; null where that day is not known. */
  changeSince(coinId: string, days: number, usd: number, nowMs: number): number | null {
    const then = this.closes.get(coinId)?.get(Math.floor(nowMs / dayMs) - days - 1);
    return then === undefined ? null : (percentChange([then, usd], 1).at(-1) ?? null);
  }

  /** One element a day, null for one that is missing, up to the newest that closed: where its close is not had yet, up to the day before. */
  private series(coinId: string, nowMs: number): DailyCloses {
    const known = this.closes.get(coinId);
    if (known === undefined || known.size === 0) return [];
    const newest = newestClosedDay(nowMs);
    const end = [newest + 1, newest, newest - 1].find((day) => known.has(day)) ?? newest;
    const first = Math.min(...known.keys());
    return Array.from({ length: Math.max(0, end - first + 1) }, (_, index) => known.get(first + index) ?? null);
  }
}

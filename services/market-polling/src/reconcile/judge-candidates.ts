import type { Candidate, ReconcileRules, SourceQuote } from './reconciled-price.js';

/** A quote with its verdict. */
export interface JudgedQuote extends SourceQuote {
  readonly candidate: Candidate;
}

/**
 * Judges what the sources say about one coin. Fresh is what the provider itself says is fresh: a price that nobody trades keeps coming,
 * and stays as old as it is. Where two live sources differ by more than the bound, the outlier is the one farther from the last price
 * that was accepted, or the less reliable one where there is none; of more sources, whatever lies farther than the bound from the median.
 */
export function judgeCandidates(
  quotes: readonly SourceQuote[],
  rules: ReconcileRules,
  nowMs: number,
  lastUsd: number | null,
): readonly JudgedQuote[] {
  const live = quotes.filter((each) => isLive(each, rules, nowMs));
  const median = medianOf(live.map(({ quote }) => quote.price['usd']!));
  const outliers = outliersOf(live, rules, median, lastUsd);
  return quotes.map((each) => {
    const usd = each.quote.price['usd'] ?? null;
    const isAmongLive = live.includes(each);
    const verdict = !isAmongLive ? 'stale' : outliers.has(each.source) ? 'outlier' : 'accepted';
    const deviationPercent = live.length < 2 || usd === null || median === null ? null : 100 * (usd / median - 1);
    const { source, observedAtMs } = each;
    return { ...each, candidate: { source, usd, lastUpdatedMs: each.quote.lastUpdatedMs, observedAtMs, verdict, deviationPercent } };
  });
}

/** UTC milliseconds at which a quote was true, as far as anybody says. */
export const trueAtMs = ({ quote, observedAtMs }: SourceQuote): number => Math.min(quote.lastUpdatedMs ?? observedAtMs, observedAtMs);

function isLive(each: SourceQuote, rules: ReconcileRules, nowMs: number): boolean {
  return each.quote.price['usd'] !== undefined && nowMs - trueAtMs(each) <= rules.staleAfterMs;
}

function outliersOf(
  live: readonly SourceQuote[],
  rules: ReconcileRules,
  median: number | null,
  lastUsd: number | null,
): ReadonlySet<string> {
  if (median === null || live.length < 2) return new Set();
  const far = (each: SourceQuote, from: number): number => Math.abs(each.quote.price['usd']! / from - 1) * 100;
  if (live.length > 2) return new Set(live.filter((each) => far(each, median) > rules.mostDeviationPercent).map(({ source }) => source));
  const [one, other] = [...live].sort((a, b) => rules.ranking.indexOf(a.source) - rules.ranking.indexOf(b.source)) as [
    SourceQuote,
    SourceQuote,
  ];
  if (far(other, one.quote.price['usd']!) <= rules.mostDeviationPercent) return new Set();
  const isFirstWorse = lastUsd !== null && far(one, lastUsd) > far(other, lastUsd);
  return new Set([isFirstWorse ? one.source : other.source]);
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

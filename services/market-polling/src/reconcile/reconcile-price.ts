import type { Amounts, PriceQuote } from '../quotes/price-quote.js';
import { judgeCandidates, type JudgedQuote, trueAtMs } from './judge-candidates.js';
import type { MarketFlag, PriceState, QualityFlag, ReconciledPrice, ReconcileRules, SourceQuote } from './reconciled-price.js';

/** What else a price is reckoned from. */
export interface ReconcileContext {
  readonly rules: ReconcileRules;
  readonly nowMs: number;
  /** The last price in USD that was accepted for this coin; null at first. */
  readonly lastUsd: number | null;
  /** Sources that have a say on this coin: those that told of it, and those that are silent. */
  readonly asked: readonly string[];
  /** What each source says one bitcoin is worth in USD; prices in BTC are made from it where they were not given. */
  readonly bitcoinUsd: ReadonlyMap<string, number>;
  /** What one USD is worth in other currencies; prices in them are made from it where they were not given. */
  readonly perUsd: ReadonlyMap<string, number>;
}

const bitcoin = 'bitcoin';

/**
 * Makes one price of what all sources say: the most reliable trusted source with a live price, otherwise the newest price that anybody
 * ever gave, which turns stale with age and never into 0.
 */
export function reconcilePrice(quotes: readonly SourceQuote[], context: ReconcileContext): ReconciledPrice {
  const judged = judgeCandidates(quotes, context.rules, context.nowMs, context.lastUsd);
  const candidates = judged.map(({ candidate }) => candidate);
  const chosen = choose(judged, context.rules);
  if (chosen === null) return nothing(candidates);
  const rate = context.bitcoinUsd.get(chosen.source) ?? [...context.bitcoinUsd.values()][0] ?? null;
  const price = inBitcoin(chosen.quote.price, chosen.quote.coinId === bitcoin ? 1 : null, rate);
  const others = inOthers(chosen.quote.price, context.perUsd);
  const amountsIn = (amounts: Amounts): Amounts => ({ ...inBitcoin(amounts, null, rate).amounts, ...inOthers(amounts, context.perUsd) });
  const stale = chosen.candidate.verdict === 'stale';
  return {
    source: chosen.source,
    quote: chosen.quote,
    trueAtMs: trueAtMs(chosen),
    price: { ...price.amounts, ...others },
    marketCap: amountsIn(chosen.quote.marketCap),
    volume24h: amountsIn(chosen.quote.volume24h),
    btcDerived: price.derived,
    stale,
    state: stateOf(chosen, context),
    candidates,
    flags: [
      ...flagsOf(
        chosen.quote,
        price,
        stale,
        candidates.some(({ verdict }) => verdict === 'outlier'),
      ),
      ...Object.keys(others).map((currency) => ({ path: `price.other.${currency}`, reason: 'derived' as const })),
    ],
  };
}

function choose(judged: readonly JudgedQuote[], { ranking }: ReconcileRules): JudgedQuote | null {
  const byRank = [...judged].sort((a, b) => ranking.indexOf(a.source) - ranking.indexOf(b.source));
  const accepted = byRank.filter(({ candidate }) => candidate.verdict === 'accepted');
  const priced = judged.filter(({ candidate }) => candidate.usd !== null && candidate.verdict !== 'outlier');
  const newest = [...priced].sort((a, b) => trueAtMs(b) - trueAtMs(a))[0];
  return accepted.find(({ trusted }) => trusted) ?? accepted[0] ?? newest ?? null;
}

function stateOf({ source, current, candidate }: JudgedQuote, { rules, asked }: ReconcileContext): PriceState {
  if (candidate.usd === null) return 'none';
  if (candidate.verdict === 'stale') return 'stale';
  if (!current) return 'cached';
  return rules.ranking.find((each) => asked.includes(each)) === source ? 'fresh' : 'fallback';
}

function nothing(candidates: ReconciledPrice['candidates']): ReconciledPrice {
  const flags: QualityFlag[] = [{ path: 'price.usd', reason: 'not_given' }];
  const none = { source: 'none', quote: null, trueAtMs: null, price: {}, marketCap: {}, volume24h: {} };
  return { ...none, btcDerived: false, stale: true, state: 'none', candidates, flags };
}

function inBitcoin(amounts: Amounts, known: number | null, bitcoinUsd: number | null): { amounts: Amounts; derived: boolean } {
  if (known !== null) return { amounts: { ...amounts, btc: known }, derived: false };
  const usd = amounts['usd'];
  if (amounts['btc'] !== undefined || usd === undefined || bitcoinUsd === null) return { amounts, derived: false };
  return { amounts: { ...amounts, btc: usd / bitcoinUsd }, derived: true };
}

/** The amounts in other currencies that were not given. */
function inOthers(amounts: Amounts, perUsd: ReadonlyMap<string, number>): Amounts {
  const usd = amounts['usd'];
  if (usd === undefined) return {};
  return Object.fromEntries([...perUsd].flatMap(([currency, rate]) => (amounts[currency] === undefined ? [[currency, usd * rate]] : [])));
}

function flagsOf(
  quote: PriceQuote,
  price: { readonly amounts: Amounts; readonly derived: boolean },
  stale: boolean,
  disagree: boolean,
): QualityFlag[] {
  const flag = (path: string, reason: MarketFlag, when: boolean): QualityFlag[] => (when ? [{ path, reason }] : []);
  return [
    ...flag('price.btc', 'derived', price.derived),
    ...flag('price.btc', 'not_given', price.amounts['btc'] === undefined),
    ...flag('price.usd', 'stale', stale),
    ...flag('price.usd', 'disagreement', disagree),
    ...flag('market_cap.usd', 'not_given', quote.marketCap['usd'] === undefined),
    ...flag('volume_24h.usd', 'not_given', quote.volume24h['usd'] === undefined),
    ...flag('price_change.percent_24h', 'not_given', quote.change['24h'] === undefined),
  ];
}

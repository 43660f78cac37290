import type { CoinRow, Verdict } from './market-types';

/** How far a price is to be relied on, best first: as its record says, or `silent` once no more records come. */
export type PriceState = CoinRow['price']['state'] | 'silent';

/** How a state of a price is told: a word, a colour of the theme and a shape, so that no one needs to see colours. */
export interface PriceLook {
  readonly word: string;
  readonly color: string;
  /** A path in a box of 16 by 16. */
  readonly shape: string;
}

const dot = 'M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3z';
const square = 'M2 2h12v12H2z';
const diamond = 'M8 1l7 7-7 7-7-7z';
const ring = 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z';
const triangle = 'M8 1.5l7 12.5H1z';
const cross = 'M1.7 4.5L4.5 1.7 8 5.2l3.5-3.5 2.8 2.8L10.8 8l3.5 3.5-2.8 2.8L8 10.8l-3.5 3.5-2.8-2.8L5.2 8z';

export const priceLooks: Readonly<Record<PriceState, PriceLook>> = {
  fresh: { word: 'Fresh', color: 'var(--hashing)', shape: dot },
  pinned: { word: 'Pinned', color: 'var(--paused)', shape: square },
  fallback: { word: 'Fallback', color: 'var(--paused)', shape: diamond },
  cached: { word: 'Cached', color: 'var(--stale)', shape: ring },
  stale: { word: 'Stale', color: 'var(--degraded)', shape: triangle },
  silent: { word: 'Silent', color: 'var(--offline)', shape: cross },
  none: { word: 'No price', color: 'var(--offline)', shape: cross },
  unknown: { word: 'Not told', color: 'var(--stale)', shape: ring },
};

/** How far the price of a coin is to be relied on; the worst that holds. */
export function priceStateOf({ price, silent }: CoinRow): PriceState {
  return silent && price.usd !== null ? 'silent' : price.state;
}

const doubts = [
  ['coin.id', 'unverified_id', 'It was not compared yet whether the source means this coin.'],
  ['price.usd', 'low_quality', 'It is worth little: nobody trades at it, or it jumped and nothing confirms it yet.'],
] as const;

/** Why the price is as it is, and what speaks against it, in a sentence or more. */
export function whyOf(row: CoinRow, state: PriceState): string {
  const against = doubts.filter(([path, reason]) => row.quality.flags.some((flag) => flag.path === path && flag.reason === reason));
  return [cameBy(row, state), ...against.map(([, , sentence]) => sentence)].join(' ');
}

function cameBy(row: CoinRow, state: PriceState): string {
  const name = sourceName(row.source);
  if (state === 'fresh') return `From ${name}, the most reliable source.`;
  if (state === 'pinned') return `Set by ${row.pin?.by ?? 'an operator'}, whatever the sources say.`;
  if (state === 'none') return 'No source has given a price yet.';
  if (state === 'silent') return 'No record has come for three intervals: see whether market-polling runs.';
  if (state === 'stale') return 'The newest price any source has is older than the limit; nothing new is reckoned from it.';
  if (state === 'cached') return `The last word of ${name}: no source answers with a price of this coin now.`;
  if (state === 'unknown') return `From ${name}, who did not say how it was come by.`;
  const first = row.candidates[0];
  if (first === undefined || first.source === row.source) return `From ${name}; a more reliable source does not answer.`;
  return `From ${name} instead of ${sourceName(first.source)}, ${whyNot(first.verdict)}.`;
}

function whyNot(verdict: Verdict): string {
  if (verdict === 'outlier') return 'whose price lies too far from the others';
  if (verdict === 'stale') return 'whose price is too old';
  return 'which does not answer, or came back only now';
}

const sourceNames: Readonly<Record<string, string>> = {
  coingecko: 'CoinGecko',
  coinmarketcap: 'CoinMarketCap',
  mempool: 'mempool.space',
  litecoinspace: 'litecoinspace.org',
  minerstat: 'minerstat',
  node: 'own node',
  none: 'nobody',
  pinned: 'set by hand',
};

/** How a source is called among people. */
export const sourceName = (source: string): string => sourceNames[source] ?? source;

const reasons: Readonly<Record<string, string>> = {
  not_given: 'no source gives it',
  derived: 'made from two prices in USD',
  stale: 'out of date',
  disagreement: 'the sources disagree',
  outlier: 'a source lies far off',
  no_answer: 'its source did not answer',
  fallback: 'from another source than the rest',
  too_few_observations: 'seen too few times to be smoothed',
};

/** The remark of a record on one of its values, in words; null where there is none. */
export function remarkOn(row: CoinRow, path: string): string | null {
  const flag = row.quality.flags.find((each) => each.path === path);
  return flag === undefined ? null : (reasons[flag.reason] ?? flag.reason.replaceAll('_', ' '));
}

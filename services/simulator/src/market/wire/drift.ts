import type { DriftKind, MarketSource } from '../faults/market-fault.js';

/** What fields are called from the day a provider changes its mind, by source. */
const renamed: readonly (readonly [MarketSource, was: string, is: string])[] = [
  ['coingecko', 'usd', 'usd_price'],
  ['coingecko', 'current_price', 'price_now'],
  ['coingecko', 'prices', 'price_points'],
  ['coingecko', 'total_market_cap', 'market_cap_total'],
  ['coinmarketcap', 'quote', 'quotes_by_currency'],
  ['coinmarketcap', 'credit_count', 'credits'],
  ['mempool', 'currentHashrate', 'hashrateNow'],
  ['mempool', 'currentDifficulty', 'difficultyNow'],
  ['litecoinspace', 'currentHashrate', 'hashrateNow'],
  ['litecoinspace', 'currentDifficulty', 'difficultyNow'],
  ['minerstat', 'network_hashrate', 'nethash'],
  ['minerstat', 'difficulty', 'diff'],
  ['node', 'networkhashps', 'networkhashes'],
  ['node', 'difficulty', 'difficulties'],
];

/** What rows are told apart by, by source. */
const ids: readonly (readonly [MarketSource, string])[] = [
  ['coingecko', 'id'],
  ['coinmarketcap', 'id'],
  ['minerstat', 'coin'],
];

/** The same answer after the provider changed its schema without a word, in one of the ways that are known of real ones. */
export function drifted(kind: DriftKind, source: MarketSource, body: unknown): unknown {
  if (kind === 'wrapped') return { payload: body };
  if (kind === 'reshaped') return reshaped(body);
  const fields = renamed.filter(([who]) => who === source);
  if (kind === 'without_ids') return withoutIds(ids.find(([who]) => who === source)?.[1], body);
  return changed(body, (key, value) => {
    const field = fields.find(([, was]) => was === key);
    if (field === undefined) return [key, value];
    return kind === 'retyped' ? [key, { amount: value }] : [field[2], value];
  });
}

type Change = (key: string, value: unknown) => readonly [key: string, value: unknown] | null;

/** Changes the fields of every object, from the inside out; one that becomes null is left out. */
function changed(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((item) => changed(item, change));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => change(key, changed(item, change)));
  return Object.fromEntries(entries.filter((entry) => entry !== null));
}

/** A list becomes a map by position, a map a list of its values. */
function reshaped(body: unknown): unknown {
  if (Array.isArray(body)) return Object.fromEntries(body.map((item, index) => [`row_${index}`, item]));
  return typeof body === 'object' && body !== null ? Object.values(body) : body;
}

/** Rows lose what they are told apart by; of a map whose keys are ids, the keys become positions. */
function withoutIds(id: string | undefined, body: unknown): unknown {
  if (id === undefined || typeof body !== 'object' || body === null) return body;
  const isKeyedById = !Array.isArray(body) && !('data' in body) && !('status' in body);
  const rows = isKeyedById ? Object.fromEntries(Object.values(body).map((row, index) => [`row_${index}`, row])) : body;
  return changed(rows, (key, value) => (key === id ? null : [key, value]));
}

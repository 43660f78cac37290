import { findCoin } from '@lodestream/mining';
import type { ListedCoin } from '../quotes/price-quote.js';

const bitcoin = findCoin('bitcoin')!;

/** The coins to ask a provider for, bitcoin among them under its `id` there: prices in BTC are reckoned from its own, and it costs no call more. */
export function withBitcoin(listed: readonly ListedCoin[], id: string): readonly ListedCoin[] {
  return listed.length === 0 || listed.some(({ coin }) => coin.id === bitcoin.id) ? listed : [...listed, { coin: bitcoin, id }];
}

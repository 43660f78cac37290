import { type MarketFaultPlan, quoteFaultKinds } from '../faults/market-fault.js';
import { assets } from './asset-sheet.js';
import { chainSheets } from './chain-sheet.js';

const priced = assets.map(({ id }) => id);
const mined = [...new Set(chainSheets.map(({ coin }) => coin))];

/** Why a trouble planned for one coin would never come, and what would; null for one that comes. */
export function whyNoTrouble({ kind, coin }: Pick<MarketFaultPlan, 'kind' | 'coin'>): string | null {
  if (coin === undefined) return null;
  if (!(quoteFaultKinds as readonly string[]).includes(kind))
    return `coin says nothing to ${kind}, but to ${quoteFaultKinds.join(', ')} only`;
  return priced.includes(coin) ? null : unknown(coin, 'the simulated market', priced);
}

/** Why a planned move would move nothing, and what would; null for one that does. */
export function whyNoMove({ what, coin }: { readonly what: 'price' | 'hashrate'; readonly coin: string }): string | null {
  if (what === 'hashrate') return mined.includes(coin) ? null : unknown(coin, 'the simulated chains', mined);
  return priced.includes(coin) ? null : unknown(coin, 'the simulated market', priced);
}

const unknown = (coin: string, where: string, known: readonly string[]): string =>
  `coin ${JSON.stringify(coin.slice(0, 100))} is none of ${where}; there are ${known.join(', ')}`;

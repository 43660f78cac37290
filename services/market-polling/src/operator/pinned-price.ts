import type { ReconciledPrice } from '../reconcile/reconciled-price.js';
import type { Pin } from './holds.js';

/** The name that stands as the source of a pinned price. */
export const pinnedSource = 'pinned';

/**
 * The price as an operator has pinned it, with what the sources say beside it. Other currencies keep their proportion to USD as the
 * sources see it, bitcoin in BTC is 1, and what can't be made so is left out.
 */
export function pinnedPrice(price: ReconciledPrice, coinId: string, pin: Pin): ReconciledPrice {
  const usd = price.price['usd'];
  const inProportion =
    usd === undefined ? [] : Object.entries(price.price).map(([name, amount]) => [name, (amount / usd) * pin.usd] as const);
  const btc = coinId === 'bitcoin' ? { btc: 1 } : {};
  return {
    ...price,
    source: pinnedSource,
    price: { ...Object.fromEntries(inProportion), ...btc, usd: pin.usd },
    btcDerived: coinId !== 'bitcoin' && price.price['btc'] !== undefined,
    stale: false,
    state: 'pinned',
    flags: [...price.flags.filter(({ path }) => !path.startsWith('price.')), { path: 'price.usd', reason: 'pinned' }],
  };
}

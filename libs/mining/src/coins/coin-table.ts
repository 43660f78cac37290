import { type Coin, coinFrom, type PriceProvider, priceProviders } from './coin.js';
import { coinRows } from './coin-rows.js';
import { poolNames } from './pool-names.js';

/** Every coin that is known here. */
export const coins: readonly Coin[] = coinRows.map(coinFrom);

const byId = new Map(coins.map((coin) => [coin.id, coin]));
const byProvider = new Map(priceProviders.map((provider) => [provider, byIdAt(provider)]));
const byPool = new Map(poolNames.map(([pool, word, id]) => [keyOf(pool, word), id]));

/** The coin with that id of ours; undefined for any other. */
export const findCoin = (id: string): Coin | undefined => byId.get(id);

/**
 * The coin that a price provider lists under that id; undefined for every other asset it lists. CoinGecko's `pepecoin` is none of ours:
 * the chain that is mined is `pepecoin-network` there.
 */
export const coinOfProvider = (provider: PriceProvider, id: string | number): Coin | undefined => byProvider.get(provider)?.get(String(id));

/**
 * The coin that a pool or service means by its own word for it, such as `bells-mm` of `f2pool`; undefined for a word or a pool that
 * has no line in the table of names, whatever ticker it looks like.
 */
export function coinOfPool(pool: string, word: string): Coin | undefined {
  const id = byPool.get(keyOf(pool, word.trim().toLowerCase()));
  return id === undefined ? undefined : byId.get(id);
}

function byIdAt(provider: PriceProvider): ReadonlyMap<string, Coin> {
  return new Map(
    coins.flatMap((coin) => {
      const id = coin.ids[provider]?.id ?? null;
      return id === null ? [] : [[id, coin] as const];
    }),
  );
}

function keyOf(pool: string, word: string): string {
  return `${pool}/${word}`;
}

import { findCoin } from '@lodestream/mining';
import type { Quotes } from '../quotes.js';
import type { ProviderAnswer, ProviderCall } from '../wire/provider.js';
import { textError } from './errors.js';

/** `/coins/list`: every asset, without pages. */
export function coinsList({ world }: Quotes): ProviderAnswer {
  return { status: 200, body: world.assets.map(({ listed, symbol, name }) => ({ id: listed.word, symbol: symbol.toLowerCase(), name })) };
}

/** `/coins/{id}`: algorithm and block time; of the market only the price. */
export function coinPage(quotes: Quotes, call: ProviderCall): ProviderAnswer {
  const asset = quotes.world.assets.find(({ listed }) => listed.word === call.path.split('/')[2]);
  const quote = asset && quotes.of(asset, call.at);
  if (asset === undefined || quote === null || quote === undefined) return textError(404, 'coin not found');
  const coin = findCoin(asset.id);
  return {
    status: 200,
    body: {
      id: asset.listed.word,
      symbol: asset.symbol.toLowerCase(),
      name: asset.name,
      hashing_algorithm: coin?.algorithms[0] ?? null,
      block_time_in_minutes: coin?.blockSeconds == null ? 0 : coin.blockSeconds / 60,
      genesis_date: null,
      market_data: { current_price: { usd: quote.price('usd'), btc: quote.price('btc') } },
      last_updated: new Date(quote.updatedAt).toISOString(),
    },
  };
}

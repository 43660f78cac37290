import type { Quotes } from '../quotes.js';
import { isTrue, listOf, type ProviderAnswer, type ProviderCall } from '../wire/provider.js';
import { textError } from './errors.js';
import { atPrecision } from './precision.js';
import { selectAssets } from './select-assets.js';

/** `/simple/price`: an object keyed by id. An id it does not have is left out without a word. */
export function simplePrice(quotes: Quotes, call: ProviderCall): ProviderAnswer {
  const currencies = listOf(call.query.get('vs_currencies')).map((currency) => currency.toLowerCase());
  if (currencies.length === 0) return textError(400, 'Missing parameter vs_currencies');
  const selected = selectAssets(quotes.world.assets, call.query);
  if (selected === null) return textError(400, 'Missing parameter ids');
  const round = atPrecision(call.query.get('precision'));
  const rows = selected.flatMap((asset) => {
    const quote = quotes.of(asset, call.at);
    if (quote === null) return [];
    const row: Record<string, number | null> = {};
    for (const currency of currencies) {
      if (quotes.world.prices.in(currency, asset, call.at) === null) continue;
      row[currency] = round(quote.price(currency));
      // what is hardly traded has no market capitalization here
      if (isTrue(call, 'include_market_cap'))
        row[`${currency}_market_cap`] = asset.newPriceSeconds >= 300 ? null : quote.marketCap(currency);
      if (isTrue(call, 'include_24hr_vol')) row[`${currency}_24h_vol`] = quote.volume(currency);
      if (isTrue(call, 'include_24hr_change')) row[`${currency}_24h_change`] = quote.change(86_400_000, currency);
    }
    if (isTrue(call, 'include_last_updated_at')) row['last_updated_at'] = Math.floor(quote.updatedAt / 1000);
    return [[asset.listed.word, row] as const];
  });
  return { status: 200, headers: { 'Cache-Control': 'max-age=60' }, body: Object.fromEntries(rows) };
}

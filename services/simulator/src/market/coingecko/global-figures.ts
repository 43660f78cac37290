import type { Quotes } from '../quotes.js';
import type { ProviderAnswer, ProviderCall } from '../wire/provider.js';
import { wholeMarket } from '../whole-market.js';

/** `/global` is made anew each ten minutes. */
const cacheMs = 600_000;

/** `/global`: the market as a whole. */
export function globalFigures({ world }: Quotes, { at }: ProviderCall): ProviderAnswer {
  const moment = Math.floor(at / cacheMs) * cacheMs;
  const [now, before] = [wholeMarket(world, moment), wholeMarket(world, moment - 86_400_000)];
  const inCurrencies = (usd: number): Record<string, number> => ({ usd, btc: usd / now.btcUsd, eur: usd / 1.08 });
  return {
    status: 200,
    body: {
      data: {
        active_cryptocurrencies: 17_214,
        upcoming_icos: 0,
        ongoing_icos: 49,
        ended_icos: 3376,
        markets: 1283,
        total_market_cap: inCurrencies(now.marketCap),
        total_volume: inCurrencies(now.volume),
        market_cap_percentage: { btc: now.btcPart * 100, eth: now.ethPart * 100 },
        market_cap_change_percentage_24h_usd: (now.marketCap / before.marketCap - 1) * 100,
        volume_change_percentage_24h_usd: (now.volume / before.volume - 1) * 100,
        updated_at: Math.floor(moment / 1000),
      },
    },
  };
}

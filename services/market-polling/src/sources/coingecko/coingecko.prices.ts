import type { Coin } from '@lodestream/mining';
import type { ListedCoin, PriceAnswer } from '../../quotes/price-quote.js';
import type { PriceProvider } from '../../rounds/price-provider.js';
import { type Cadence, isDue, secondsTogether } from '../../plan/cadence.js';
import type { CoinGeckoCadences } from './plan.js';
import type { CoinIds } from '../coin-ids.js';
import { withBitcoin } from '../with-bitcoin.js';
import type { CoinGeckoSource } from './coingecko.source.js';

/** What to ask for, and how often. */
export interface CoinGeckoPricesOptions {
  readonly api: CoinGeckoSource;
  readonly ids: CoinIds;
  readonly currencies: readonly string[];
  /** When prices are asked for at all, and when they are wanted with volumes and capitalisation. */
  readonly cadences: CoinGeckoCadences;
}

const toldAnyway = new Set(['usd', 'btc']);
const ratesEveryMs = 43_200_000;

/**
 * CoinGecko's prices by the fewest calls: one a tick. Where `/coins/markets` is due, `/simple/price` would only say the same again, and is
 * not asked.
 */
export class CoinGeckoPrices implements PriceProvider {
  readonly source = 'coingecko';
  readonly intervalMs: number;
  readonly cadences: readonly Cadence[];
  private lastMarketsTick: number | null = null;
  private lastSimpleTick = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: CoinGeckoPricesOptions) {
    this.cadences = options.cadences.asked;
    this.intervalMs = secondsTogether(this.cadences) * 1_000;
  }

  get coins(): readonly Coin[] {
    return this.options.ids.coins;
  }

  async prices(tick: number, signal: AbortSignal): Promise<PriceAnswer | null> {
    const { api, currencies } = this.options;
    const asked = await this.asked(signal);
    if (asked.length === 0) return null;
    if (!isDue(this.options.cadences.markets, this.lastMarketsTick, tick) || this.lacksRates(tick)) {
      const answer = await api.simplePrice(asked, currencies, { signal });
      this.lastSimpleTick = tick;
      return answer;
    }
    const answer = await api.markets(asked, 'usd', { signal });
    this.lastMarketsTick = tick;
    return answer;
  }

  /** Where `/coins/markets` is due every time, nothing would tell of other currencies; once in half a day the other endpoint is asked. */
  private lacksRates(tick: number): boolean {
    const { currencies, cadences } = this.options;
    if (cadences.markets.intervalSeconds * 1_000 > this.intervalMs || currencies.every((currency) => toldAnyway.has(currency)))
      return false;
    return tick - this.lastSimpleTick >= ratesEveryMs;
  }

  async pricesNow(signal: AbortSignal): Promise<PriceAnswer | null> {
    const asked = await this.asked(signal);
    return asked.length === 0 ? null : await this.options.api.markets(asked, 'usd', { signal, fresh: true }, 'stand_in');
  }

  private async asked(signal: AbortSignal): Promise<readonly ListedCoin[]> {
    await this.options.ids.settle(signal);
    return withBitcoin(this.options.ids.listed, 'bitcoin');
  }
}

import type { ListedCoin, PriceAnswer } from '../../quotes/price-quote.js';
import type { PriceProvider } from '../../rounds/price-provider.js';
import { withBitcoin } from '../with-bitcoin.js';
import type { CoinGeckoSource } from './coingecko.source.js';

/** What to ask for, and how often. */
export interface CoinGeckoPricesOptions {
  readonly api: CoinGeckoSource;
  readonly coins: readonly ListedCoin[];
  readonly currencies: readonly string[];
  readonly simplePriceMs: number;
  readonly marketsMs: number;
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
  private readonly asked: readonly ListedCoin[];
  private lastMarketsSlot = Number.NEGATIVE_INFINITY;
  private lastSimpleTick = Number.NEGATIVE_INFINITY;
  private lastAskedSlot = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: CoinGeckoPricesOptions) {
    this.intervalMs = Math.min(options.simplePriceMs, options.marketsMs);
    this.asked = withBitcoin(options.coins, 'bitcoin');
  }

  get coins(): readonly ListedCoin[] {
    return this.options.coins;
  }

  async prices(tick: number, signal: AbortSignal): Promise<PriceAnswer | null> {
    const { api, currencies, marketsMs } = this.options;
    const slot = Math.floor(tick / this.intervalMs);
    if (slot === this.lastAskedSlot) return null;
    this.lastAskedSlot = slot;
    const marketsSlot = Math.floor(tick / marketsMs);
    if (marketsSlot === this.lastMarketsSlot || this.lacksRates(tick)) {
      const answer = await api.simplePrice(this.asked, currencies, { signal });
      this.lastSimpleTick = tick;
      return answer;
    }
    const answer = await api.markets(this.asked, 'usd', { signal });
    this.lastMarketsSlot = marketsSlot;
    return answer;
  }

  /** Where `/coins/markets` is due every time, nothing would tell of other currencies; once in half a day the other endpoint is asked. */
  private lacksRates(tick: number): boolean {
    const { currencies, marketsMs } = this.options;
    if (marketsMs > this.intervalMs || currencies.every((currency) => toldAnyway.has(currency))) return false;
    return tick - this.lastSimpleTick >= ratesEveryMs;
  }

  pricesNow(signal: AbortSignal): Promise<PriceAnswer | null> {
    return this.options.api.markets(this.asked, 'usd', { signal, fresh: true });
  }
}

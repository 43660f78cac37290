import { type Clock, type Log, PermanentError, TransientError } from '@lodestream/component';
import type { MarketGlobalInput } from '@lodestream/records';
import { type Cadence, isDue } from '../plan/cadence.js';

/** What a provider says of the market as a whole. */
export type GlobalFigures = Omit<MarketGlobalInput, 'timestamp' | 'observed_at' | 'source' | 'stale' | 'quality' | 'comprehensive'>;

/** Shares of coins in the market, in percent, by lower-case ticker. */
export type Shares = NonNullable<GlobalFigures['dominance_percent']>;

/** A source of them. */
export interface GlobalProvider {
  readonly source: string;
  /** It is asked at the times of all of these. */
  readonly cadences: readonly Cadence[];
  /** What is asked at or after each of these is published with everything that the provider tells. */
  readonly comprehensive: Cadence;
  /** @throws TransientError or PermanentError where it does not answer */
  global(signal: AbortSignal): Promise<GlobalFigures>;
  /**
   * Shares of coins, where they are another request; left out where {@link global} has them.
   * @throws TransientError or PermanentError where it does not answer
   */
  readonly shares?: (totalCapUsd: number | null, signal: AbortSignal) => Promise<Shares>;
}

/** What a round needs. */
export interface GlobalRoundOptions {
  readonly provider: GlobalProvider;
  readonly clock: Clock;
  readonly log: Log;
  readonly publish: (record: MarketGlobalInput) => void;
}

/** The figures of the whole market by one provider: the main ones at each tick, everything once a day. */
export class GlobalRound {
  private lastWholeTick: number | null = null;

  constructor(private readonly options: GlobalRoundOptions) {}

  /** Asks for the figures of a tick and publishes them; what is not said is marked. */
  async run(tick: number, signal: AbortSignal): Promise<void> {
    const { provider, clock, publish } = this.options;
    const figures = await this.had(() => provider.global(signal));
    if (figures === null) return;
    const whole = isDue(provider.comprehensive, this.lastWholeTick, tick) ? await this.whole(figures, signal) : null;
    if (whole !== null) this.lastWholeTick = tick;
    const told = whole ?? { ...figures, dominance_percent: {}, exchange_rates: {} };
    const missing = Object.entries(told).filter(([, value]) => value === null);
    const flags = missing.map(([path]) => ({ path, reason: 'not_given' }));
    const about = { timestamp: tick, observed_at: clock.now(), source: provider.source, comprehensive: whole !== null };
    publish({ ...about, ...told, quality: { flags } });
  }

  /** Null where a part of it is not had: the next tick tries again. */
  private async whole(figures: GlobalFigures, signal: AbortSignal): Promise<GlobalFigures | null> {
    const { shares } = this.options.provider;
    if (shares === undefined) return figures;
    const dominance_percent = await this.had(() => shares(figures.total_market_cap_usd ?? null, signal));
    return dominance_percent === null ? null : { ...figures, dominance_percent };
  }

  private async had<T>(ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
      const { source } = this.options.provider;
      this.options.log.debug('Figures of the whole market were not had; the next tick asks again.', { source, error });
      return null;
    }
  }
}

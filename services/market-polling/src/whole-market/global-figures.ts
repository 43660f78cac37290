import type { CronTimes } from '@lodestream/polling';
import { type Clock, type Log, PermanentError, TransientError } from '@lodestream/component';
import type { MarketGlobalInput } from '@lodestream/records';

/** What a provider says of the market as a whole. */
export type GlobalFigures = Omit<MarketGlobalInput, 'timestamp' | 'observed_at' | 'source' | 'stale' | 'quality' | 'exchange_rates'>;

/** A source of them. */
export interface GlobalProvider {
  readonly source: string;
  readonly intervalMs: number;
  /** The times to ask at instead of every interval; null where the interval decides. */
  readonly cron: CronTimes | null;
  /** @throws TransientError or PermanentError where it does not answer */
  global(signal: AbortSignal): Promise<GlobalFigures>;
}

/** What a round needs. */
export interface GlobalRoundOptions {
  readonly provider: GlobalProvider;
  readonly clock: Clock;
  readonly log: Log;
  readonly publish: (record: MarketGlobalInput) => void;
}

/** Asks for the figures of a tick and publishes them; what is not said is marked. */
export async function runGlobal({ provider, clock, log, publish }: GlobalRoundOptions, tick: number, signal: AbortSignal): Promise<void> {
  try {
    const figures = await provider.global(signal);
    const missing = Object.entries(figures).filter(([, value]) => value === null);
    const flags = missing.map(([path]) => ({ path, reason: 'not_given' }));
    publish({ timestamp: tick, observed_at: clock.now(), source: provider.source, ...figures, quality: { flags } });
  } catch (error) {
    if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
    log.debug('The figures of the whole market were not had; the next tick asks again.', { source: provider.source, error });
  }
}

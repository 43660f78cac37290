import { type Clock, type Lifecycle, type Log, reachTheTop } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import {
  AxiosWebApi,
  type BudgetStore,
  FakeBudgetStore,
  tickAfter,
  tickAtOrBefore,
  tickGridOf,
  type WebApi,
  type WebApiOptions,
} from '@lodestream/polling';
import type { HealthAnswer, ServiceIdentity } from '@lodestream/service-kit';
import type { EventBus } from '@lodestream/streaming';
import { MarketDataConfig, type MarketPollingConfig } from './config.js';
import { MarketPublisher } from './publish/market-publisher.js';
import type { ReconciledPrice } from './reconcile/reconciled-price.js';
import { marketRecord } from './record/market-record.js';
import { PriceRound } from './rounds/price-round.js';
import { runTasks, type TimedTask } from './rounds/ticker.js';
import type { MarketSource } from './sources/market-source.js';
import { createSources } from './sources/sources.js';

/** What the service gets from its host. */
export interface MarketPollingParts {
  readonly config: MarketPollingConfig;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: ServiceIdentity;
  readonly topicPrefix: string;
  readonly budgets?: BudgetStore;
  readonly openWeb?: (options: WebApiOptions) => WebApi;
  /** Where a bug goes that no caller waits for; by default it ends the process. */
  readonly onBug?: (error: unknown) => void;
}

/** Asks the sources of the market on their schedules and writes one reconciled record of each coin and tick. */
export class MarketPolling implements Lifecycle {
  private readonly stopping = new AbortController();
  private readonly publisher: MarketPublisher;
  private readonly sources: readonly MarketSource[];
  private readonly settings: MarketDataConfig;
  private running: Promise<void> | undefined;

  constructor(private readonly parts: MarketPollingParts) {
    const { bus, clock, log, topicPrefix, identity, config } = parts;
    this.settings = config.market_data ?? new MarketDataConfig();
    this.publisher = new MarketPublisher({ publisher: bus, clock, log, topicPrefix, source: `${identity.service}/${identity.instance}` });
    const openWeb = parts.openWeb ?? ((options: WebApiOptions) => new AxiosWebApi(options));
    this.sources = createSources(this.settings, { clock, log, budgets: parts.budgets ?? new FakeBudgetStore(), openWeb });
  }

  async start(): Promise<void> {
    await this.publisher.start();
    this.running ??= runTasks(this.tasks(), this.parts.clock, this.stopping.signal).catch(this.parts.onBug ?? reachTheTop);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.publisher.stop();
    for (const source of this.sources) source.close();
  }

  /** Whether what is read gets through to the bus. */
  publishingHealth(): HealthAnswer {
    if (this.publisher.size < 1_000) return { ready: true };
    return { ready: false, reason: `${this.publisher.size} records wait for the bus` };
  }

  private tasks(): TimedTask[] {
    const providers = this.sources.map(({ prices }) => prices).filter((prices) => prices !== null);
    if (providers.length === 0) return [];
    const intervalMs = Math.min(...providers.map((provider) => provider.intervalMs));
    const round = new PriceRound({
      coins: coinsOf(providers),
      providers,
      rules: this.rules(),
      clock: this.parts.clock,
      log: this.parts.log,
      onPrice: (coin, price, tick) => this.publish(coin, price, tick, intervalMs),
    });
    const grid = tickGridOf('market.prices', intervalMs);
    return [
      {
        name: 'prices',
        first: (nowMs) => tickAtOrBefore(grid, nowMs),
        next: (afterMs) => tickAfter(grid, afterMs),
        run: (tick, signal) => round.run(tick, signal),
      },
    ];
  }

  private rules(): ConstructorParameters<typeof PriceRound>[0]['rules'] {
    const { stale_after_minutes: minutes, most_deviation_percent: mostDeviationPercent } = this.settings.reconciliation;
    return { ranking: this.sources.map(({ name }) => name), staleAfterMs: minutes * 60_000, mostDeviationPercent };
  }

  private publish(coin: Coin, price: ReconciledPrice, tick: number, intervalMs: number): void {
    this.publisher.data(marketRecord({ coin, tick, observedAtMs: this.parts.clock.now(), intervalMs, price }));
  }
}

function coinsOf(providers: readonly { readonly coins: readonly { readonly coin: Coin }[] }[]): readonly Coin[] {
  return [...new Map(providers.flatMap(({ coins }) => coins.map(({ coin }) => [coin.id, coin]))).values()];
}

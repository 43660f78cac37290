import { type Clock, errorClassOf, type Lifecycle, type Log, reachTheTop } from '@lodestream/component';
import { AxiosWebApi, type BudgetStore, type WebApi, type WebApiOptions } from '@lodestream/polling';
import type { Command, ServiceIntegration } from '@lodestream/records';
import type { HealthAnswer, ServiceIdentity } from '@lodestream/service-kit';
import type { EventBus, HeldLease, Leases, Registers } from '@lodestream/streaming';
import type { Registry } from 'prom-client';
import { MarketDataConfig, type MarketPollingConfig } from './config.js';
import { EndpointMetrics } from './metrics/endpoint-metrics.js';
import { FollowedCoins } from './followed/followed-coins.js';
import { roomForMore } from './followed/room-for-more.js';
import { MarketMetrics, type SourceBudget } from './metrics/market-metrics.js';
import { secretsOf } from './diagnose/secrets-of.js';
import { SourceExchanges } from './diagnose/source-exchanges.js';
import { marketWork, type MarketWork } from './market-tasks.js';
import { type Hold, Holds, type HoldsRecord } from './operator/holds.js';
import { MarketOverrides } from './operator/market-overrides.js';
import { describeChains } from './plan/chain-plan.js';
import { describePlan } from './plan/source-plan.js';
import { DroppedRecords } from './publish/dropped-records.js';
import { MarketPublisher } from './publish/market-publisher.js';
import { SourceEvents } from './publish/source-events.js';
import { nextAsked } from './rounds/next-asked.js';
import { runTasks } from './rounds/ticker.js';
import { type ChainSources, createChainSources } from './sources/chain-sources.js';
import { FormatWatch } from './sources/format-watch.js';
import { IdentityDoubts } from './sources/identity-doubts.js';
import type { MarketSource, SourceParts } from './sources/market-source.js';
import { PinnedIds, type PinnedIdsRecord } from './sources/pinned-ids.js';
import type { LineRecord } from './series/price-series.js';
import { createSources, namedCoins, planSources } from './sources/sources.js';
import { SourceStandings } from './standing/source-standings.js';

/** What the service gets from its host. */
export interface MarketPollingParts {
  readonly config: MarketPollingConfig;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: ServiceIdentity;
  readonly topicPrefix: string;
  readonly budgets: BudgetStore;
  /** Where what operators hold outlives the process. */
  readonly holds: Registers<HoldsRecord>;
  /** Where ids of coins that were looked up outlive it. */
  readonly ids: Registers<PinnedIdsRecord>;
  /** Where our own lines of prices outlive it. */
  readonly lines: Registers<LineRecord>;
  readonly registry: Registry;
  /** Who holds the lease polls. */
  readonly leases: Leases;
  readonly openWeb?: (options: WebApiOptions) => WebApi;
  /** Where a bug goes that no caller waits for; by default it ends the process. */
  readonly onBug?: (error: unknown) => void;
}

/** The lease of whoever asks the providers. */
const leaseName = 'market-polling';

/** Asks the sources of the market on their schedules and writes one reconciled record of each coin and tick. */
export class MarketPolling implements Lifecycle {
  /** The last exchanges with each source. */
  readonly exchanges: SourceExchanges;
  private readonly stopping = new AbortController();
  private readonly publisher: MarketPublisher;
  private readonly drops: DroppedRecords;
  private readonly standings: SourceStandings;
  private readonly sources: readonly MarketSource[];
  private readonly chains: ChainSources;
  private readonly work: MarketWork;
  private readonly overrides: MarketOverrides;
  private running: Promise<void> | undefined;

  constructor(private readonly parts: MarketPollingParts) {
    const { clock, log, identity, config } = parts;
    const settings = config.market_data ?? new MarketDataConfig();
    this.drops = new DroppedRecords(parts.registry, clock);
    this.publisher = publisherOf(parts, this.drops);
    const events = new SourceEvents(this.publisher, clock);
    const openWeb = parts.openWeb ?? ((options: WebApiOptions) => new AxiosWebApi(options));
    this.exchanges = new SourceExchanges(clock, secretsOf(settings));
    const holds = new Holds(parts.holds, clock);
    this.standings = new SourceStandings(clock, (source) => holds.pauseOf(source));
    const formats = new FormatWatch((notice) => events.notice(notice, this.kindOf(notice.source)));
    const endpoints = new EndpointMetrics(parts.registry, clock);
    let metrics: MarketMetrics | null = null;
    const followed = followedBy(settings, clock);
    const shared: SourceParts = {
      follows: followed.follows,
      clock,
      log,
      budgets: parts.budgets,
      pinnedIds: new PinnedIds(parts.ids),
      doubts: new IdentityDoubts(),
      openWeb,
      onNotice: (notice) => events.notice(notice),
      listenTo: (source, web) => this.exchanges.listenTo(source, web),
      heldBack: (source) => pausedBy(holds.pauseOf(source)),
      onOutcome: (outcome) => {
        this.standings.ended(outcome);
        formats.ended(outcome);
        metrics?.ended(outcome);
        endpoints.ended(outcome);
      },
    };
    this.sources = createSources(settings, followed.candidates, shared);
    const known = [...namedCoins(settings), ...followed.candidates];
    this.chains = createChainSources(settings.networks, this.sources.length === 0 ? [] : known, shared);
    const names = [...this.sources.map(({ name }) => name), ...this.chains.sources.map(({ source }) => source)];
    metrics = new MarketMetrics(parts.registry, names, clock);
    metrics.watch(this.sources.flatMap(budgetOf));
    metrics.watchDoubts(
      this.sources.map(({ name }) => name),
      (source) => shared.doubts.count(source, followed.follows),
    );
    const { sources, chains, publisher, standings } = this;
    const own = { settings, sources, chains, followed, publisher, events, holds, standings };
    this.work = marketWork({ ...parts, ...own, doubts: shared.doubts });
    const onUnreadable = (error: unknown): void => metrics?.unreadableCommand(errorClassOf(error));
    const operated = { holds, market: this.work.operated, onChanged: (command: Command) => events.changed(command) };
    this.overrides = new MarketOverrides({ ...parts, ...identity, ...operated, onUnreadable });
  }

  async start(): Promise<void> {
    this.tellPlans();
    await this.parts.leases.start();
    await this.publisher.start();
    this.running ??= this.poll().catch(this.parts.onBug ?? reachTheTop);
  }

  private tellPlans(): void {
    const { config, log } = this.parts;
    for (const { plan } of this.sources) if (plan !== null) log.info('The plan of a source.', { plan: describePlan(plan) });
    const chains = config.market_data === undefined ? '' : describeChains(config.market_data.networks);
    if (chains !== '') log.info('When chains are asked for.', { plan: chains });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.publisher.stop();
    await this.parts.leases.stop();
    for (const source of [...this.sources, this.chains]) source.close();
  }

  /** Whether what is read gets through to the bus, and did so lately. */
  publishingHealth(): HealthAnswer {
    if (this.publisher.size < 1_000) return this.drops.health();
    return { ready: false, reason: `${this.publisher.size} records wait for the bus` };
  }

  /** How every provider stands, and what may still be asked of it, for the status of the service. */
  integrations(): readonly ServiceIntegration[] {
    return this.standings.report(
      this.sources,
      this.chains.sources.filter(({ coins }) => coins.length > 0),
      (source, task, afterMs) => nextAsked(this.work.tasks, `${task}/${source}`, afterMs),
    );
  }

  private kindOf(source: string): 'market' | 'chain' {
    return this.sources.some(({ name }) => name === source) ? 'market' : 'chain';
  }

  private async poll(): Promise<void> {
    if (this.work.tasks.length === 0) return;
    await this.parts.leases.hold(leaseName, (lease) => this.pollWhileHeld(lease), this.stopping.signal);
  }

  /** The right is asked for right before each task: a process that was frozen does not know yet that it lost it. */
  private async pollWhileHeld(lease: HeldLease): Promise<void> {
    for (const source of [...this.sources, this.chains]) source.takeOver();
    this.work.takeOver();
    await this.overrides.open(lease.signal);
    const tasks = this.work.tasks.map((task) => ({
      ...task,
      run: async (tick: number, signal: AbortSignal) => (lease.isHeld() ? await task.run(tick, signal) : undefined),
    }));
    await Promise.all([runTasks(tasks, this.parts.clock, lease.signal), this.overrides.obeyUntil(lease.signal)]);
    await this.work.finish();
  }
}

const pausedBy = (hold: Hold | null): string | null =>
  hold === null ? null : `It is paused by ${hold.by} until ${new Date(hold.untilMs).toISOString()}.`;

function budgetOf({ name, plan, quota }: MarketSource): SourceBudget[] {
  return plan === null || quota === null ? [] : [{ source: name, cap: plan.creditsPerMonth, spent: () => quota.spent }];
}

function publisherOf({ bus, clock, log, topicPrefix, identity }: MarketPollingParts, drops: DroppedRecords): MarketPublisher {
  const source = `${identity.service}/${identity.instance}`;
  return new MarketPublisher({
    publisher: bus,
    clock,
    log,
    topicPrefix,
    source,
    onDropped: (reason, messages) => drops.dropped(reason, messages),
  });
}

function followedBy(settings: MarketDataConfig, clock: Clock): FollowedCoins {
  const { mined, most, keep_days: days } = settings.following;
  const named = namedCoins(settings);
  const mostMore = mined ? roomForMore(planSources(settings), named.length, most) : 0;
  return new FollowedCoins({ named, mostMore, keptForMs: days * 86_400_000, clock });
}

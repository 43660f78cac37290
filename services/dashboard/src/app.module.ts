import {
  Inject,
  Module,
  type DynamicModule,
  type INestApplication,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, HttpAdapterHost } from '@nestjs/core';
import {
  topics,
  type Command,
  type CommandResult,
  type FleetMiner,
  type MarketData,
  type MarketGlobal,
  type MinerEvent,
  type MinerTelemetry,
  type ServiceStatus,
} from '@lodestream/records';
import { reachTheTop, systemClock, type Clock } from '@lodestream/component';
import type { ServiceContext } from '@lodestream/service-kit';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { Access } from './access/access.js';
import { guardRequests, type Guards } from './access/guard.middleware.js';
import { OwnAddresses } from './access/own-addresses.js';
import { RequestLimit } from './access/request-limit.js';
import { SessionController } from './access/session.controller.js';
import { CommandCounter } from './commands/command-counter.js';
import { CommandDesk } from './commands/command-desk.js';
import { CommandView } from './commands/command-view.js';
import { CommandsController } from './commands/commands.controller.js';
import type { DashboardConfig, DashboardSettings } from './config.js';
import { DashboardLifecycle } from './dashboard.lifecycle.js';
import { liveSource } from './live/live-source.js';
import { FleetSums } from './fleet/fleet-summary.js';
import { FleetView } from './fleet/fleet-view.js';
import { keptRecord } from './fleet/kept-record.js';
import { DeadLetterCount } from './follow/dead-letter-count.js';
import { StreamFollower, type Followed } from './follow/stream-follower.js';
import { SystemView } from './follow/system-view.js';
import { LiveGateway } from './live/live-gateway.js';
import { MarketCommandsController } from './market/market-commands.controller.js';
import { CoinSeriesController } from './market/coin-series.controller.js';
import { MarketController } from './market/market.controller.js';
import { MarketView } from './market/market-view.js';
import { countRequests } from './metrics/count-requests.middleware.js';
import { DashboardMetrics } from './metrics/dashboard-metrics.js';
import { ApiDescription } from './openapi/api-description.js';
import { OpenapiController } from './openapi/openapi.controller.js';
import { serveWebFiles } from './page/web-files.middleware.js';
import { FleetController } from './rest/fleet.controller.js';
import { ProblemFilter } from './rest/problem.filter.js';
import { QueryGuard } from './rest/query.guard.js';
import { SeriesAnswers } from './rest/series-answers.js';
import { SeriesController } from './rest/series.controller.js';
import { StoreQuestions } from './rest/store-questions.js';
import { SystemController } from './rest/system.controller.js';

const GUARDS = Symbol('what decides whether a request goes on');

/** The dashboard's parts, put together. */
@Module({})
export class DashboardModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(DashboardLifecycle) private readonly lifecycle: DashboardLifecycle,
    @Inject(DashboardMetrics) private readonly metrics: DashboardMetrics,
    @Inject(GUARDS) private readonly guards: Guards,
  ) {}

  /** The module for one configuration on one host. */
  static create({ dashboard }: DashboardConfig, context: ServiceContext): DynamicModule {
    const guards = guardsOf(dashboard, context.clock);
    const parts = { ...partsOf(context), guards };
    return {
      module: DashboardModule,
      controllers: [
        FleetController,
        SeriesController,
        MarketController,
        CoinSeriesController,
        SystemController,
        OpenapiController,
        SessionController,
        CommandsController,
        MarketCommandsController,
      ],
      providers: [
        ApiDescription,
        StoreQuestions,
        SeriesAnswers,
        { provide: FleetView, useValue: parts.view },
        { provide: FleetSums, useValue: parts.sums },
        { provide: SystemView, useValue: parts.system },
        { provide: MarketView, useValue: parts.market },
        { provide: CommandView, useValue: parts.commands },
        {
          provide: CommandCounter,
          useValue: new CommandCounter(new CommandDesk({ ...context, newId: randomUUID }), parts.commands, guards.access),
        },
        { provide: DeadLetterCount, useValue: parts.deadLetters },
        { provide: GUARDS, useValue: guards },
        { provide: Access, useValue: guards.access },
        { provide: OwnAddresses, useValue: guards.addresses },
        { provide: DashboardMetrics, useValue: parts.metrics },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: QueryGuard },
        {
          provide: DashboardLifecycle,
          inject: [HttpAdapterHost],
          useFactory: (http: HttpAdapterHost) => lifecycleOf(dashboard, context, parts, http),
        },
      ],
    };
  }

  /** Puts the guards before all that Nest adds: a body is read only of whoever may send one, and every answer is counted and has its headers. */
  screen(application: INestApplication): void {
    application.use(countRequests(this.metrics), guardRequests(this.guards), serveWebFiles());
  }

  onApplicationBootstrap(): Promise<void> {
    return this.lifecycle.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.lifecycle.stop();
  }
}

function guardsOf(settings: DashboardSettings, clock: Clock): Guards {
  const limit = new RequestLimit(settings.max_requests_per_second, clock);
  return { addresses: new OwnAddresses(settings), access: new Access(settings, clock), limit };
}

interface Parts {
  readonly guards: Guards;
  readonly view: FleetView;
  readonly sums: FleetSums;
  readonly system: SystemView;
  readonly market: MarketView;
  readonly commands: CommandView;
  readonly deadLetters: DeadLetterCount;
  readonly metrics: DashboardMetrics;
}

function partsOf({ bus, clock, topicPrefix, registry }: ServiceContext): Omit<Parts, 'guards'> {
  const view = new FleetView();
  const deadLetters = new DeadLetterCount(bus, clock, topicPrefix);
  return {
    view,
    sums: new FleetSums(view),
    system: new SystemView(clock),
    market: new MarketView(),
    commands: new CommandView(),
    deadLetters,
    metrics: new DashboardMetrics(registry),
  };
}

function lifecycleOf(settings: DashboardSettings, context: ServiceContext, parts: Parts, http: HttpAdapterHost): DashboardLifecycle {
  const { clock, bus, log, topicPrefix, identity } = context;
  const { view, metrics } = parts;
  const live = new LiveGateway({
    server: () => http.httpAdapter.getHttpServer() as Server,
    view,
    source: liveSource({ ...parts, clock }),
    // A farm may be simulated faster than life; people still look at it in their own time.
    clock: { ...systemClock, now: () => clock.now() },
    metrics,
    guards: parts.guards,
    intervalMs: settings.live_interval_ms,
    maxConnections: settings.max_live_connections,
  });
  const group = `dashboard.${identity.instance}`;
  const onUnreadable = (topic: string): void => metrics.unreadable(topic);
  const options = { bus, log, topicPrefix, group, tailMessages: settings.replay_messages, onUnreadable, onBug: reachTheTop };
  const follower = new StreamFollower(options, followedBy(parts));
  return new DashboardLifecycle({ ...context, view, follower, live });
}

function followedBy({ view, system, market, commands }: Parts): Followed<unknown>[] {
  return [
    { topic: topics.fleetMiners, from: 'beginning', apply: (record, key) => view.list(key, record as FleetMiner | null) },
    { topic: topics.serviceStatus, from: 'beginning', apply: (record, key) => system.take(record as ServiceStatus | null, key) },
    {
      topic: topics.minerTelemetry,
      from: 'tail',
      apply: (record, _key, bytes) => takeReading(view, record as MinerTelemetry | null, bytes),
    },
    { topic: topics.minerEvents, from: 'tail', apply: (record) => void (record && view.happen(record as MinerEvent)) },
    { topic: topics.marketData, from: 'tail', apply: (record) => void (record && market.take(record as MarketData)) },
    { topic: topics.marketGlobal, from: 'tail', apply: (record) => void (record && market.takeGlobal(record as MarketGlobal)) },
    { topic: topics.commands, from: 'tail', apply: (record) => void (record && commands.ask(record as Command)) },
    { topic: topics.commandResults, from: 'tail', apply: (record) => void (record && commands.end(record as CommandResult)) },
  ];
}

function takeReading(view: FleetView, record: MinerTelemetry | null, bytes: Buffer | null): void {
  if (record !== null && bytes !== null) view.read(record, (former) => keptRecord(topics.minerTelemetry.codec, record, bytes, former));
}

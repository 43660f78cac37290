import { Inject, Module, type DynamicModule, type MiddlewareConsumer, type NestModule, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import { topics, type FleetMiner, type MinerEvent, type MinerTelemetry, type ServiceStatus } from '@lodestream/records';
import { systemClock } from '@lodestream/component';
import type { ServiceContext } from '@lodestream/service-kit';
import type { Server } from 'node:http';
import type { DashboardConfig } from './config.js';
import { DashboardLifecycle } from './dashboard.lifecycle.js';
import { liveSource } from './live/live-source.js';
import { FleetView } from './fleet/fleet-view.js';
import { DeadLetterCount } from './follow/dead-letter-count.js';
import { StreamFollower, type Followed } from './follow/stream-follower.js';
import { SystemView } from './follow/system-view.js';
import { LiveGateway } from './live/live-gateway.js';
import { guardRequests, serveWebFiles } from './page/web-files.js';
import { FleetController } from './rest/fleet.controller.js';
import { ProblemFilter } from './rest/problem.filter.js';
import { SeriesController } from './rest/series.controller.js';
import { SystemController } from './rest/system.controller.js';

/** The dashboard's parts, put together. */
@Module({})
export class DashboardModule implements NestModule, OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(DashboardLifecycle) private readonly lifecycle: DashboardLifecycle) {}

  /** The module for one configuration on one host. */
  static create({ dashboard }: DashboardConfig, context: ServiceContext): DynamicModule {
    const view = new FleetView();
    const system = new SystemView();
    const deadLetters = new DeadLetterCount(context.bus, context.clock, context.topicPrefix);
    const lifecycle = {
      provide: DashboardLifecycle,
      inject: [HttpAdapterHost],
      useFactory: (http: HttpAdapterHost) => {
        const live = new LiveGateway({
          server: () => http.httpAdapter.getHttpServer() as Server,
          view,
          source: liveSource({ view, system, deadLetters, clock: context.clock }),
          clock: { ...systemClock, now: () => context.clock.now() },
          intervalMs: dashboard.live_interval_ms,
          maxConnections: dashboard.max_live_connections,
        });
        const follower = new StreamFollower(followOptions(context, dashboard.replay_messages), followedBy(view, system));
        return new DashboardLifecycle({ ...context, view, follower, live });
      },
    };
    return {
      module: DashboardModule,
      controllers: [FleetController, SeriesController, SystemController],
      providers: [
        { provide: FleetView, useValue: view },
        { provide: SystemView, useValue: system },
        { provide: DeadLetterCount, useValue: deadLetters },
        { provide: APP_FILTER, useClass: ProblemFilter },
        lifecycle,
      ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(guardRequests, serveWebFiles()).forRoutes('*path');
  }

  onApplicationBootstrap(): Promise<void> {
    return this.lifecycle.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.lifecycle.stop();
  }
}

function followOptions({ bus, log, topicPrefix, identity }: ServiceContext, tailMessages: number): ConstructorParameters<typeof StreamFollower>[0] {
  return { bus, log, topicPrefix, group: `dashboard.${identity.instance}`, tailMessages };
}

function followedBy(view: FleetView, system: SystemView): Followed<unknown>[] {
  return [
    { topic: topics.fleetMiners, from: 'beginning', apply: (record, key) => view.list(key, record as FleetMiner | null) },
    { topic: topics.serviceStatus, from: 'beginning', apply: (record, key) => system.take(record as ServiceStatus | null, key) },
    { topic: topics.minerTelemetry, from: 'tail', apply: (record) => void (record && view.read(record as MinerTelemetry)) },
    { topic: topics.minerEvents, from: 'tail', apply: (record) => void (record && view.happen(record as MinerEvent)) },
  ];
}

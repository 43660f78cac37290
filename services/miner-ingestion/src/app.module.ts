import type { Clock, Log } from '@lodestream/component';
import {
  checkedBody,
  CLOCK,
  EVENT_BUS,
  HEALTH,
  type HealthRegistry,
  LOG,
  METRICS_REGISTRY,
  OPERATIONS,
  type OperationRegistry,
  SERVICE_IDENTITY,
  type ServiceContext,
  type ServiceIdentity,
} from '@lodestream/service-kit';
import type { EventBus } from '@lodestream/streaming';
import { type BeforeApplicationShutdown, type DynamicModule, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { MinerIngestionConfig } from './config.js';
import { ExchangesRequest } from './diagnose/exchanges-request.js';
import { MinerIngestion } from './miner-ingestion.js';

/** Starts and stops the service with its application, and answers for its health. */
@Injectable()
class IngestionLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(MinerIngestion) private readonly ingestion: MinerIngestion,
    @Inject(HEALTH) private readonly health: HealthRegistry,
    @Inject(OPERATIONS) private readonly operations: OperationRegistry,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.health.register('miner-ingestion/publishing', () => this.ingestion.publishingHealth());
    this.health.register('miner-ingestion/fleet', () => this.ingestion.fleetHealth());
    this.operations.register('miner-ingestion.exchanges', (body) =>
      Promise.resolve(this.ingestion.exchanges.last(checkedBody(ExchangesRequest, body).miner_id)),
    );
    this.health.registerLag('miner-ingestion', () => this.ingestion.lag());
    await this.ingestion.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ingestion.stop();
  }
}

class MinerIngestionModule {}

/** The service as a Nest module; the host provides bus, clock, log, metrics and health by their tokens. */
export function createMinerIngestionModule(
  config: MinerIngestionConfig,
  { topicPrefix }: Pick<ServiceContext, 'topicPrefix'>,
): DynamicModule {
  const ingestion = {
    provide: MinerIngestion,
    inject: [EVENT_BUS, CLOCK, LOG, METRICS_REGISTRY, SERVICE_IDENTITY],
    useFactory: (bus: EventBus, clock: Clock, log: Log, registry: Registry, identity: ServiceIdentity) =>
      new MinerIngestion({ config, bus, clock, log, registry, identity, topicPrefix }),
  };
  return { module: MinerIngestionModule, providers: [ingestion, IngestionLifecycle] };
}

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
import { fullTopicName, internalTopics } from '@lodestream/records';
import { BusLeases, type EventBus } from '@lodestream/streaming';
import { type BeforeApplicationShutdown, type DynamicModule, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { MarketPollingConfig } from './config.js';
import { ExchangesRequest } from './diagnose/exchanges-request.js';
import { keptRegisters } from './kept-registers.js';
import { MarketPolling } from './market-polling.js';

/** Starts and stops the service with its application, and answers for its health. */
@Injectable()
class MarketPollingLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(MarketPolling) private readonly polling: MarketPolling,
    @Inject(HEALTH) private readonly health: HealthRegistry,
    @Inject(OPERATIONS) private readonly operations: OperationRegistry,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.health.register('market-polling/publishing', () => this.polling.publishingHealth());
    this.health.registerIntegrations('market-polling', () => this.polling.integrations());
    this.operations.register('market-polling.exchanges', (body) => Promise.resolve(this.polling.exchanges.last(sourceIn(body))));
    await this.polling.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.polling.stop();
  }
}

const sourceIn = (body: unknown): string => checkedBody(ExchangesRequest, body).source.replace(/^(market|chain):/, '');

class MarketPollingModule {}

/** The service as a Nest module; the host provides bus, clock, log and health by their tokens. */
export function createMarketPollingModule(
  config: MarketPollingConfig,
  { topicPrefix }: Pick<ServiceContext, 'topicPrefix'>,
): DynamicModule {
  const polling = {
    provide: MarketPolling,
    inject: [EVENT_BUS, CLOCK, LOG, METRICS_REGISTRY, SERVICE_IDENTITY],
    useFactory: (bus: EventBus, clock: Clock, log: Log, registry: Registry, identity: ServiceIdentity) =>
      new MarketPolling({
        config,
        bus,
        clock,
        log,
        registry,
        identity,
        topicPrefix,
        leases: new BusLeases({ bus, topic: fullTopicName(topicPrefix, internalTopics.leases), instance: identity.instance, clock, log }),
        ...keptRegisters(bus, topicPrefix),
      }),
  };
  return { module: MarketPollingModule, providers: [polling, MarketPollingLifecycle] };
}

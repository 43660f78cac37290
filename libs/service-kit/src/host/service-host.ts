import { Sequence, type Clock, type Lifecycle, type Log } from '@lodestream/component';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { EventBus, TopicSettings } from '@lodestream/streaming';
import type { TelemetryStore } from '@lodestream/telemetry-store';
import type { Registry } from 'prom-client';
import type { HealthRegistry } from '../health/health-registry.js';
import type { ServiceContext, ServiceDefinition } from '../service-definition.js';
import { OperationRegistry } from './operation-registry.js';
import { serviceRegistry } from './process-metrics.js';
import { RunningService } from './start-service.js';
import type { StatusSource } from './status-publisher.js';
import { StatusPublisher } from './status-publisher.js';

/** A service and its checked settings. */
export interface HostedService {
  readonly definition: ServiceDefinition<object>;
  readonly config: object;
}

/** How messages reach one service, and what that transport can tell about its lag and ledger. */
export interface HostedTransport {
  readonly strategy: CustomTransportStrategy;
  readonly status: StatusSource;
}

/** What a process shares among its services. */
export interface HostOptions {
  readonly instance: string;
  readonly version: string;
  readonly topicPrefix: string;
  readonly topics: readonly TopicSettings[];
  readonly bus: EventBus;
  readonly store: TelemetryStore;
  readonly clock: Clock;
  readonly health: HealthRegistry;
  readonly logFor: (service: string) => Log;
  readonly transportFor: (context: ServiceContext) => HostedTransport;
  /** In the order they start; they stop in reverse, so the last one listed takes in nothing more first. */
  readonly services: readonly HostedService[];
}

/** Runs services in one process on one bus and one store; each is its own Nest application. */
export class ServiceHost implements Lifecycle {
  private readonly registries: Registry[] = [];
  /** What the services let the operator's command ask. */
  readonly operations = new OperationRegistry();
  private readonly sequence = new Sequence();

  constructor(private readonly options: HostOptions) {}

  /** One registry a service, for the metrics page. */
  metrics(): readonly Registry[] {
    return this.registries;
  }

  async start(): Promise<void> {
    const { bus, store, topics, services } = this.options;
    await this.sequence.begin(bus);
    await bus.admin.applyTopics(topics);
    await this.sequence.begin(store);
    for (const service of services) await this.startService(service);
  }

  stop(): Promise<void> {
    return this.sequence.stop();
  }

  private async startService({ definition, config }: HostedService): Promise<void> {
    const { instance, version, clock, health, topicPrefix, bus, store, logFor } = this.options;
    const registry = serviceRegistry(definition.name);
    this.registries.push(registry);
    const identity = { service: definition.name, instance, version };
    const context: ServiceContext = {
      identity,
      bus,
      store,
      clock,
      log: logFor(definition.name),
      registry,
      health,
      topicPrefix,
      operations: this.operations,
    };
    const { strategy, status } = this.options.transportFor(context);
    await this.sequence.begin(new StatusPublisher(context, status));
    await this.sequence.begin(new RunningService(definition, config, context, strategy));
    context.log.info('Started.', { instance });
  }
}

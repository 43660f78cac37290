import { reachTheTop, Sequence, type Clock, type Lifecycle, type Log } from '@lodestream/component';
import {
  createLog,
  HealthRegistry,
  ManagementServer,
  processRegistry,
  ServiceHost,
  type HostedService,
  type HostedTransport,
  type ServiceContext,
} from '@lodestream/service-kit';
import { StreamTransport } from '@lodestream/streaming';
import { hostname } from 'node:os';
import type { ApplicationConfig } from './application-config.js';
import { operatorOperations } from './operator/operations.js';
import { createBus, embeddedBusDirectory } from './parts/create-bus.js';
import { createStore } from './parts/create-store.js';
import { DescriptorWatch } from './parts/descriptor-watch.js';
import { noStore } from './parts/no-store.js';
import { OldObjects } from './parts/old-objects.js';
import { readiness } from './parts/readiness.js';
import { topicSettings } from './parts/topic-settings.js';
import type { Profile } from './profile.js';

/** What a process hosts, and on what. */
export interface HostingOptions {
  /** What the process is called in its log and towards the brokers. */
  readonly name: string;
  readonly profile: Profile;
  readonly application: ApplicationConfig;
  readonly services: readonly HostedService[];
  readonly clock: Clock;
  /** The name of this process among its replicas, where it is not the configured one. */
  readonly instance?: string | undefined;
  /** The port of health and metrics, where it is not the configured one. */
  readonly managementPort?: number | undefined;
  /** What has to be there before the services start. */
  readonly first?: readonly Lifecycle[];
}

/** An application that a process runs until it is told to stop. */
export interface Application extends Lifecycle {
  readonly log: Log;
  readonly drainMs: number;
  /** What to tell a person once it runs. */
  greeting(): string;
}

/** What {@link host} puts together. */
export interface Hosting extends Lifecycle {
  readonly log: Log;
  readonly drainMs: number;
  readonly instance: string;
  /** Where health and metrics are served, once started. */
  managementUrl(): string;
}

const version = '0.1.0';

/** Puts services on the bus and, if one of them uses it, the store of a profile, with health and metrics beside; starts nothing. */
export function host(options: HostingOptions): Hosting {
  const { profile, application, clock, services } = options;
  const { general, host: config, dataDirectory } = application;
  const logFor = (service: string): Log => createLog({ service, environment: general.environment, level: general.log_level });
  const log = logFor(options.name);
  const registry = processRegistry();
  const health = new HealthRegistry();
  const { topic_prefix: topicPrefix, drain_seconds } = config.stream;
  const instance = options.instance ?? config.stream.instance ?? hostname();
  const shared = { profile, config, dataDirectory, log, clock };
  const bus = createBus({ ...shared, registry, clientId: options.name === 'standalone' ? 'lodestream' : `lodestream-${options.name}` });
  const store = services.some(({ definition }) => definition.usesStore) ? createStore({ ...shared, registry }) : noStore();
  const topics = topicSettings(topicPrefix);
  const serviceHost = new ServiceHost({
    instance,
    version,
    topicPrefix,
    topics,
    bus,
    store,
    clock,
    health,
    logFor,
    transportFor,
    services,
  });
  const descriptors = new DescriptorWatch({ clock, log });
  health.register('process/descriptors', () => descriptors.answer());
  const operations = operatorOperations(bus, topicPrefix, embeddedBusDirectory(dataDirectory));
  const place = { ...config.management, ...(options.managementPort !== undefined && { port: options.managementPort }) };
  const management = new ManagementServer({
    ...place,
    health,
    operations: () => ({ ...operations, ...serviceHost.operations.all() }),
    registries: () => [registry, ...serviceHost.metrics()],
  });
  const parts = [descriptors, management, ...(options.first ?? []), new OldObjects(), serviceHost, readiness(health, bus)];
  return { log, drainMs: drain_seconds * 1_000, instance, managementUrl: () => management.url(), ...inOrder(parts) };
}

/** How messages reach a service; a bug on the way ends the process. */
function transportFor({ bus, registry, clock, log, topicPrefix, identity }: ServiceContext): HostedTransport {
  const strategy = new StreamTransport({ bus, registry, clock, log, topicPrefix, instance: identity.instance, onBug: reachTheTop });
  return { strategy, status: strategy };
}

function inOrder(parts: readonly Lifecycle[]): Lifecycle {
  const sequence = new Sequence();
  return {
    start: async () => {
      for (const part of parts) await sequence.begin(part);
    },
    stop: () => sequence.stop(),
  };
}

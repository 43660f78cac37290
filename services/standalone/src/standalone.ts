import { reachTheTop, Sequence, systemClock, type Clock, type Lifecycle, type Log } from '@lodestream/component';
import { dashboard } from '@lodestream/dashboard';
import { minerIngestion } from '@lodestream/miner-ingestion';
import {
  createLog,
  HealthRegistry,
  ManagementServer,
  processRegistry,
  ServiceHost,
  type HostedService,
  type HostedTransport,
  type LoadedConfig,
  type ServiceContext,
  type ServiceDefinition,
} from '@lodestream/service-kit';
import { createSimulator, type Simulator } from '@lodestream/simulator';
import { StreamTransport } from '@lodestream/streaming';
import { telemetryWriter } from '@lodestream/telemetry-writer';
import { hostname } from 'node:os';
import { loadApplicationConfig, type ApplicationConfig, type ConfigPlace } from './application-config.js';
import { openingTime } from './opening-time.js';
import { createBus } from './parts/create-bus.js';
import { prepareDataDirectory } from './parts/data-directory.js';
import { storeSetup } from './parts/apply-store.js';
import { simulator as simulatedFarm } from './owners.js';
import { createStore } from './parts/create-store.js';
import { deadLetterOperations, localDeadLetterDesk } from './parts/local-dead-letter-desk.js';
import { readiness } from './parts/readiness.js';
import { topicSettings } from './parts/topic-settings.js';
import type { Profile } from './profile.js';
import { withSimulatedFarm } from './simulated-farm.js';

/** What to run. Without `config` there is a simulated farm. */
export interface StandaloneOptions extends ConfigPlace {
  readonly profile: Profile;
  readonly miners: number;
  readonly seed: number;
  readonly clock?: Clock;
}

/** The whole application in one process. */
export interface Standalone extends Lifecycle {
  readonly log: Log;
  readonly drainMs: number;
  /** What to tell a person once it runs. */
  greeting(): string;
}

/**
 * Puts everything together and starts nothing.
 * @throws ConfigError with all problems of the configuration
 */
export async function createStandalone(options: StandaloneOptions): Promise<Standalone> {
  const config = await loadApplicationConfig(options);
  if (options.profile === 'embedded' || options.config === undefined) await prepareDataDirectory(config.dataDirectory);
  const simulator = options.config === undefined ? await simulatorOf(config, options) : null;
  return compose(options, config, simulator);
}

function compose(options: StandaloneOptions, config: ApplicationConfig, simulator: Simulator | null): Standalone {
  const clock = options.clock ?? systemClock;
  const logFor = (service: string): Log => createLog({ service, environment: config.general.environment, level: config.general.log_level });
  const log = logFor('standalone');
  const registry = processRegistry();
  const health = new HealthRegistry();
  const shared = { profile: options.profile, config: config.host, dataDirectory: config.dataDirectory, log, clock };
  const bus = createBus({ ...shared, clientId: 'lodestream' });
  const store = createStore({ ...shared, registry });
  const { topic_prefix: topicPrefix, drain_seconds, instance = hostname() } = config.host.stream;
  const loaded = simulator === null ? config.loaded : withSimulatedFarm(config.loaded, simulator);
  const services = hosted(loaded);
  const host = new ServiceHost({
    instance,
    version,
    topicPrefix,
    topics: topicSettings(topicPrefix),
    bus,
    store,
    clock,
    health,
    logFor,
    transportFor,
    services,
  });
  const operations = {
    ...deadLetterOperations(localDeadLetterDesk(bus, topicPrefix)),
    'topics.list': () => bus.admin.listTopics(),
  };
  const management = new ManagementServer({
    ...config.host.management,
    health,
    operations,
    registries: () => [registry, ...host.metrics()],
  });
  const first = simulator ? [...(options.profile === 'cluster' ? [storeSetup(config.host)] : []), simulator] : [];
  const parts: Lifecycle[] = [management, ...first, host, readiness(health, bus)];
  const { host: address, port } = loaded.of(dashboard).dashboard;
  return { log, drainMs: drain_seconds * 1_000, greeting: () => `Lodestream is running: http://${address}:${port}`, ...inOrder(parts) };
}

async function simulatorOf(
  { loaded, dataDirectory }: ApplicationConfig,
  { miners, seed, clock = systemClock }: StandaloneOptions,
): Promise<Simulator> {
  const { miner_port: minerPort, control_port: controlPort } = loaded.of(simulatedFarm).simulator;
  const startMs = await openingTime(dataDirectory, seed, clock.now());
  return createSimulator({ miners, seed, startMs, minerPort, controlPort, clock });
}

const version = '0.1.0';

/** In the order they start; ingestion comes last, and so stops first. */
function hosted(loaded: LoadedConfig): HostedService[] {
  return [dashboard, telemetryWriter, minerIngestion].map((definition) => {
    const known = definition as unknown as ServiceDefinition<object>;
    return { definition: known, config: loaded.of(known) };
  });
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

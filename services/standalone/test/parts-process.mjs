// Some services of the application in a process of their own, on the cluster profile: what tests kill when one part is to die alone.
import 'reflect-metadata';
import { systemClock } from '@lodestream/component';
import { createLog, HealthRegistry, processRegistry, runUntilTold, ServiceHost } from '@lodestream/service-kit';
import { dashboard } from '@lodestream/dashboard';
import { minerIngestion } from '@lodestream/miner-ingestion';
import { loadApplicationConfig, topicSettings } from '@lodestream/standalone';
import { StreamTransport } from '@lodestream/streaming';
import { telemetryWriter } from '@lodestream/telemetry-writer';
import { parseArgs } from 'node:util';
import { createBus } from '../dist/parts/create-bus.js';
import { createStore } from '../dist/parts/create-store.js';

const { values } = parseArgs({ options: { config: { type: 'string' }, services: { type: 'string' } } });
const wanted = values.services.split(',');
const { loaded, host: settings, dataDirectory } = await loadApplicationConfig({ config: values.config, environment: process.env });

const logFor = (service) => createLog({ service, environment: 'test', level: 'info' });
const log = logFor('parts');
const shared = { profile: 'cluster', config: settings, dataDirectory, log, clock: systemClock };
const onBug = (error) =>
  setImmediate(() => {
    throw error;
  });

const host = new ServiceHost({
  instance: settings.stream.instance,
  version: '0.0.0',
  topicPrefix: settings.stream.topic_prefix,
  topics: topicSettings(settings.stream.topic_prefix),
  bus: createBus({ ...shared, clientId: wanted.join('-') }),
  store: createStore({ ...shared, registry: processRegistry() }),
  clock: systemClock,
  health: new HealthRegistry(),
  logFor,
  transportFor: ({ identity, ...context }) => {
    const strategy = new StreamTransport({ ...context, instance: identity.instance, onBug });
    return { strategy, status: strategy };
  },
  services: [dashboard, telemetryWriter, minerIngestion]
    .filter(({ name }) => wanted.includes(name))
    .map((definition) => ({ definition, config: loaded.of(definition) })),
});

await runUntilTold(host, { log, drainMs: settings.stream.drain_seconds * 1_000 });
process.stdout.write(`The parts are running: ${wanted.join(', ')}\n`);

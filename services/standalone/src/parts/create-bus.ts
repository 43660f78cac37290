import type { Clock, Log } from '@lodestream/component';
import { EmbeddedEventBus, FramingEventBus, KafkaEventBus, ObservedRegistry, type EventBus } from '@lodestream/streaming';
import type { Registry } from 'prom-client';
import { join } from 'node:path';
import type { HostConfig } from '../host-config.js';
import type { Profile } from '../profile.js';
import { createSchemaRegistry } from './create-schema-registry.js';
import { kafkaOptions } from './kafka-options.js';
import { logBusEvent } from './log-bus-event.js';

/** What a bus is made from. */
export interface BusParts {
  readonly profile: Profile;
  readonly config: HostConfig;
  readonly dataDirectory: string;
  readonly clientId: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Where what is asked of the schema registry is counted; nowhere for a command. */
  readonly registry?: Registry;
}

/** The event bus of a profile, not started; where a schema registry is configured, it reads records in Avro binary too. */
export function createBus(parts: BusParts): EventBus {
  const bus = plainBus(parts);
  const { schema_registry: settings, stream } = parts.config;
  const plain = createSchemaRegistry(settings, settings.register);
  if (plain === null) return bus;
  const registry = parts.registry === undefined ? plain : new ObservedRegistry(plain, parts.clock, parts.registry);
  const write = settings.write === 'avro' ? 'avro' : 'json';
  return new FramingEventBus(bus, { registry, write, topicPrefix: stream.topic_prefix, clock: parts.clock });
}

/** Where the embedded bus keeps its log. */
export const embeddedBusDirectory = (dataDirectory: string): string => join(dataDirectory, 'bus');

function plainBus({ profile, config, dataDirectory, clientId, log, clock }: BusParts): EventBus {
  if (profile === 'cluster') return new KafkaEventBus({ ...kafkaOptions(config.kafka), clientId, log, clock });
  const topicBytes = config.embedded.topic_megabytes * 1_048_576;
  return new EmbeddedEventBus({
    directory: embeddedBusDirectory(dataDirectory),
    topicBytes,
    minFreeBytes: config.embedded.free_disk_megabytes * 1_048_576,
    clock,
    onEvent: (event) => logBusEvent(log, event),
  });
}

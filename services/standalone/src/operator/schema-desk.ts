import { PermanentError } from '@lodestream/component';
import { ConfigError } from '@lodestream/service-kit';
import { recordSubjects, type RecordSubject, type SchemaRegistry } from '@lodestream/streaming';
import { loadApplicationConfig } from '../application-config.js';
import { createSchemaRegistry } from '../parts/create-schema-registry.js';

/** Where one of our schemas stands in the registry. */
export interface SchemaStanding {
  readonly subject: string;
  /** Null where the registry does not have it. */
  readonly id: number | null;
  /** Why not; null where it has it. */
  readonly refused: string | null;
}

/**
 * Asks the configured registry for each of our schemas; `register` has it take those that it does not know, whatever the configuration
 * allows the services.
 * @throws ConfigError where no registry is configured, TransientError where it can't be asked
 */
export async function askForSchemas(place: { readonly config?: string }, register: boolean): Promise<SchemaStanding[]> {
  const { host } = await loadApplicationConfig({ ...place, environment: process.env });
  const registry = createSchemaRegistry(host.schema_registry, register);
  if (registry === null) throw new ConfigError([missingUrl]);
  const standings: SchemaStanding[] = [];
  for (const subject of recordSubjects(host.stream.topic_prefix)) standings.push(await standingOf(registry, subject));
  return standings;
}

async function standingOf(registry: SchemaRegistry, { subject, schema }: RecordSubject): Promise<SchemaStanding> {
  try {
    return { subject, id: await registry.idOf(subject, schema), refused: null };
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return { subject, id: null, refused: error.message };
  }
}

const missingUrl = {
  file: '(configuration)',
  line: null,
  path: 'schema_registry.url',
  value: '(absent)',
  message: 'there is no schema registry to ask',
  remedy: 'Set schema_registry.url to where it answers, such as http://localhost:8081.',
};

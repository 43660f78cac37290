import { ConfluentRegistry, type SchemaRegistry } from '@lodestream/streaming';
import type { SchemaRegistrySettings } from '../host-config.js';

/** The configured schema registry, which may be written to if `register` says so; null where none is configured. */
export function createSchemaRegistry(settings: SchemaRegistrySettings, register: boolean): SchemaRegistry | null {
  const { url, login, timeout_seconds } = settings;
  return url === undefined ? null : new ConfluentRegistry({ url, register, deadlineMs: timeout_seconds * 1_000, ...(login && { login }) });
}

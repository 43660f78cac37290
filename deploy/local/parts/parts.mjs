import { isBuilt } from '../build-part.mjs';
import { partFolder } from '../paths.mjs';
import { INFLUXDB_PART } from './influxdb/influxdb.part.mjs';
import { KAFKA_PART } from './kafka/kafka.part.mjs';

/** Every part that can be built without Docker, by name. */
export const PARTS = { kafka: KAFKA_PART, influxdb: INFLUXDB_PART };

/** The folder of a part that is built and complete, or null; it never builds. */
export function builtPart(name, env = process.env) {
  const part = PARTS[name];
  return isBuilt(part, env) ? partFolder(part.name, part.version, env) : null;
}

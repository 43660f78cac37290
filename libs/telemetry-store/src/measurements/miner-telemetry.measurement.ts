import type { MinerTelemetry } from '@lodestream/records';
import { LaidOutPoint } from '../laid-out-point.js';
import type { FieldValue, Point } from '../telemetry-store.port.js';
import { minerTelemetryFields, minerTelemetryTags } from './miner-telemetry.fields.js';
import { boards, boardTemperatures, fans, shapeOf } from './miner-telemetry.shapes.js';
import { tagText } from './tag-text.js';

export { minerTelemetryIntegers } from './miner-telemetry.shapes.js';

/** The measurement of readings: one wide point each, boards and fans as fields. */
export const minerTelemetryMeasurement = 'miner_telemetry';

/** All fields a reading may have, as the public schema lists them. */
export const minerTelemetrySchema = [...minerTelemetryFields, ...boards.listed, ...boardTemperatures.listed, ...fans.listed];

const reads = minerTelemetryFields.map(({ read }) => read);

/** One reading as one point; what was not measured is null, which no store writes, for missing is not zero. */
export function minerTelemetryPoint(record: MinerTelemetry): Point {
  const { layout, places } = shapeOf(record);
  const [hashing, warm] = [record.hashrate.per_hashboard, record.temperature.per_hashboard];
  const values = new Array<FieldValue>(layout.names.length);
  for (let at = 0; at < reads.length; at += 1) values[at] = reads[at]!(record);
  boards.write(values, hashing, places, 0);
  boardTemperatures.write(values, warm, places, hashing.length);
  fans.write(values, record.fans, places, hashing.length + warm.length);
  return new LaidOutPoint(minerTelemetryMeasurement, tagsOf(record), record.timestamp, layout, values);
}

function tagsOf(record: MinerTelemetry): Point['tags'] {
  const tags: Record<string, string> = {};
  for (const { name, read } of minerTelemetryTags) tags[name] = tagText(read(record));
  return tags;
}

import type { BoardHashrate, BoardTemperature, MinerFan, MinerTelemetry } from '@lodestream/records';
import type { FieldValue, Point } from '../telemetry-store.port.js';
import { boardFields, boardTemperatureFields, fanFields } from './miner-parts.fields.js';
import { minerTelemetryFields, minerTelemetryTags } from './miner-telemetry.fields.js';
import { tagText } from './tag-text.js';
import { WideFields } from './wide-fields.js';

/** The measurement of readings: one wide point each, boards and fans as fields. */
export const minerTelemetryMeasurement = 'miner_telemetry';

const boards = new WideFields<BoardHashrate>('board', boardFields, ({ board_id }) => board_id);
const boardTemperatures = new WideFields<BoardTemperature>('board', boardTemperatureFields, ({ board_id }) => board_id);
const fans = new WideFields<MinerFan>('fan', fanFields, ({ fan_id }) => fan_id);

/** All fields a reading may have, as the public schema lists them. */
export const minerTelemetrySchema = [...minerTelemetryFields, ...boards.listed, ...boardTemperatures.listed, ...fans.listed];

const scalarIntegers = minerTelemetryFields.filter(({ kind }) => kind === 'integer').map(({ name }) => name);

/** The fields of `miner_telemetry` that are whole numbers. */
export const minerTelemetryIntegers: ReadonlySet<string> = new Set([...scalarIntegers, ...boards.integers]);

/** One reading as one point; what was not measured is null, which no store writes, for missing is not zero. */
export function minerTelemetryPoint(record: MinerTelemetry): Point {
  const tags: Record<string, string> = {};
  for (const { name, read } of minerTelemetryTags) tags[name] = tagText(read(record));
  const fields = { ...emptyFields(record) };
  for (const { name, read } of minerTelemetryFields) fields[name] = read(record);
  boards.write(fields, record.hashrate.per_hashboard);
  boardTemperatures.write(fields, record.temperature.per_hashboard);
  fans.write(fields, record.fans);
  return { measurement: minerTelemetryMeasurement, tags, fields, timestampMs: record.timestamp, integers: minerTelemetryIntegers };
}

const shapes = new Map<string, Record<string, FieldValue>>();
const mostShapes = 1_000;

// Some ninety names set one by one make an object the engine treats as a dictionary, which costs three times as much to walk through;
// a copy of a parsed object keeps its shape. A farm has few shapes: one for each layout of boards and fans.
function emptyFields({ hashrate, temperature, fans: listed }: MinerTelemetry): Record<string, FieldValue> {
  const key =
    boards.signatureOf(hashrate.per_hashboard) + boardTemperatures.signatureOf(temperature.per_hashboard) + fans.signatureOf(listed);
  const known = shapes.get(key);
  if (known !== undefined) return known;
  const parts = [
    ...boards.namesOf(hashrate.per_hashboard),
    ...boardTemperatures.namesOf(temperature.per_hashboard),
    ...fans.namesOf(listed),
  ];
  const names = [...minerTelemetryFields.map(({ name }) => name), ...parts];
  const empty = JSON.parse(`{${[...new Set(names)].map((name) => `"${name}":null`).join(',')}}`) as Record<string, FieldValue>;
  if (shapes.size >= mostShapes) shapes.clear();
  shapes.set(key, empty);
  return empty;
}

import type { MeasurementField, MeasurementTag } from './measurement-field.js';
import { marketDataMeasurement, marketDataSchema, marketDataTags } from './market-data.measurement.js';
import { minerEventMeasurement, minerEventSchema, minerEventTags } from './miner-event.measurement.js';
import { minerTelemetryTags } from './miner-telemetry.fields.js';
import { minerTelemetryMeasurement, minerTelemetrySchema } from './miner-telemetry.measurement.js';
import { retentionClasses } from './retention-classes.js';

/** The public schema as Markdown; the README of this library holds exactly this. */
export function schemaTables(): string {
  return [
    measurementTable(minerTelemetryMeasurement, minerTelemetryTags, minerTelemetrySchema),
    measurementTable(minerEventMeasurement, minerEventTags, minerEventSchema),
    measurementTable(marketDataMeasurement, marketDataTags, marketDataSchema),
    retentionTable(),
  ].join('\n\n');
}

function measurementTable<T, F extends Omit<MeasurementField<never>, 'read'>>(
  name: string,
  tags: readonly MeasurementTag<T>[],
  fields: readonly F[],
): string {
  return [
    `### Measurement \`${name}\``,
    table(
      ['tag', 'from the record', 'meaning'],
      tags.map((tag) => [code(tag.name), code(tag.source), tag.meaning]),
    ),
    table(
      ['field', 'kind', 'unit', 'from the record', 'meaning'],
      fields.map((field) => [code(field.name), field.kind, field.unit, code(field.source), field.meaning]),
    ),
  ].join('\n\n');
}

function retentionTable(): string {
  const rows = retentionClasses().map(({ name, measurements, days }) => [
    code(name),
    measurements.map(code).join(', '),
    String(days ?? 'for ever'),
  ]);
  return ['### Retention classes', table(['class', 'measurements', 'days kept by default'], rows)].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

import type { DecodeTally } from '@lodestream/records';
import { marketDataMeasurement, minerEventMeasurement, minerTelemetryMeasurement, type WriteResult } from '@lodestream/telemetry-store';
import { Counter, type Registry } from 'prom-client';

/** Every metric of this service beside those of its pipelines; labels with all their values. A released name is public. */
export const writerMetricDeclarations = {
  telemetry_writer_points_total: {
    type: 'counter',
    help: 'Points handed to the store, by measurement and by what the store did with them.',
    labels: {
      measurement: [minerTelemetryMeasurement, minerEventMeasurement, marketDataMeasurement],
      result: ['stored', 'refused', 'expired'],
    },
  },
  telemetry_writer_unknown_fields_total: {
    type: 'counter',
    help: 'Fields of records that this version does not know and left out.',
    labels: {},
  },
} as const;

/** Counts points by what became of them. */
export class WriterMetrics {
  /** Filled by the decoding steps. */
  readonly tally: DecodeTally = { unknownFields: 0 };
  private readonly points: Counter;

  constructor(registry: Registry) {
    const { telemetry_writer_points_total: points, telemetry_writer_unknown_fields_total: unknown } = writerMetricDeclarations;
    const registers = [registry];
    this.points = new Counter({
      name: 'telemetry_writer_points_total',
      help: points.help,
      labelNames: Object.keys(points.labels),
      registers,
    });
    for (const measurement of points.labels.measurement)
      for (const result of points.labels.result) this.points.inc({ measurement, result }, 0);
    const { tally } = this;
    let counted = 0;
    new Counter({
      name: 'telemetry_writer_unknown_fields_total',
      help: unknown.help,
      registers,
      collect() {
        this.inc(tally.unknownFields - counted);
        counted = tally.unknownFields;
      },
    });
  }

  /** Takes note of a write whose points are all of one measurement. */
  count(measurement: string | undefined, { stored, refused, expired }: WriteResult): void {
    if (measurement === undefined) return;
    this.points.inc({ measurement, result: 'stored' }, stored);
    this.points.inc({ measurement, result: 'refused' }, refused.length);
    this.points.inc({ measurement, result: 'expired' }, expired.length);
  }
}

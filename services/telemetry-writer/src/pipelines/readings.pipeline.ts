import { type DecodeTally, type MinerTelemetry, topics } from '@lodestream/records';
import { decodeRecord, pipeline, type PipelineLimits, type Sink, type Step } from '@lodestream/streaming';
import { minerTelemetryPoint, type Point } from '@lodestream/telemetry-store';
import { toPoint } from './to-point.step.js';

/** What both pipelines are made of. */
export interface WriterPipelineParts {
  readonly store: Sink<Point>;
  readonly limits: Partial<Omit<PipelineLimits, 'tombstones'>>;
  readonly deadlineMs: number;
  /** Counts the fields of records that this version does not know. */
  readonly tally: DecodeTally;
}

/** Readings of miners into the store. Of two owners' readings of one tick the first stays; `firstOnly` is the step that tells. */
export const createReadingsPipeline = (
  { store, limits, deadlineMs, tally }: WriterPipelineParts,
  firstOnly: Step<MinerTelemetry, MinerTelemetry>,
) =>
  pipeline<Buffer>('telemetry_writer_readings', limits)
    .step(decodeRecord(topics.minerTelemetry.codec, tally))
    .step(firstOnly)
    .step(toPoint(minerTelemetryPoint))
    .sink(store, { deadlineMs });

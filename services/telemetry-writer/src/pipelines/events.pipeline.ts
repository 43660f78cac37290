import { topics } from '@lodestream/records';
import { decodeRecord, pipeline } from '@lodestream/streaming';
import { minerEventPoint } from '@lodestream/telemetry-store';
import type { WriterPipelineParts } from './readings.pipeline.js';
import { toPoint } from './to-point.step.js';

/** Events of miners into the store. */
export const createEventsPipeline = ({ store, limits, deadlineMs, tally }: WriterPipelineParts) =>
  pipeline<Buffer>('telemetry_writer_events', limits)
    .step(decodeRecord(topics.minerEvents.codec, tally))
    .step(toPoint(minerEventPoint))
    .sink(store, { deadlineMs });

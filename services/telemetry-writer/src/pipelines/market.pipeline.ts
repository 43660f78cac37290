import { topics } from '@lodestream/records';
import { decodeRecord, pipeline } from '@lodestream/streaming';
import { marketDataPoint } from '@lodestream/telemetry-store';
import type { WriterPipelineParts } from './readings.pipeline.js';
import { toPoint } from './to-point.step.js';

/** Prices, chains and indicators of coins into the store. */
export const createMarketPipeline = ({ store, limits, deadlineMs, tally }: WriterPipelineParts) =>
  pipeline<Buffer>('telemetry_writer_market', limits)
    .step(decodeRecord(topics.marketData.codec, tally))
    .step(toPoint(marketDataPoint))
    .sink(store, { deadlineMs });

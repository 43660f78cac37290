import { Controller, Inject } from '@nestjs/common';
import { topics } from '@lodestream/records';
import { type IncomingBatch, OnTopic, type PipelineRunner, type StreamContext } from '@lodestream/streaming';

/** Injection token of the pipelines' runners. */
export const WRITER_RUNNERS = Symbol('the runners of telemetry-writer');

/** The runners of this service's pipelines. */
export interface WriterRunners {
  readonly readings: PipelineRunner;
  readonly events: PipelineRunner;
  readonly market: PipelineRunner;
}

const reading = { group: 'telemetry-writer', maxBatchMessages: 2_000 };

/** Takes batches from the stream and has the pipelines run them. */
@Controller()
export class WriterController {
  constructor(@Inject(WRITER_RUNNERS) private readonly runners: WriterRunners) {}

  /** Readings of miners. */
  @OnTopic(topics.minerTelemetry, reading)
  onReadings(batch: IncomingBatch, context: StreamContext): Promise<void> {
    return this.runners.readings.run(batch, context);
  }

  /** What happened to miners. */
  @OnTopic(topics.minerEvents, reading)
  onEvents(batch: IncomingBatch, context: StreamContext): Promise<void> {
    return this.runners.events.run(batch, context);
  }

  /** Prices and chains of coins. */
  @OnTopic(topics.marketData, reading)
  onMarket(batch: IncomingBatch, context: StreamContext): Promise<void> {
    return this.runners.market.run(batch, context);
  }
}

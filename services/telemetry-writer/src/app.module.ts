import { type DynamicModule, Module } from '@nestjs/common';
import { fullTopicName, internalTopics, type MinerTelemetry } from '@lodestream/records';
import type { ServiceContext } from '@lodestream/service-kit';
import { DeadLetterWriter, firstOnly, type PipelineDefinition, PipelineRunner, type Step, StreamMetrics } from '@lodestream/streaming';
import type { TelemetryWriterConfig } from './config.js';
import { WriterMetrics } from './metrics/writer-metrics.js';
import { createEventsPipeline } from './pipelines/events.pipeline.js';
import { createMarketPipeline } from './pipelines/market.pipeline.js';
import { createReadingsPipeline, type WriterPipelineParts } from './pipelines/readings.pipeline.js';
import { GroupCommit } from './store/group-commit.js';
import { storeSink } from './store/store.sink.js';
import { StoreWatch } from './store/store-watch.js';
import { WRITER_RUNNERS, WriterController, type WriterRunners } from './writer.controller.js';

/** The writer's parts, put together. */
@Module({})
export class TelemetryWriterModule {
  /** The module for one configuration on one host. */
  static create(config: TelemetryWriterConfig, context: ServiceContext): DynamicModule {
    const providers = [{ provide: WRITER_RUNNERS, useValue: createRunners(config, context) }];
    return { module: TelemetryWriterModule, controllers: [WriterController], providers };
  }
}

function createRunners({ telemetry_writer: settings }: TelemetryWriterConfig, context: ServiceContext): WriterRunners {
  const metrics = new WriterMetrics(context.registry);
  const watch = new StoreWatch(metrics, context.clock, settings.unready_after_seconds * 1_000);
  context.health.register('telemetry-writer/store', () => watch.answer());
  const deadlineMs = settings.write_deadline_seconds * 1_000;
  const writes = new GroupCommit({
    store: context.store,
    clock: context.clock,
    maxPoints: settings.max_points_per_write,
    deadlineMs,
    paceMs: settings.write_pace_milliseconds,
    // A batch cut short by its bytes, or short of a few refused messages, is a backlog as much as a whole one.
    hurryPoints: Math.ceil(settings.max_batch_messages / 2),
  });
  const parts: WriterPipelineParts = {
    store: storeSink({ store: context.store, writes, watch }),
    limits: { maxMessages: settings.max_batch_messages, maxBytes: settings.max_batch_bytes },
    // A batch may have to wait for the write before its own.
    deadlineMs: 2 * deadlineMs,
    tally: metrics.tally,
  };
  const run = (definition: PipelineDefinition): PipelineRunner => new PipelineRunner(definition, runnerParts(context));
  return {
    readings: run(createReadingsPipeline(parts, firstReadings(context))),
    events: run(createEventsPipeline(parts)),
    market: run(createMarketPipeline(parts)),
  };
}

function firstReadings({ bus, clock, topicPrefix }: ServiceContext): Step<MinerTelemetry, MinerTelemetry> {
  return firstOnly({
    states: bus.states,
    store: fullTopicName(topicPrefix, internalTopics.changelogReadings),
    clock,
    tickOf: ({ miner_id, kind, lane, timestamp }) => ({ subject: miner_id, kind, lane, tickMs: timestamp }),
  });
}

function runnerParts({
  bus,
  clock,
  log,
  registry,
  identity,
  topicPrefix,
}: ServiceContext): ConstructorParameters<typeof PipelineRunner>[1] {
  const source = `${identity.service}/${identity.instance}`;
  const deadLetters = new DeadLetterWriter({ publisher: bus, topicPrefix, clock, source });
  return { publisher: bus, reader: bus, deadLetters, metrics: StreamMetrics.of(registry), clock, log, source };
}

import type { ServiceDefinition } from '@lodestream/service-kit';
import { TelemetryWriterModule } from './app.module.js';
import { TelemetryWriterConfig } from './config.js';

export * from './config.js';
export { createReadingsPipeline } from './pipelines/readings.pipeline.js';
export { createEventsPipeline } from './pipelines/events.pipeline.js';
export { GroupCommit } from './store/group-commit.js';
export { storeSink } from './store/store.sink.js';

/** Brings the topics of readings and events into the telemetry store. */
export const telemetryWriter: ServiceDefinition<TelemetryWriterConfig> = {
  name: 'telemetry-writer',
  config: TelemetryWriterConfig,
  usesStore: true,
  module: (config, context) => TelemetryWriterModule.create(config, context),
};

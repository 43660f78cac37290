import type { ServiceDefinition } from '@lodestream/service-kit';
import { createMinerIngestionModule } from './app.module.js';
import { MinerIngestionConfig } from './config.js';

export { MinerConfig, MinerIngestionConfig, PollingConfig, PollRetryConfig } from './config.js';

/** Polls the miners of the fleet and writes what they say to the stream. */
export const minerIngestion: ServiceDefinition<MinerIngestionConfig> = {
  name: 'miner-ingestion',
  config: MinerIngestionConfig,
  module: createMinerIngestionModule,
};

import type { ServiceDefinition } from '@lodestream/service-kit';
import { createMarketPollingModule } from './app.module.js';
import { MarketPollingConfig } from './config.js';

export * from './config.js';
export { NetworksConfig, NetworkSchedules, NodeConfig } from './networks-config.js';
export { describeChains } from './plan/chain-plan.js';
export { describePlan, type SourcePlan } from './plan/source-plan.js';
export { planSources } from './sources/sources.js';

/** Asks for prices and figures of chains within the budgets of the providers' plans, and writes them to the stream. */
export const marketPolling: ServiceDefinition<MarketPollingConfig> = {
  name: 'market-polling',
  config: MarketPollingConfig,
  module: createMarketPollingModule,
};

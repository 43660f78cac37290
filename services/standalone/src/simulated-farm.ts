import type { Simulator } from '@lodestream/simulator';
import type { LoadedConfig } from '@lodestream/service-kit';
import { simulatedMarket } from './simulated-market.js';

/** How often the simulated farm is polled: often enough to watch it live. */
const pollingSeconds = 10;

/** The configuration with the simulated miners and market in place of the user's, and leave to visit loopback addresses. */
export function withSimulatedFarm(loaded: LoadedConfig, simulator: Simulator): LoadedConfig {
  const miners = simulator.fleet().map((miner) => ({ ...miner, polling_interval_seconds: pollingSeconds }));
  return loaded.with({
    miners,
    miner_ingestion: { allowed_networks: ['127.0.0.0/8'], polling_interval_seconds: pollingSeconds },
    ...(simulator.market === null ? {} : { market_data: simulatedMarket(simulator.market.url()) }),
  });
}

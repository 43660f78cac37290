import type { ConfigOwner } from '@lodestream/service-kit';
import { abacusExport } from '@lodestream/abacus-export';
import { dashboard } from '@lodestream/dashboard';
import { lakeWriter } from '@lodestream/lake-writer';
import { marketPolling } from '@lodestream/market-polling';
import { minerIngestion } from '@lodestream/miner-ingestion';
import { poolStreaming } from '@lodestream/pool-streaming';
import { SimulatorConfig } from '@lodestream/simulator';
import { telemetryWriter } from '@lodestream/telemetry-writer';
import { HostConfig } from './host-config.js';

/** The host's own sections. */
export const host: ConfigOwner<HostConfig> = { name: 'host', config: HostConfig };
/** The simulated farm's section. */
export const simulator: ConfigOwner<SimulatorConfig> = { name: 'simulator', config: SimulatorConfig };

/** Everyone who owns sections of the configuration; a service that is not built yet has its sections checked all the same. */
export const owners: readonly ConfigOwner[] = [
  host,
  simulator,
  minerIngestion,
  telemetryWriter,
  dashboard,
  poolStreaming,
  marketPolling,
  abacusExport,
  lakeWriter,
];

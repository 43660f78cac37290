import { dashboard } from '@lodestream/dashboard';
import { marketPolling } from '@lodestream/market-polling';
import { minerIngestion } from '@lodestream/miner-ingestion';
import type { HostedService, LoadedConfig, ServiceDefinition } from '@lodestream/service-kit';
import { telemetryWriter } from '@lodestream/telemetry-writer';

/** Every service there is, in the order they start in one process; ingestion comes last, and so stops first. */
export const services: readonly ServiceDefinition<object>[] = [dashboard, telemetryWriter, marketPolling, minerIngestion].map(
  (definition) => definition as unknown as ServiceDefinition<object>,
);

/** These services with their settings. */
export function withSettings(definitions: readonly ServiceDefinition<object>[], loaded: LoadedConfig): HostedService[] {
  return definitions.map((definition) => ({ definition, config: loaded.of(definition) }));
}

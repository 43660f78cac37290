import { describePlan, marketPolling, planSources } from '@lodestream/market-polling';
import type { LoadedConfig } from '@lodestream/service-kit';

/** What the market's providers will be asked for by a configuration, with the effective intervals, one text a provider. */
export function marketPlans(loaded: LoadedConfig): readonly string[] {
  const { market_data: settings } = loaded.of(marketPolling);
  return settings === undefined ? [] : planSources(settings).map((plan) => describePlan(plan));
}

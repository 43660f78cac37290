import { describeChains, describePlan, marketPolling, planSources } from '@lodestream/market-polling';
import type { LoadedConfig } from '@lodestream/service-kit';

/** What the market's providers, and sources of chains, will be asked for by a configuration, with the effective intervals, one text each. */
export function marketPlans(loaded: LoadedConfig): readonly string[] {
  const { market_data: settings } = loaded.of(marketPolling);
  if (settings === undefined) return [];
  const plans = planSources(settings).map((plan) => describePlan(plan));
  return [...plans, describeChains(settings.networks)].filter((plan) => plan !== '');
}

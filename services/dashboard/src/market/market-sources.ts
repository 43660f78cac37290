import type { ServiceIntegration } from '@lodestream/records';
import type { SystemRow, SystemView } from '../follow/system-view.js';
import type { MarketReport, MarketSourceRow } from './market-report.js';
import type { MarketView } from './market-view.js';

const asker = 'market-polling';

/** Markets and their providers as they stand at `nowMs`. */
export function marketReport(market: MarketView, system: SystemView, nowMs: number): MarketReport {
  return { ...market.report(nowMs), sources: marketSources(system.rows(nowMs)) };
}

/** How every provider stands: one replica asks, so of several the one that asked a provider last knows it best. */
export function marketSources(services: readonly SystemRow[]): readonly MarketSourceRow[] {
  const best = new Map<string, MarketSourceRow>();
  for (const { service, silent, integrations } of services) {
    if (service !== asker) continue;
    for (const each of integrations) {
      const known = best.get(each.id);
      if (known === undefined || askedAt(each) > askedAt(known)) best.set(each.id, { ...each, silent });
    }
  }
  return [...best.values()].sort((a, b) => a.id.localeCompare(b.id));
}

const askedAt = ({ last_answer_at, last_error, since }: ServiceIntegration): number =>
  Math.max(last_answer_at ?? 0, last_error?.at ?? 0, since ?? 0);

import type { ServiceIntegration } from '@lodestream/records';
import type { CommandView } from '../commands/command-view.js';
import type { SystemRow, SystemView } from '../follow/system-view.js';
import type { MarketReport, MarketSourceRow } from './market-report.js';
import type { MarketView } from './market-view.js';

const asker = 'market-polling';

const mostOverrides = 20;
const ofMarket = /^(market|chain|coin):/;

/** What is known of the markets, of whoever asks them, and of what operators ask for. */
export interface MarketViews {
  readonly market: MarketView;
  readonly system: SystemView;
  readonly commands: CommandView;
}

/** Markets, their providers and what operators did to them, as it stands at `nowMs`. */
export function marketReport({ market, system, commands }: MarketViews, nowMs: number): MarketReport {
  const overrides = commands.newest((subject) => ofMarket.test(subject), mostOverrides);
  return { ...market.report(nowMs), sources: marketSources(system.rows(nowMs)), overrides };
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

import type { BudgetRecord } from '@lodestream/polling';
import { fullTopicName, internalTopics } from '@lodestream/records';
import { type EventBus, LogRegisters } from '@lodestream/streaming';
import type { MarketPollingParts } from './market-polling.js';
import type { HoldsRecord } from './operator/holds.js';
import type { LineRecord } from './series/price-series.js';
import type { PinnedIdsRecord } from './sources/pinned-ids.js';

/** Everything that outlives a process and is shared by replicas, in topics of the bus under a prefix. */
export function keptRegisters(bus: EventBus, topicPrefix: string): Pick<MarketPollingParts, 'budgets' | 'holds' | 'ids' | 'lines'> {
  const topicOf = (topic: { readonly name: string }): string => fullTopicName(topicPrefix, topic);
  return {
    budgets: new LogRegisters<BudgetRecord>({ bus, topic: topicOf(internalTopics.quotas) }),
    holds: new LogRegisters<HoldsRecord>({ bus, topic: topicOf(internalTopics.marketHolds) }),
    ids: new LogRegisters<PinnedIdsRecord>({ bus, topic: topicOf(internalTopics.marketHolds) }),
    lines: new LogRegisters<LineRecord>({ bus, topic: topicOf(internalTopics.marketLines) }),
  };
}

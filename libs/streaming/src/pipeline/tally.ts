import type { Entry } from '../ledger/account.js';
import type { StreamMetrics } from '../metrics/stream-metrics.js';
import type { Fate } from './fate.js';

/** Sums up a chunk for the ledger: only messages from `countedTo` on, for what lies before has been counted. */
export function entryOf(fates: readonly Fate[], countedTo: number, nextOffset: number): Entry {
  const dropped: Record<string, number> = {};
  let received = 0;
  let deadLettered = 0;
  for (const { message, ended } of fates) {
    if (message.offset < countedTo) continue;
    received += 1;
    if (ended?.kind === 'reject') deadLettered += 1;
    if (ended?.kind === 'drop') dropped[ended.reason] = (dropped[ended.reason] ?? 0) + 1;
  }
  return { received, nextOffset: Math.max(nextOffset, countedTo), deadLettered, dropped };
}

/** Counts a chunk by step, outcome and reason: a message passes every step before the one it ended at. */
export function countChunk(metrics: StreamMetrics, pipeline: string, steps: readonly string[], fates: readonly Fate[]): void {
  let passing = fates.length;
  const endings = new Map<string, Map<string, number>>();
  for (const { ended } of fates) {
    if (!ended) continue;
    const at = endings.get(ended.step) ?? new Map<string, number>();
    const how = `${ended.kind} ${ended.reason}`;
    endings.set(ended.step, at.set(how, (at.get(how) ?? 0) + 1));
  }
  for (const step of steps) {
    for (const [how, count] of endings.get(step) ?? []) {
      const [outcome = '', reason = ''] = how.split(' ');
      metrics.messages.inc({ pipeline, step, outcome, reason }, count);
      passing -= count;
    }
    if (passing > 0) metrics.messages.inc({ pipeline, step, outcome: 'pass', reason: '' }, passing);
  }
}

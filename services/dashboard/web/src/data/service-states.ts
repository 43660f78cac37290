import { age } from './format';
import type { ServiceRow } from './types';

/** Whether nobody has to look after an instance: it reports and is ready, or was stopped on purpose. */
export const isWell = ({ silent, ready, state }: ServiceRow): boolean => !silent && (ready || state === 'stopped');

/** What an instance is doing, in words; its own word is old news once it is silent. */
export function serviceState({ silent, state, timestamp, age_ms }: ServiceRow, nowMs: number): string {
  return silent ? `Silent for ${age(Math.max(nowMs - timestamp, age_ms))}, ${state} before` : state;
}

/** How all of them stand, in a sentence. */
export function inOneSentence(rows: readonly ServiceRow[]): string {
  const ill = rows.filter((row) => !isWell(row));
  if (rows.length === 0) return 'No service has reported yet.';
  if (ill.length === 0) return rows.length === 1 ? 'The one instance is well.' : `All ${rows.length} instances are well.`;
  return `${ill.length} of ${rows.length} instances need a look: ${ill.map(({ service }) => service).join(', ')}.`;
}

/** Messages of the ledger that its own sum does not explain; anything but 0 is a fault of ours. */
export function unexplained({ ledger }: ServiceRow): number {
  const dropped = Object.values(ledger.dropped).reduce((sum, messages) => sum + messages, 0);
  return ledger.produced - ledger.stored - ledger.dead_lettered - dropped - ledger.lost - ledger.compacted - ledger.in_flight;
}

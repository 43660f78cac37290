import { money } from './amounts';
import { namesOf } from './integration-states';
import type { OverrideRow } from './market-types';

/** What an operator asked for, in words, without what it was asked of. */
export function wishIn({ action, arguments: given }: OverrideRow): string {
  const minutes = Number(given['minutes'] ?? 60);
  const lasting = minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
  if (action === 'poll_now') return 'polled now';
  if (action === 'pause_polling') return `paused for ${lasting}`;
  if (action === 'resume_polling') return 'resumed';
  if (action === 'pin_price') return `pinned at ${money(Number(given['usd']))} USD for ${lasting}`;
  if (action === 'unpin_price') return 'pin ended';
  return action.replaceAll('_', ' ');
}

/** How what it was asked of is called among people. */
export const subjectIn = ({ miner_id: id }: OverrideRow): string => (id.startsWith('coin:') ? id.slice('coin:'.length) : namesOf(id).name);

/** What came of it, with the reason where it did not come about. */
export function outcomeIn({ outcome, detail, reason }: OverrideRow): string {
  if (outcome === null || outcome === 'attempting') return 'under way';
  if (outcome === 'succeeded') return 'done';
  const why = detail ?? reason;
  return why === null ? outcome : `${outcome}: ${why}`;
}

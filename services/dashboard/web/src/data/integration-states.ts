import { priceLooks, sourceName } from './price-states';
import type { Integration } from './types';

/** How the state of an integration is told: a word, a colour and a shape. */
export const integrationLooks: Readonly<
  Record<Integration['state'], { readonly word: string; readonly color: string; readonly shape: string }>
> = {
  up: { ...priceLooks.fresh, word: 'Answers' },
  down: { ...priceLooks.none, word: 'Does not answer' },
  paused: { ...priceLooks.cached, word: 'Paused', color: 'var(--paused)' },
  unknown: { ...priceLooks.fallback, word: 'Not asked yet', color: 'var(--unknown)' },
};

const kinds: Readonly<Record<string, string>> = { market: 'prices', chain: 'chain' };

/** How an integration is called among people, and what it is asked for: `market:coingecko`, `chain:node:dogecoin`. */
export function namesOf(id: string): { readonly name: string; readonly kind: string } {
  const [kind = '', source = '', of] = id.split(':');
  return { name: of === undefined ? sourceName(source) : `${sourceName(source)} of ${of}`, kind: kinds[kind] ?? kind };
}

/** What a budget has left, and which share of it was spent; null while what was spent is not known. */
export function leftOf({
  cap,
  spent,
}: Pick<NonNullable<Integration['budget']>, 'cap' | 'spent'>): { readonly left: number; readonly spentShare: number } | null {
  if (spent === null || cap <= 0) return null;
  return { left: Math.max(0, cap - spent), spentShare: Math.min(1, spent / cap) };
}

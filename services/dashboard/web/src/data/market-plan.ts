import { age, count, none } from './format';
import type { Integration, IntegrationRequest } from './types';

/** How often something is asked for, in words: by its expression where one decides. */
export const often = ({ interval_s, schedule }: IntegrationRequest): string =>
  schedule === null ? `every ${age(interval_s * 1_000)}` : `by ${schedule}`;

/** How long until a time, or the sign for not known. */
export const until = (at: number | null, nowMs: number): string => (at === null ? none : at <= nowMs ? 'due' : `in ${age(at - nowMs)}`);

/** What a month of the plan costs of the cap, and whether what is spent lets it last, in one sentence; empty where nobody counts. */
export function planInOneSentence(budget: Integration['budget'], nowMs: number): string {
  if (budget === null || budget.planned === null) return '';
  const cost = `The plan takes ${count(budget.planned)} of ${count(budget.cap)} credits in a month of 31 days.`;
  if (budget.spent === null) return `${cost} What is spent is not known yet.`;
  if (budget.runs_out_at === null) return `${cost} They last until the count begins anew.`;
  if (budget.runs_out_at <= nowMs) return `${cost} They are used up until the count begins anew.`;
  const day = new Date(budget.runs_out_at).toISOString().slice(0, 10);
  return `${cost} At this pace they run out ${until(budget.runs_out_at, nowMs)}, on ${day} (UTC), before the count begins anew.`;
}

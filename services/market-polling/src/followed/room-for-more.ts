import { costOf, type SourcePlan } from '../plan/source-plan.js';

/** Ids that one call may carry, bitcoin among them for the rates. */
const mostIds = 249;
const daysOfMonth = 31;

/** How many coins more can be followed than the configuration names: each costs a call of history a day, which the plans must have left. */
export function roomForMore(plans: readonly SourcePlan[], named: number, most: number): number {
  const left = plans.flatMap((plan) => {
    const isAskedForHistory = plan.requests.some(({ use }) => use === 'history');
    return isAskedForHistory ? [Math.floor((plan.creditsPerMonth - costOf(plan).credits) / daysOfMonth)] : [];
  });
  return Math.max(0, Math.min(most, mostIds - named, ...left));
}

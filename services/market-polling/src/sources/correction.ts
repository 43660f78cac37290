import type { Clock } from '@lodestream/component';
import type { QuotaBudget, QuotaPeriod } from '@lodestream/polling';
import type { SourcePlan } from '../plan/source-plan.js';
import { type Account, AccountWatch } from './account-watch.js';
import type { MarketSource, SourceParts } from './market-source.js';

/** What the provider's own word is compared with. */
export interface CorrectionParts extends Pick<SourceParts, 'onNotice'> {
  readonly plan: SourcePlan;
  readonly month: QuotaPeriod;
  readonly quota: Pick<QuotaBudget, 'correct'>;
  readonly clock: Clock;
}

/** Takes over the provider's own count where it is above ours, and has an account that is not as it is configured told. */
export function correction(
  { plan, month, quota, clock, onNotice }: CorrectionParts,
  account: (signal: AbortSignal) => Promise<Account>,
): NonNullable<MarketSource['correct']> {
  const watch = new AccountWatch(plan, month, onNotice);
  return async (signal) => {
    const told = await account(signal);
    watch.compare(told, clock.now());
    if (told.used !== null) await quota.correct(told.used, clock.now());
  };
}

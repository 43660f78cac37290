import type { Clock, Log } from '@lodestream/component';
import type { SourcePlan } from '../plan/source-plan.js';
import type { BudgetStore, QuotaBudget, WebApi, WebApiOptions } from '@lodestream/polling';
import type { PriceProvider } from '../rounds/price-provider.js';
import type { HistoryProvider } from '../history/history-round.js';
import type { GlobalProvider } from '../whole-market/global-round.js';
import type { RequestOutcome } from './paced-api.js';
import type { IdentityDoubts } from './identity-doubts.js';
import type { PinnedIds } from './pinned-ids.js';

/** One source of market data, ready to be asked. */
export interface MarketSource {
  readonly name: string;
  /** Its prices; null where it gives none. */
  readonly prices: PriceProvider | null;
  /** Its daily closes; null where it gives none. */
  readonly history: HistoryProvider | null;
  /** Its figures of the whole market; null where it gives none. */
  readonly global: GlobalProvider | null;
  /** Takes the provider's own count of credits over; left out where it tells none. */
  readonly correct?: (signal: AbortSignal) => Promise<void>;
  /** What it will be asked for, against what its plan allows; null where nobody counts. */
  readonly plan: SourcePlan | null;
  /** What was spent; null where nobody counts. */
  readonly quota: Pick<QuotaBudget, 'spent' | 'period'> | null;
  /** Begins to ask it in another replica's place, so that both together keep its pace. */
  takeOver(): void;
  /** Ends its connections; safe twice. */
  close(): void;
}

/** What a source is made of besides its configuration. */
export interface SourceParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly budgets: BudgetStore;
  readonly openWeb: (options: WebApiOptions) => WebApi;
  /** Ids of coins that were looked up once. */
  readonly pinnedIds: PinnedIds;
  /** Coins that a source may take for others. */
  readonly doubts: IdentityDoubts;
  /** Told how each request ended. */
  readonly onOutcome?: (outcome: RequestOutcome) => void;
  /** Has what is said to a source written down. */
  readonly listenTo?: (source: string, web: WebApi) => WebApi;
  /** Why a source is not to be asked now, as a sentence; null where it may. */
  readonly heldBack?: (source: string) => string | null;
  /** Whether a coin is followed now; every one is where left out. */
  readonly follows?: (coinId: string) => boolean;
  /** Something an operator should know of a source. */
  readonly onNotice?: (notice: SourceNotice) => void;
}

/** What we call ourselves at providers. */
export const userAgent = 'lodestream/0.1 (mining monitor)';
/** 250 coins with all their fields, and a year of prices by the hour. */
export const mostBodyBytes = 8 * 1_048_576;

/** Something an operator should know of a source. */
export interface SourceNotice {
  readonly source: string;
  readonly type: 'format_changed' | 'budget_exhausted' | 'credential_refused' | 'other';
  /** What it is about within the source, such as a coin. */
  readonly subject: string | null;
  readonly detail: string;
  /** `warning` where prices may suffer; `info` where left out. */
  readonly severity?: 'info' | 'warning';
}

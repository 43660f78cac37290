import type { BatchContext } from '../event-bus.port.js';
import type { GroupLedger } from '../ledger/group-ledger.js';

/** What a pipeline may do while it holds a batch: what the bus grants, for which group, and the ledger to book in. */
export interface DeliveryContext extends BatchContext {
  readonly group: string;
  /** Null for a reader that starts from the beginning each time and never commits. */
  readonly ledger: GroupLedger | null;
}

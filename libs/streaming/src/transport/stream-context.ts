import { BaseRpcContext } from '@nestjs/microservices';
import type { BatchContext, IncomingBatch } from '../event-bus.port.js';
import type { GroupLedger } from '../ledger/group-ledger.js';
import type { DeliveryContext } from '../pipeline/delivery-context.js';

/** What a decorated handler gets beside its batch: all that a pipeline runner asks for. */
export class StreamContext extends BaseRpcContext<[IncomingBatch, BatchContext]> implements DeliveryContext {
  constructor(
    batch: IncomingBatch,
    private readonly granted: BatchContext,
    readonly group: string,
    readonly ledger: GroupLedger | null,
  ) {
    super([batch, granted]);
  }

  get signal(): AbortSignal {
    return this.granted.signal;
  }

  heartbeat(): Promise<void> {
    return this.granted.heartbeat();
  }

  commit(nextOffset: number, metadata?: string): Promise<void> {
    return this.granted.commit(nextOffset, metadata);
  }
}

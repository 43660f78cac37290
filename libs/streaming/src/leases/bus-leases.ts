import { silentLog, systemClock, type Clock, type Log } from '@lodestream/component';
import type { EventBus } from '../event-bus.port.js';
import { Claims } from './claims.js';
import { LeaseClaim, type ClaimParts } from './lease-claim.js';
import type { Leases, LeaseWork } from './leases.port.js';

const graceMs = 5_000;

/** Where leases live. */
export interface BusLeasesParts {
  readonly bus: Pick<EventBus, 'subscribe'>;
  /** Full name of the topic of leases, which has one partition. */
  readonly topic: string;
  /** A name stable over restarts and unlike any other replica's. */
  readonly instance: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** How long work may go on after it was told to end, before the lease is given back regardless; 5 s where it is not given. */
  readonly graceMs?: number;
}

/**
 * Leases on an event bus: each is a group of its own on the topic of leases, and whoever holds that group's one partition holds the
 * lease. On the embedded bus, all contenders being in one process, a lease cannot be lost; on Kafka it ends with the session.
 */
export class BusLeases implements Leases {
  private readonly parts: ClaimParts;
  private readonly claims = new Claims();

  constructor(parts: BusLeasesParts) {
    this.parts = { clock: systemClock, log: silentLog, graceMs, ...parts };
  }

  async start(): Promise<void> {
    this.claims.open();
  }

  stop(): Promise<void> {
    return this.claims.close();
  }

  hold(name: string, work: LeaseWork, signal: AbortSignal): Promise<void> {
    return this.claims.make(name, signal, (until) => new LeaseClaim(this.parts, name, work, until).run());
  }
}

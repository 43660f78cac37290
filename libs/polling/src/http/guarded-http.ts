import type { Clock } from '@lodestream/component';
import { isIP, type LookupFunction } from 'node:net';
import type { AddressGuard } from './address-guard.js';
import { Conversation } from './conversation.js';
import type { HttpLimits, HttpOrigin } from './device-exchange.js';
import { guardedLookup, type Resolve, resolveBySystem } from './guarded-lookup.js';

/** What guarded HTTP is made of. */
export interface GuardedHttpOptions {
  readonly guard: AddressGuard;
  readonly limits: HttpLimits;
  readonly clock: Clock;
  readonly resolve?: Resolve;
}

/**
 * HTTP towards devices that are not trusted: only to allowed addresses, checked on the address itself before a packet leaves; no
 * redirect is followed, no body, header or wait is without a bound.
 */
export class GuardedHttp {
  private readonly lookup: LookupFunction;

  constructor(private readonly options: GuardedHttpOptions) {
    this.lookup = guardedLookup(options.guard, options.resolve ?? resolveBySystem);
  }

  /**
   * A conversation with one device over one connection, opened by its first request.
   * @throws PermanentError of class `validation` when the address is not allowed
   */
  converse(origin: HttpOrigin): Conversation {
    if (isIP(origin.address) !== 0) this.options.guard.check(origin.address);
    return new Conversation(origin, this.lookup, this.options.limits, this.options.clock);
  }
}

import type { Clock } from '@lodestream/component';
import { Agent } from 'node:http';
import { connect, isIP } from 'node:net';
import type { AddressGuard } from './address-guard.js';
import { Conversation, type HttpLimits, type HttpOrigin } from './conversation.js';
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
  constructor(private readonly options: GuardedHttpOptions) {}

  /**
   * A conversation with one device over one connection, opened by its first request.
   * @throws PermanentError of class `validation` when the address is not allowed
   */
  converse(origin: HttpOrigin): Conversation {
    if (isIP(origin.address) !== 0) this.options.guard.check(origin.address);
    return new Conversation(origin, this.agentFor(origin), this.options.limits, this.options.clock);
  }

  private agentFor(origin: HttpOrigin): Agent {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const lookup = guardedLookup(this.options.guard, this.options.resolve ?? resolveBySystem);
    agent.createConnection = () => connect({ host: origin.address, port: origin.port, noDelay: true, autoSelectFamily: false, lookup });
    return agent;
  }
}

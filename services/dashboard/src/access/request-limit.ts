import type { Clock } from '@lodestream/component';
import type { IncomingMessage } from 'node:http';
import { ClientLimit } from './client-limit.js';
import type { Identity } from './identity.js';

/** A page and what it loads must always come through at once. */
const leastBurst = 60;
const burstSeconds = 10;
/** Clients of one address that may ask at their full pace together, however they call themselves. */
const clientsOfOneAddress = 8;
const mostPerSecond = 1_000;

/**
 * How often a client may ask, over HTTP and as a new live connection. Whoever is logged in is one client by login or token; others are
 * told apart by address and by what program they say they are, so that a busy script does not lock out the page beside it. All that
 * come from one address together have eight times as much.
 */
export class RequestLimit {
  private readonly clients: ClientLimit;
  private readonly addresses: ClientLimit;

  constructor(
    readonly perSecond: number,
    clock: Clock,
  ) {
    const burst = Math.max(leastBurst, perSecond * burstSeconds);
    this.clients = new ClientLimit({ perSecond, burst }, clock);
    const all = Math.min(mostPerSecond, perSecond * clientsOfOneAddress);
    this.addresses = new ClientLimit({ perSecond: all, burst: burst * clientsOfOneAddress }, clock);
  }

  /** Milliseconds until whoever sent this may ask again; 0 lets it through and counts it. */
  waitMs({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>, identity: Identity | null): number {
    const address = socket.remoteAddress ?? 'gone';
    if (identity !== null && identity.name !== 'local') return this.clients.waitMs(`login ${identity.session ?? identity.name}`);
    const waitMs = this.clients.waitMs(`${address} ${(headers['user-agent'] ?? '').slice(0, 200)}`);
    return waitMs > 0 ? waitMs : this.addresses.waitMs(address);
  }
}

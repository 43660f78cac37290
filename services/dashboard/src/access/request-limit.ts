import type { Clock } from '@lodestream/component';
import type { IncomingMessage } from 'node:http';
import { ClientLimit } from './client-limit.js';
import { localOperator, type Identity } from './identity.js';

/** A page and what it loads must always come through at once. */
const leastBurst = 60;
const burstSeconds = 10;
/** Clients of one address, and logins with one token, that may ask at their full pace together, however many there are. */
const clientsOfOne = 8;
const mostPerSecond = 1_000;

/**
 * How often a client may ask, over HTTP and as a new live connection. Whoever is logged in is one client by login or token; others are
 * told apart by address and by what program they say they are, so that a busy script does not lock out the page beside it. All that
 * come from one address, and all logins with one token, together have eight times as much.
 */
export class RequestLimit {
  private readonly clients: ClientLimit;
  private readonly origins: ClientLimit;

  constructor(
    readonly perSecond: number,
    clock: Clock,
  ) {
    const burst = Math.max(leastBurst, perSecond * burstSeconds);
    this.clients = new ClientLimit({ perSecond, burst }, clock);
    const all = Math.min(mostPerSecond, perSecond * clientsOfOne);
    this.origins = new ClientLimit({ perSecond: all, burst: burst * clientsOfOne }, clock);
  }

  /** Milliseconds until whoever sent this may ask again; 0 lets it through and counts it. */
  waitMs({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>, identity: Identity | null): number {
    const address = socket.remoteAddress ?? 'gone';
    const [client, origin] =
      identity === null || identity === localOperator
        ? [`${address} ${(headers['user-agent'] ?? '').slice(0, 200)}`, address]
        : [`login ${identity.session ?? identity.name}`, `token ${identity.name}`];
    const waitMs = this.clients.waitMs(client);
    return waitMs > 0 ? waitMs : this.origins.waitMs(origin);
  }
}

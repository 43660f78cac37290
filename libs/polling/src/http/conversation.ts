import { type Clock, TransientError } from '@lodestream/component';
import type { LookupFunction } from 'node:net';
import { DeviceConnection, mapped } from './device-connection.js';
import type { DeviceRequest, DeviceResponse, HttpLimits, HttpOrigin } from './device-exchange.js';
import { requestText } from './request-text.js';

const none = Promise.resolve();

/** The requests of one poll, over one connection, one after another. */
export class Conversation {
  private last: Promise<unknown> = none;
  /** Requests that have not ended. */
  private requests = 0;
  private connection: DeviceConnection | null = null;
  private closed = false;

  constructor(
    private readonly origin: HttpOrigin,
    private readonly lookup: LookupFunction,
    private readonly limits: HttpLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends one request once the one before it ended, and resolves with the whole answer.
   * @param deadlineMs the monotonic time by which the whole answer must be there, however slowly it trickles
   * @throws TransientError or PermanentError, never anything raw from the network
   */
  request(request: DeviceRequest, deadlineMs: number): Promise<DeviceResponse> {
    const attempt = (): Promise<DeviceResponse> => this.attempt(request, deadlineMs);
    this.requests += 1;
    const answer = this.requests === 1 ? attempt() : this.last.then(attempt, attempt);
    if (this.requests > 0) this.last = answer;
    return answer;
  }

  /** Ends the connection and whatever is under way on it; safe twice. */
  close(): void {
    this.closed = true;
    this.connection?.close();
  }

  /** A connection kept from the last poll may have been closed by the device just now: that, and only that, is tried anew at once. */
  private async attempt(request: DeviceRequest, deadlineMs: number): Promise<DeviceResponse> {
    const isKept = this.connection?.usable === true && this.connection.used;
    try {
      return await this.send(request, deadlineMs);
    } catch (error) {
      const wasStale = isKept && error instanceof TransientError && error.errorClass === 'connectivity';
      if (request.method !== 'GET' || this.closed || !wasStale) throw error;
      return await this.send(request, deadlineMs);
    } finally {
      this.requests -= 1;
      // A connection that is kept keeps no answer.
      if (this.requests === 0) this.last = none;
    }
  }

  private send(request: DeviceRequest, deadlineMs: number): Promise<DeviceResponse> {
    const what = `${this.origin.address}:${this.origin.port}`;
    const remainingMs = deadlineMs - this.clock.monotonic();
    if (this.closed) throw new TransientError(`The conversation with ${what} was closed`, 'connectivity');
    if (remainingMs <= 0) throw new TransientError(`There was no time left to ask ${what}`, 'timeout');
    const text = requestText(request, this.origin);
    return this.connected(what).send(text, remainingMs);
  }

  /** @throws PermanentError, like everything else, where a port is none */
  private connected(what: string): DeviceConnection {
    if (this.connection?.usable === true) return this.connection;
    try {
      this.connection = new DeviceConnection(this.origin, this.lookup, this.limits, what);
      return this.connection;
    } catch (error) {
      throw mapped(error, what);
    }
  }
}

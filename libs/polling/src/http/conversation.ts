import { type Clock, PermanentError, TransientError } from '@lodestream/component';
import { type Agent, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http';
import { mapHttpError } from './map-error.js';

/** Where a device listens. */
export interface HttpOrigin {
  /** An IP address, or a name that is resolved and then checked like one. */
  readonly address: string;
  readonly port: number;
}

/** What an answer may cost us at most. */
export interface HttpLimits {
  readonly maxBodyBytes: number;
  readonly maxHeaderBytes: number;
}

/** One request to a device. */
export interface DeviceRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A device's answer, whatever its status. */
export interface DeviceResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The requests of one poll, over one connection, one after another. */
export class Conversation {
  private last: Promise<unknown> = Promise.resolve();
  private current: ClientRequest | undefined;
  private unanswered: ClientRequest | undefined;
  private closed = false;

  constructor(
    private readonly origin: HttpOrigin,
    private readonly agent: Agent,
    private readonly limits: HttpLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends one request once the one before it ended, and resolves with the whole answer.
   * @param deadlineMs the monotonic time by which the whole answer must be there, however slowly it trickles
   * @throws TransientError or PermanentError, never anything raw from the network
   */
  request(request: DeviceRequest, deadlineMs: number): Promise<DeviceResponse> {
    const answer = this.last.then(() => this.attempt(request, deadlineMs));
    this.last = answer.catch(() => undefined);
    return answer;
  }

  /** Ends the connection and whatever is under way on it; safe twice. */
  close(): void {
    this.closed = true;
    // Most conversations end with every question answered; an error that nobody sees would be the dearest part of closing.
    this.unanswered?.destroy(new TransientError('The conversation was closed', 'connectivity'));
    this.agent.destroy();
  }

  /** A connection kept from the last poll may have been closed by the device just now: that, and only that, is tried anew at once. */
  private async attempt(request: DeviceRequest, deadlineMs: number): Promise<DeviceResponse> {
    try {
      return await this.send(request, deadlineMs);
    } catch (error) {
      if (request.method !== 'GET' || this.closed || !wasStale(this.current, error)) throw error;
      return await this.send(request, deadlineMs);
    }
  }

  private send(request: DeviceRequest, deadlineMs: number): Promise<DeviceResponse> {
    const what = `${this.origin.address}:${this.origin.port}`;
    const remainingMs = deadlineMs - this.clock.monotonic();
    if (this.closed) return Promise.reject(new TransientError(`The conversation with ${what} was closed`, 'connectivity'));
    if (remainingMs <= 0) return Promise.reject(new TransientError(`There was no time left to ask ${what}`, 'timeout'));
    return new Promise((resolve, reject) => {
      const outgoing = this.begin(request, what);
      const settle = once((outcome: DeviceResponse | { readonly failure: unknown }) => {
        clearTimeout(timer);
        this.unanswered = undefined;
        if (!('failure' in outcome)) return resolve(outcome);
        outgoing.destroy();
        reject(mapped(outcome.failure, what));
      });
      const late = (): TransientError => new TransientError(`${what} did not answer in time`, 'timeout');
      // After a stall of the whole process this timer is overdue while the answer waits in the socket: it is read first.
      const timer = setTimeout(() => setImmediate(() => settle({ failure: late() })), remainingMs);
      outgoing.on('error', (failure) => settle({ failure }));
      outgoing.on('response', (incoming) => collect(incoming, this.limits.maxBodyBytes, what, settle));
      outgoing.end(request.body);
    });
  }

  /** @throws PermanentError, like everything else, where a port or a header can't be written */
  private begin(request: DeviceRequest, what: string): ClientRequest {
    try {
      return this.open(request);
    } catch (error) {
      throw mapped(error, what);
    }
  }

  private open(request: DeviceRequest): ClientRequest {
    const length = request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) };
    this.current = httpRequest({
      agent: this.agent,
      host: this.origin.address,
      port: this.origin.port,
      method: request.method,
      path: request.path,
      maxHeaderSize: this.limits.maxHeaderBytes,
      headers: { accept: 'application/json', ...length, ...request.headers },
    });
    this.unanswered = this.current;
    return this.current;
  }
}

type Settle = (outcome: DeviceResponse | { readonly failure: unknown }) => void;

/** Gathers a body up to its bound; an answer that is encoded is refused unread, for it could unfold to any size. */
function collect(incoming: IncomingMessage, maxBytes: number, what: string, settle: Settle): void {
  // Made only when it is needed: an error costs more than reading a whole answer does, for it records where it was made.
  const refuse = (why: string): void => settle({ failure: new PermanentError(`${what} answered ${why}`, 'malformed') });
  const tooLong = `with more than ${maxBytes} bytes`;
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('error', (failure) => settle({ failure }));
  if ((incoming.headers['content-encoding'] ?? 'identity') !== 'identity') {
    return refuse('in an encoding nobody asked for');
  }
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return refuse(tooLong);
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) refuse(tooLong);
    else chunks.push(chunk);
  });
  incoming.on('end', () => settle({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks, bytes) }));
}

/** A bug stays what it is; everything the network does has a name. */
function mapped(failure: unknown, what: string): Error {
  try {
    return mapHttpError(failure, what);
  } catch (bug) {
    return bug as Error;
  }
}

function once<T>(act: (value: T) => void): (value: T) => void {
  let done = false;
  return (value) => {
    if (done) return;
    done = true;
    act(value);
  };
}

function wasStale(request: ClientRequest | undefined, error: unknown): boolean {
  return request?.reusedSocket === true && error instanceof TransientError && error.errorClass === 'connectivity';
}

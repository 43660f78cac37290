import { TransientError } from '@lodestream/component';
import { connect, type LookupFunction, type Socket } from 'node:net';
import type { DeviceResponse, HttpLimits, HttpOrigin } from './device-exchange.js';
import { mapHttpError } from './map-error.js';
import { ResponseParser } from './response-parser.js';

/** The exchange under way. */
interface Exchange {
  readonly parser: ResponseParser;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (response: DeviceResponse) => void;
  readonly reject: (error: Error) => void;
}

/** One connection to a device, for one exchange at a time. */
export class DeviceConnection {
  private readonly socket: Socket;
  private exchange: Exchange | null = null;
  private over = false;
  private answers = 0;

  /** @throws RangeError where the port is none */
  constructor(
    { address, port }: HttpOrigin,
    lookup: LookupFunction,
    private readonly limits: HttpLimits,
    private readonly what: string,
  ) {
    this.socket = connect({ host: address, port, autoSelectFamily: false, lookup })
      .on('data', (bytes: Buffer) => this.took(bytes))
      .on('end', () => this.ended())
      .on('close', () => this.ended())
      .on('error', (error) => this.fail(mapped(error, this.what)));
  }

  /** Whether another request may be sent over it. */
  get usable(): boolean {
    return !this.over;
  }

  /** Whether an answer has come over it before. */
  get used(): boolean {
    return this.answers > 0;
  }

  /**
   * Sends a request and resolves with the whole answer; only once the one before it has ended.
   * @throws TransientError or PermanentError, never anything raw from the network
   */
  send(request: string, withinMs: number): Promise<DeviceResponse> {
    return new Promise((resolve, reject) => {
      const late = (): void => this.fail(new TransientError(`${this.what} did not answer in time`, 'timeout'));
      // After a stall of the whole process this timer is overdue while the answer waits in the socket: it is read first.
      const timer = setTimeout(() => setImmediate(() => this.exchange === exchange && late()), withinMs);
      const exchange = { parser: new ResponseParser(this.limits), timer, resolve, reject };
      this.exchange = exchange;
      this.socket.write(request);
    });
  }

  /** Ends the connection and whatever is under way on it; safe twice. */
  close(): void {
    if (this.exchange !== null) this.fail(new TransientError('The conversation was closed', 'connectivity'));
    else this.end();
  }

  private took(bytes: Buffer): void {
    // Nobody asked: whatever it is, the next answer could be taken for something else.
    if (this.exchange === null) return this.end();
    const { parser } = this.exchange;
    try {
      const response = parser.push(bytes);
      if (response !== null) this.answered(response, parser.keepsConnection);
    } catch (error) {
      this.fail(mapped(error, this.what));
    }
  }

  private ended(): void {
    if (this.exchange === null) return this.end();
    const response = this.exchange.parser.end();
    if (response !== null) this.answered(response, false);
    else this.fail(new TransientError(`${this.what} hung up before its answer was whole`, 'connectivity'));
  }

  private answered(response: DeviceResponse, goesOn: boolean): void {
    this.answers += 1;
    if (!goesOn) this.end();
    this.settle()?.resolve(response);
  }

  private fail(error: Error): void {
    this.end();
    this.settle()?.reject(error);
  }

  private settle(): Exchange | null {
    const { exchange } = this;
    if (exchange !== null) clearTimeout(exchange.timer);
    this.exchange = null;
    return exchange;
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    this.socket.destroy();
  }
}

/** A bug stays what it is; everything the network does has a name. */
export function mapped(failure: unknown, what: string): Error {
  try {
    return mapHttpError(failure, what);
  } catch (bug) {
    return bug as Error;
  }
}

/** What a fault may be chosen by. */
export interface FaultedRequest {
  readonly method: string;
  readonly path: string;
  /** Bytes of the body as the client announced them; null where it did not. */
  readonly bodyBytes: number | null;
}

/** Which requests a fault befalls, how often and for how long; without limits it stays until `heal`. */
export interface FaultScope {
  /** Befalls at most so many requests. */
  readonly times?: number;
  /** Befalls requests that begin within so many milliseconds of the fault being added. */
  readonly forMs?: number;
  /** Befalls only requests this accepts, by method, path and size. Defaults to all. */
  readonly matches?: (request: FaultedRequest) => boolean;
}

/** What may befall a request. */
export type HttpFault = FaultScope &
  (
    | {
        /** Answers for the server, which never sees the request. */
        readonly kind: 'answer';
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body?: string;
      }
    | {
        /** Resets the connection after so many bytes of the request; the server sees none of it. */
        readonly kind: 'reset-request';
        readonly afterBytes?: number;
      }
    | {
        /** Lets the server do its work and answer, then resets the connection after so many bytes of the answer's body. */
        readonly kind: 'reset-answer';
        readonly afterBytes?: number;
      }
    | {
        /** Holds the request back before it goes on. */
        readonly kind: 'delay';
        readonly delayMs: number;
      }
    | {
        /** Takes the request and never answers; the connection stays open until the client gives up. */
        readonly kind: 'silence';
      }
  );

/** What InfluxDB answers when it wants writers to slow down. */
export function tooManyRequests(retryAfterSeconds: number, scope: FaultScope = {}): HttpFault {
  const headers = { 'retry-after': String(retryAfterSeconds), 'content-type': 'application/json' };
  return {
    ...scope,
    kind: 'answer',
    status: 429,
    headers,
    body: '{"code":"too many requests","message":"write limit"}',
  };
}

/** What InfluxDB answers when it cannot take writes now; without `Retry-After` unless one is given. */
export function unavailable(scope: FaultScope = {}, retryAfterSeconds?: number): HttpFault {
  const retry = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  const headers = { 'content-type': 'application/json', ...retry };
  return {
    ...scope,
    kind: 'answer',
    status: 503,
    headers,
    body: '{"code":"unavailable","message":"unavailable"}',
  };
}

/** What a server answers to a request larger than it takes: every write of more than so many bytes. */
export function tooLarge(mostBytes: number): HttpFault {
  return {
    kind: 'answer',
    status: 413,
    headers: { 'content-type': 'application/json' },
    body: '{"code":"request too large","message":"the request body is too large"}',
    matches: ({ method, bodyBytes }) => method === 'POST' && (bodyBytes ?? 0) > mostBytes,
  };
}

/** The faults in force, in the order they were added. */
export class FaultPlan {
  readonly #now: () => number;
  #entries: { readonly fault: HttpFault; readonly until: number; left: number }[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Puts a fault in force from now on. */
  add(fault: HttpFault): void {
    this.#entries.push({
      fault,
      until: this.#now() + (fault.forMs ?? Infinity),
      left: fault.times ?? Infinity,
    });
  }

  /** Drops every fault. */
  clear(): void {
    this.#entries = [];
  }

  /** The fault that befalls this request, which uses it up once; null if none does. */
  take(request: FaultedRequest): HttpFault | null {
    const now = this.#now();
    this.#entries = this.#entries.filter(({ until, left }) => now < until && left > 0);
    const entry = this.#entries.find(({ fault }) => fault.matches?.(request) ?? true);
    if (entry === undefined) return null;
    entry.left -= 1;
    return entry.fault;
  }
}

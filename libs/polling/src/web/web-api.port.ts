/** One question to a web API. */
export interface WebRequest {
  /** Path below the base address, such as `/coins/markets`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** What is sent as JSON; a request with one is a POST. */
  readonly json?: unknown;
  /** Sent besides those of every request; credentials among them are never told to anyone. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds in which the whole answer must be there. */
  readonly withinMs: number;
  readonly signal?: AbortSignal;
}

/** What a web API answered, whatever its status. */
export interface WebReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
  /** The body as it came. */
  readonly text: string;
}

/** One web API at its base address. */
export interface WebApi {
  /** @throws TransientError or PermanentError where there is no whole answer; a status of 400 and more is an answer */
  ask(request: WebRequest): Promise<WebReply>;
  /** Ends its connections; safe twice. */
  close(): void;
}

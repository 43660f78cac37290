import { type Clock, type ErrorClass, errorClassOf, type PermanentError, TransientError } from '@lodestream/component';
import type { RequestGate, WebApi, WebReply, WebRequest } from '@lodestream/polling';

/**
 * What a request is for; where credits are short, the first uses go on and the last are the first to wait. `stand_in` are prices asked for
 * beside the schedule, so that they take nothing from those on it.
 */
export const uses = ['price', 'stand_in', 'network', 'history', 'global'] as const;

/** One of {@link uses}. */
export type Use = (typeof uses)[number];

/** A request with what it is for. */
export interface PacedRequest extends Pick<WebRequest, 'path' | 'query' | 'json'> {
  readonly use: Use;
  /** Credits it should take. */
  readonly credits: number;
  readonly signal?: AbortSignal;
}

/** How a request ended, for whoever counts. */
export interface RequestOutcome {
  readonly source: string;
  readonly endpoint: string;
  /** The class of its error; null where it was answered. */
  readonly error: ErrorClass | null;
  /** The sentence of its error; null where it was answered. */
  readonly message: string | null;
  readonly durationMs: number;
  readonly credits: number;
  /** Whether there was an answer without an error, which was not of the shape agreed on. */
  readonly misread: boolean;
}

/** What a paced API is made of. */
export interface PacedApiOptions {
  readonly source: string;
  readonly web: WebApi;
  readonly gate: RequestGate;
  readonly clock: Clock;
  /** The error in an answer, whatever its status; null where there is none. */
  readonly errorIn: (reply: WebReply) => TransientError | PermanentError | null;
  readonly onOutcome?: (outcome: RequestOutcome) => void;
  /** Why a source is not to be asked now, as a sentence; null where it may. */
  readonly heldBack?: (source: string) => string | null;
  /** Has what is said to a source written down. */
  readonly listenTo?: (source: string, web: WebApi) => WebApi;
  /** Milliseconds one request may take. */
  readonly withinMs?: number;
}

/** What waits longer for its turn is overtaken by the next tick. */
const longestWaitMs = 240_000;

/** A web API asked at its pace and within its budget; what it asks for by Retry-After is obeyed by every later request. */
export class PacedApi {
  private readonly web: WebApi;

  constructor(private readonly options: PacedApiOptions) {
    const { source, web, listenTo } = options;
    this.web = listenTo?.(source, web) ?? web;
  }

  /**
   * What `read` makes of the answer; an answer that it refuses is a request that failed.
   * @throws TransientError or PermanentError where there is no answer, or one that is an error or cannot be read
   */
  async ask<T>({ use, credits, signal, ...request }: PacedRequest, read: (reply: WebReply) => T): Promise<T> {
    const { gate, clock, source, onOutcome, heldBack } = this.options;
    const held = heldBack?.(source) ?? null;
    if (held !== null) throw new TransientError(held, 'dependency');
    const until = signal === undefined ? {} : { signal };
    await gate.pass({ use, credits, withinMs: longestWaitMs, ...until });
    const began = clock.monotonic();
    let reply: WebReply | null = null;
    const told = (error: ErrorClass | null, message: string | null = null): void =>
      onOutcome?.({
        source,
        endpoint: request.path,
        error,
        message,
        durationMs: clock.monotonic() - began,
        credits,
        misread: error !== null && reply !== null,
      });
    try {
      reply = await this.send({ ...request, ...until });
      const answer = read(reply);
      told(null);
      return answer;
    } catch (error) {
      told(errorClassOf(error), error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  close(): void {
    this.web.close();
  }

  private async send(request: Omit<WebRequest, 'withinMs'>): Promise<WebReply> {
    const { gate, errorIn, withinMs = 20_000 } = this.options;
    const reply = await this.web.ask({ ...request, withinMs });
    const error = errorIn(reply);
    if (error === null) return reply;
    if (error.errorClass === 'rate_limit') gate.holdFor(error.retryAfterMs ?? 60_000);
    throw error;
  }
}

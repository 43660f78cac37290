import { type Clock, type ErrorClass, errorClassOf, type PermanentError, TransientError } from '@lodestream/component';
import { type HeldAnswer, type RequestGate, SharedAnswers, type WebApi, type WebReply, type WebRequest } from '@lodestream/polling';

/**
 * What a request is for; where credits are short, the first uses go on and the last are the first to wait. `stand_in` are prices asked for
 * beside the schedule, so that they take nothing from those on it; `back_fill` is history for gaps of ours, which nobody could plan.
 */
export const uses = ['price', 'stand_in', 'network', 'history', 'back_fill', 'global'] as const;

/** One of {@link uses}. */
export type Use = (typeof uses)[number];

/** How a question is asked, whatever it is. */
export interface Manner {
  /** True where an answer that is held will not do: somebody wants to see the provider asked. */
  readonly fresh?: boolean;
  readonly signal?: AbortSignal;
}

/** A request with what it is for. */
export interface PacedRequest extends Pick<WebRequest, 'path' | 'query' | 'json'>, Manner {
  readonly use: Use;
  /** Credits it should take. */
  readonly credits: number;
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
  /** The credits an answer says it cost; null where it does not say. */
  readonly creditsIn?: (reply: WebReply) => number | null;
  readonly onOutcome?: (outcome: RequestOutcome) => void;
  /** Why a source is not to be asked now, as a sentence; null where it may. */
  readonly heldBack?: (source: string) => string | null;
  /** Has what is said to a source written down. */
  readonly listenTo?: (source: string, web: WebApi) => WebApi;
  /** Milliseconds for which the provider itself goes on with an answer to a path; 0, or left out, where it tells of no such time. */
  readonly cacheMs?: (path: string) => number;
  /** Milliseconds one request may take. */
  readonly withinMs?: number;
}

/** What waits longer for its turn is overtaken by the next tick. */
const longestWaitMs = 240_000;

/**
 * A web API asked at its pace and within its budget; what it asks for by Retry-After is obeyed by every later request. Who asks what is being
 * asked, or what the provider would answer with what it said last, gets that answer, and nothing is spent.
 */
export class PacedApi {
  private readonly web: WebApi;
  private readonly shared: SharedAnswers;

  constructor(private readonly options: PacedApiOptions) {
    const { source, web, listenTo, clock } = options;
    this.web = listenTo?.(source, web) ?? web;
    this.shared = new SharedAnswers(clock);
  }

  /**
   * What `read` makes of the answer; an answer that it refuses is a request that failed. Equal requests must be read alike.
   * @throws TransientError or PermanentError where there is no answer, or one that is an error or cannot be read
   */
  async ask<T>(request: PacedRequest, read: (reply: WebReply) => T): Promise<T> {
    const { source, heldBack } = this.options;
    const held = heldBack?.(source) ?? null;
    if (held !== null) throw new TransientError(held, 'dependency');
    const { path, query, json, signal, fresh = false, ...rest } = request;
    const what = { path, ...(query === undefined ? {} : { query }), ...(json === undefined ? {} : { json }) };
    const make = (until: AbortSignal): Promise<HeldAnswer<T>> => this.make({ ...what, ...rest, signal: until }, read);
    return await this.shared.ask(JSON.stringify(what), make, { fresh, ...(signal === undefined ? {} : { signal }) });
  }

  /** Begins to ask in another replica's place, which may just have asked. */
  takeOver(): void {
    this.options.gate.takeOver();
  }

  close(): void {
    this.web.close();
  }

  private async make<T>(request: PacedRequest & { readonly signal: AbortSignal }, read: (reply: WebReply) => T): Promise<HeldAnswer<T>> {
    const { gate, clock, source, onOutcome, cacheMs } = this.options;
    const { use, credits, ...wire } = request;
    await gate.pass({ use, credits, withinMs: longestWaitMs, signal: wire.signal });
    const began = clock.monotonic();
    let reply: WebReply | null = null;
    let cost = credits;
    const told = (error: ErrorClass | null, message: string | null = null): void => {
      const misread = error !== null && reply !== null;
      onOutcome?.({ source, endpoint: wire.path, error, message, durationMs: clock.monotonic() - began, credits: cost, misread });
    };
    try {
      reply = await this.send(wire);
      cost = Math.max(credits, this.options.creditsIn?.(reply) ?? 0);
      if (cost > credits) await this.owe(cost - credits);
      const answer = read(reply);
      told(null);
      return { answer, heldMs: (cacheMs?.(wire.path) ?? 0) - ageOf(reply) };
    } catch (error) {
      told(errorClassOf(error), error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  /** Where it can't be written down now, the provider's own count makes up for it. */
  private owe(credits: number): Promise<void> {
    return this.unlessAway(this.options.gate.owe(credits));
  }

  private async unlessAway(written: Promise<void>): Promise<void> {
    try {
      await written;
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
    }
  }

  private async send(request: Omit<WebRequest, 'withinMs'>): Promise<WebReply> {
    const { gate, errorIn, withinMs = 20_000 } = this.options;
    const reply = await this.web.ask({ ...request, withinMs });
    const error = errorIn(reply);
    if (error === null) return reply;
    if (error.errorClass === 'rate_limit') await this.unlessAway(gate.holdFor(error.retryAfterMs ?? 60_000));
    throw error;
  }
}

/** Milliseconds for which an answer had already lain in the provider's cache, where it says so. */
function ageOf({ headers }: WebReply): number {
  const seconds = Number(headers['age'] ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
}

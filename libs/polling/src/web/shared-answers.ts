import { type Clock, TransientError } from '@lodestream/component';

/** An answer, and for how long asking again would bring the same. */
export interface HeldAnswer<T> {
  readonly answer: T;
  /** Milliseconds for which the answer is given again without asking; 0 never. */
  readonly heldMs: number;
}

/** How somebody waits for an answer. */
export interface ShareOptions {
  readonly signal?: AbortSignal;
  /** True to be content with no answer that is held. */
  readonly fresh?: boolean;
}

interface Flight {
  readonly made: Promise<unknown>;
  readonly stop: AbortController;
  waiting: number;
}

/** Answers that are held; the one that came first goes first. */
const mostHeld = 200;

/**
 * Answers shared by all who ask the same: who asks while a request is under way gets its answer, and who asks again before the answer could
 * have changed gets the one that is held. Errors are shared while under way, and never held.
 */
export class SharedAnswers {
  private readonly flights = new Map<string, Flight>();
  private readonly held = new Map<string, { readonly answer: unknown; readonly untilMs: number }>();

  constructor(private readonly clock: Pick<Clock, 'monotonic'>) {}

  /**
   * The answer to what `key` names, made by `make` unless there is one. Equal keys must mean equal questions, read alike. The request ends
   * early only once everybody who waits for it has given up.
   * @throws whatever `make` throws; TransientError of class `timeout` where the signal aborts first
   */
  async ask<T>(key: string, make: (signal: AbortSignal) => Promise<HeldAnswer<T>>, { signal, fresh }: ShareOptions = {}): Promise<T> {
    const held = fresh === true ? undefined : this.held.get(key);
    if (held !== undefined && this.clock.monotonic() < held.untilMs) return held.answer as T;
    const flight = this.flights.get(key) ?? this.begin(key, make);
    flight.waiting += 1;
    try {
      return (await untilAborted(flight.made, signal)) as T;
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) this.end(key, flight);
    }
  }

  private begin<T>(key: string, make: (signal: AbortSignal) => Promise<HeldAnswer<T>>): Flight {
    const stop = new AbortController();
    const made = make(stop.signal).then(({ answer, heldMs }) => {
      this.hold(key, answer, heldMs);
      return answer;
    });
    const flight = { made, stop, waiting: 0 };
    this.flights.set(key, flight);
    return flight;
  }

  /** Nobody waits any more: it ended, or everybody gave up. */
  private end(key: string, flight: Flight): void {
    if (this.flights.get(key) === flight) this.flights.delete(key);
    flight.stop.abort();
  }

  private hold(key: string, answer: unknown, heldMs: number): void {
    this.held.delete(key);
    if (heldMs <= 0) return;
    this.held.set(key, { answer, untilMs: this.clock.monotonic() + heldMs });
    if (this.held.size > mostHeld) this.held.delete(this.held.keys().next().value!);
  }
}

async function untilAborted<T>(made: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return made;
  const aborted = Promise.withResolvers<never>();
  const giveUp = (): void => aborted.reject(new TransientError('the request was given up', 'timeout'));
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  try {
    return await Promise.race([made, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

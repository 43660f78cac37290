/** Something waiting for its turn; one of an origin runs at a time. */
export interface Turn {
  readonly origin: string;
}

/** How many turns may run at once. */
export interface RunBounds {
  /** However long they have run. */
  readonly most: number;
  /** Those that began within the last 2 s, asked for before each begins; whoever runs already goes on. */
  readonly places: () => number;
  /** Milliseconds that never step. */
  readonly now: () => number;
}

/** Who has run for longer waits for a device that does not answer: that costs us nothing, and must not keep the others from beginning. */
const takesPlaceMs = 2_000;

/** First come, first served, with bounds on how many run at once, and one at a time per origin. */
export class RunQueue<T extends Turn> {
  private readonly waiting = new Set<T>();
  /** Where the first one waits. A set keeps the places of those that left: whoever began at its start each time would walk over all of them. */
  private readonly first = this.waiting.values();
  private readonly parked = new Map<string, T[]>();
  private readonly busyOrigins = new Set<string>();
  /** Who takes a place, and since when; the one that began first stands first. */
  private readonly placed = new Map<T, number>();
  private inFlight = 0;

  /** @param run must settle; what it rejects with is a bug and goes to `onBug` */
  constructor(
    private readonly bounds: RunBounds,
    private readonly run: (turn: T) => Promise<void>,
    private readonly onBug: (error: unknown) => void,
  ) {}

  get running(): number {
    return this.inFlight;
  }

  /** How many places are taken. */
  get taken(): number {
    return this.placed.size;
  }

  get queued(): number {
    let parked = 0;
    for (const turns of this.parked.values()) parked += turns.length;
    return this.waiting.size + parked;
  }

  /** Queues a turn that is not queued already, and starts it at once when there is room. */
  add(turn: T): void {
    this.waiting.add(turn);
    this.proceed();
  }

  /** Takes a turn out again if it has not begun. */
  remove(turn: T): void {
    this.waiting.delete(turn);
    const parked = this.parked.get(turn.origin)?.filter((other) => other !== turn);
    if (parked === undefined) return;
    if (parked.length === 0) this.parked.delete(turn.origin);
    else this.parked.set(turn.origin, parked);
  }

  /** Forgets everything that has not begun. */
  clear(): void {
    this.waiting.clear();
    this.parked.clear();
  }

  /** Takes their places from those that have run for long; to be called now and then, as each call may look at all of them. */
  letGo(): void {
    const before = this.bounds.now() - takesPlaceMs;
    for (const [turn, begunAt] of this.placed) {
      if (begunAt > before) return;
      this.placed.delete(turn);
    }
  }

  /** Begins whoever has a place; asked by whoever changed how many there are. */
  proceed(): void {
    while (this.inFlight < this.bounds.most && this.placed.size < this.bounds.places()) {
      const turn = this.takeFirst();
      if (turn === undefined) return;
      if (this.busyOrigins.has(turn.origin)) this.park(turn);
      else void this.begin(turn);
    }
  }

  private takeFirst(): T | undefined {
    // Whoever asks an iterator at its end has ended it, for those that come later too.
    if (this.waiting.size === 0) return undefined;
    const first = this.first.next().value!;
    this.waiting.delete(first);
    return first;
  }

  private park(turn: T): void {
    this.parked.set(turn.origin, [...(this.parked.get(turn.origin) ?? []), turn]);
  }

  private async begin(turn: T): Promise<void> {
    this.busyOrigins.add(turn.origin);
    this.inFlight += 1;
    this.placed.set(turn, this.bounds.now());
    try {
      await this.run(turn);
    } catch (error) {
      this.onBug(error);
    } finally {
      this.inFlight -= 1;
      this.placed.delete(turn);
      this.release(turn.origin);
      this.proceed();
    }
  }

  /** The next one of the origin queues up again behind those who waited for a free place meanwhile. */
  private release(origin: string): void {
    this.busyOrigins.delete(origin);
    const [next, ...rest] = this.parked.get(origin) ?? [];
    if (rest.length === 0) this.parked.delete(origin);
    else this.parked.set(origin, rest);
    if (next !== undefined) this.waiting.add(next);
  }
}

/** Something waiting for its turn; one of an origin runs at a time. */
export interface Turn {
  readonly origin: string;
}

/** First come, first served, with a bound on how many run at once, and one at a time per origin. */
export class RunQueue<T extends Turn> {
  private readonly waiting = new Set<T>();
  private readonly parked = new Map<string, T[]>();
  private readonly busyOrigins = new Set<string>();
  private inFlight = 0;

  /** @param run must settle; what it rejects with is a bug and goes to `onBug` */
  constructor(
    private readonly limit: number,
    private readonly run: (turn: T) => Promise<void>,
    private readonly onBug: (error: unknown) => void,
  ) {}

  get running(): number {
    return this.inFlight;
  }

  get queued(): number {
    let parked = 0;
    for (const turns of this.parked.values()) parked += turns.length;
    return this.waiting.size + parked;
  }

  /** Queues a turn that is not queued already, and starts it at once when there is room. */
  add(turn: T): void {
    this.waiting.add(turn);
    this.pump();
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

  private pump(): void {
    for (const turn of this.waiting) {
      if (this.inFlight >= this.limit) return;
      this.waiting.delete(turn);
      if (this.busyOrigins.has(turn.origin)) this.park(turn);
      else void this.begin(turn);
    }
  }

  private park(turn: T): void {
    this.parked.set(turn.origin, [...(this.parked.get(turn.origin) ?? []), turn]);
  }

  private async begin(turn: T): Promise<void> {
    this.busyOrigins.add(turn.origin);
    this.inFlight += 1;
    try {
      await this.run(turn);
    } catch (error) {
      this.onBug(error);
    } finally {
      this.inFlight -= 1;
      this.release(turn.origin);
      this.pump();
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

import type { Clock } from '@lodestream/component';

/**
 * How soon one fetch may follow another. A broker answers as soon as it has one message, so a stream of single messages would cost a fetch
 * and a commit each. After a fetch that brought something the next one waits until `paceMs` have passed since, and brings all that came
 * meanwhile; what comes after a pause is still fetched at once.
 */
export class FetchPace {
  private fetchedAtMs = -Infinity;
  private rest: Promise<void> | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly paceMs: number,
    /** Ends every wait. */
    private readonly signal: AbortSignal,
  ) {}

  /** The broker has answered a fetch. */
  fetched(): void {
    this.fetchedAtMs = this.clock.monotonic();
    this.rest = null;
  }

  /** Resolves once the next fetch may begin: all partitions of a fetch wait for the same moment. */
  due(): Promise<void> {
    return (this.rest ??= this.wait());
  }

  private wait(): Promise<void> {
    const leftMs = this.fetchedAtMs + this.paceMs - this.clock.monotonic();
    return leftMs > 0 ? this.clock.sleep(leftMs, this.signal) : Promise.resolve();
  }
}

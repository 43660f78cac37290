import { PermanentError, TransientError, type Clock } from '@lodestream/component';
import { maxLeaseNameLength, type HeldLease, type LeaseWork } from './leases.port.js';

/** What a term needs of its surroundings. */
export interface TermParts {
  readonly clock: Clock;
  /** In monotonic milliseconds; asked each time. */
  readonly ownedUntilMs: () => number;
  /** How long the work may go on after it was told to end. */
  readonly graceMs: number;
}

/** One time of holding a lease, from being given it to losing it or giving it back. */
export class LeaseTerm implements HeldLease {
  private readonly ending = new AbortController();

  constructor(
    readonly name: string,
    private readonly parts: TermParts,
  ) {}

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  isHeld(): boolean {
    return this.parts.clock.monotonic() < this.heldUntilMs();
  }

  heldUntilMs(): number {
    return this.signal.aborted ? -Infinity : this.parts.ownedUntilMs();
  }

  /** Tells the work to end. */
  end(): void {
    this.ending.abort(new TransientError(`the lease ${this.name} is not held any more`, 'dependency'));
  }

  /** Runs the work; true when it ended by itself while the lease was held, false when it was told to end. */
  async run(work: LeaseWork): Promise<boolean> {
    const over = new AbortController();
    try {
      await Promise.race([work(this), this.overrun(over.signal)]);
      return !this.signal.aborted;
    } catch (error) {
      if (this.signal.aborted && isAbort(error)) return false;
      throw error;
    } finally {
      over.abort();
      this.end();
    }
  }

  /** Rejects when the work goes on long after it was told to end; it is then let go of. */
  private overrun(over: AbortSignal): Promise<never> {
    const { clock, graceMs } = this.parts;
    return new Promise((_, reject) => {
      const tooLong = (): void => {
        void clock.sleep(graceMs, over).then(() => {
          if (!over.aborted) reject(new Error(`the work of the lease ${this.name} went on for ${graceMs} ms after it was told to end`));
        });
      };
      this.signal.addEventListener('abort', tooLong, { once: true, signal: over });
    });
  }
}

/** @throws PermanentError on a name that cannot be a lease's */
export function checkLeaseName(name: string): void {
  if (name.length > maxLeaseNameLength || !/^[\w.:/-]+$/.test(name))
    throw new PermanentError(`"${name}" cannot be the name of a lease`, 'validation');
}

function isAbort(error: unknown): boolean {
  return error instanceof TransientError || (error instanceof Error && error.name === 'AbortError');
}

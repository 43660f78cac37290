import { checkLeaseName } from './lease-term.js';

/** The claims of one replica: all of them end with it. */
export class Claims {
  private readonly running = new Set<Promise<void>>();
  private stopping = new AbortController();

  /** Claims may be made, again too after a stop. */
  open(): void {
    if (this.stopping.signal.aborted) this.stopping = new AbortController();
  }

  /** Tells every claim to end; none is made any more. */
  abort(): void {
    this.stopping.abort();
  }

  /** Settles when no claim is left. */
  async close(): Promise<void> {
    this.abort();
    await Promise.allSettled([...this.running]);
  }

  /** Contends until `signal` aborts or the replica stops. @throws PermanentError for a name that no lease can have, and whatever contending throws */
  async make(name: string, signal: AbortSignal, contend: (until: AbortSignal) => Promise<void>): Promise<void> {
    checkLeaseName(name);
    const until = AbortSignal.any([signal, this.stopping.signal]);
    if (until.aborted) return;
    const claim = contend(until);
    this.running.add(claim);
    try {
      await claim;
    } finally {
      this.running.delete(claim);
    }
  }
}

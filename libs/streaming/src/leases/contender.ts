import type { HeldLease, Leases } from './leases.port.js';

/** A replica's wish for a lease in the contract suite, whose work goes on until the test ends it. */
export class Contender {
  lease: HeldLease | null = null;
  readonly ended: Promise<void>;
  private readonly asking = new AbortController();
  private working: PromiseWithResolvers<void> | null = null;

  constructor(
    { leases }: { readonly leases: Leases },
    readonly leaseName: string,
    began: (who: Contender) => void,
  ) {
    const work = async (lease: HeldLease): Promise<void> => {
      this.lease = lease;
      began(this);
      this.working = Promise.withResolvers();
      lease.signal.addEventListener('abort', () => this.finish(), { once: true });
      await this.working.promise.finally(() => (this.lease = null));
    };
    this.ended = leases.hold(leaseName, work, this.asking.signal);
    this.ended.catch(() => undefined);
  }

  /** Whether it works and still has the right to. */
  isActing(): boolean {
    return this.lease !== null && this.lease.isHeld();
  }

  /** Wishes for the lease no more. */
  async giveUp(): Promise<void> {
    this.asking.abort();
    await this.ended;
  }

  /** Lets the work end by itself. */
  finish(): void {
    this.working?.resolve();
  }

  fail(error: Error): void {
    this.working?.reject(error);
  }
}

import type { Lifecycle } from '@lodestream/component';

/** The longest name of a lease; letters, digits and `. _ : / -` make it up. */
export const maxLeaseNameLength = 120;

/** A lease in the hands of who holds it now. */
export interface HeldLease {
  readonly name: string;
  /** Aborts once the lease is lost or is to be given back. The work then ends soon and changes nothing more. */
  readonly signal: AbortSignal;
  /**
   * Whether the right stands at this very moment. It is asked right before every effect: a process that was frozen hears of no signal
   * before it has run on for a while, and the right ends before somebody else may take over.
   */
  isHeld(): boolean;
  /** Until when, in monotonic milliseconds, the right stands unless it is renewed; minus infinity without one, infinite where it cannot be lost. */
  heldUntilMs(): number;
}

/** What a holder does. Whatever runs on after `lease.signal` aborted runs without the right to. */
export type LeaseWork = (lease: HeldLease) => Promise<void>;

/**
 * Work that should run once at a time, among all replicas. A lease reduces duplication and does not exclude it: effects stay idempotent,
 * and quotas are reserved durably before they are spent.
 */
export interface Leases extends Lifecycle {
  /**
   * Waits for the lease, runs the work while it is held, and waits again when it was lost. Resolves when the work ended by itself while
   * it held the lease, or once `signal` has aborted (or `stop` was called) and the work has ended; the lease is given back by then.
   * A bus that can't be had is waited for.
   * @throws whatever the work throws while the lease is held; after it was lost, only what is neither transient nor an abort
   * @throws PermanentError on a name that cannot be one
   */
  hold(name: string, work: LeaseWork, signal: AbortSignal): Promise<void>;
}

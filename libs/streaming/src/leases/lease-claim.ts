import { TransientError, type Clock, type Log } from '@lodestream/component';
import type { EventBus, Subscription } from '../event-bus.port.js';
import { LeaseTerm } from './lease-term.js';
import type { LeaseWork } from './leases.port.js';

const lookEveryMs = 250;
const firstDelayMs = 500;
const longestDelayMs = 30_000;

/** What claims are made on. */
export interface ClaimParts {
  readonly bus: Pick<EventBus, 'subscribe'>;
  /** The topic whose partition is held; its messages, if any, mean nothing. */
  readonly topic: string;
  readonly instance: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly graceMs: number;
}

/** One process's wish for one lease: a member of the lease's own group, which holds the lease while it holds the group's partition. */
export class LeaseClaim {
  private assigned = false;
  private term: { readonly lease: LeaseTerm; readonly ended: Promise<unknown> } | null = null;
  private readonly woken = new EventTarget();

  constructor(
    private readonly parts: ClaimParts,
    private readonly name: string,
    private readonly work: LeaseWork,
    private readonly signal: AbortSignal,
  ) {}

  /** Joins, and works whenever the lease is held, until the work is done or the wish ends. */
  async run(): Promise<void> {
    const subscription = await this.join();
    if (!subscription) return;
    try {
      while (!this.signal.aborted) {
        if (!this.owns(subscription)) await this.look();
        else if (await this.serve(subscription)) return;
      }
    } finally {
      await subscription.stop();
    }
  }

  private async serve(subscription: Subscription): Promise<boolean> {
    const { clock, graceMs } = this.parts;
    const lease = new LeaseTerm(this.name, { clock, graceMs, ownedUntilMs: () => subscription.state().ownedUntilMs });
    const stop = (): void => lease.end();
    this.signal.addEventListener('abort', stop, { once: true });
    const ended = lease.run(this.work);
    this.term = { lease, ended: ended.catch(() => undefined) };
    void this.watch(lease, subscription);
    try {
      return await ended;
    } finally {
      this.term = null;
      this.signal.removeEventListener('abort', stop);
    }
  }

  /** Ends the term when its right ran out. While the group rearranges itself the right is unproven, yet the one proven last still counts. */
  private async watch(lease: LeaseTerm, subscription: Subscription): Promise<void> {
    const { clock } = this.parts;
    let provenUntilMs = -Infinity;
    while (!lease.signal.aborted) {
      provenUntilMs = Math.max(provenUntilMs, subscription.state().ownedUntilMs);
      const leftMs = provenUntilMs - clock.monotonic();
      if (leftMs <= 0) return lease.end();
      await clock.sleep(Math.min(leftMs, lookEveryMs), lease.signal);
    }
  }

  private owns(subscription: Subscription): boolean {
    return this.assigned && this.parts.clock.monotonic() < subscription.state().ownedUntilMs;
  }

  private async join(): Promise<Subscription | null> {
    const { clock, log } = this.parts;
    for (let delayMs = firstDelayMs; !this.signal.aborted; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      try {
        return await this.subscribe();
      } catch (error) {
        if (!(error instanceof TransientError)) throw error;
        log.warn('A lease cannot be asked for now; it is tried again.', { lease: this.name, delayMs, error });
        await clock.sleep(delayMs, this.signal);
      }
    }
    return null;
  }

  /** Null when the wish ended meanwhile: who joins after that leaves again. */
  private async subscribe(): Promise<Subscription | null> {
    const { bus, topic, instance } = this.parts;
    const joining = bus.subscribe({
      group: `${topic}/${this.name}`,
      topics: [topic],
      instance,
      from: 'beginning',
      handler: () => Promise.resolve(),
      onAssigned: () => this.given(),
      onRevoked: () => this.taken(),
    });
    const ended = Promise.withResolvers<null>();
    const end = (): void => ended.resolve(null);
    this.signal.addEventListener('abort', end, { once: true });
    const first = await Promise.race([joining, ended.promise]).finally(() => this.signal.removeEventListener('abort', end));
    if (!first)
      joining.then(
        (late) => late.stop(),
        () => undefined,
      );
    return first;
  }

  private given(): void {
    this.assigned = true;
    this.woken.dispatchEvent(new Event('given'));
  }

  /** The group waits for this where it can, so that the next holder begins after this one has ended. */
  private async taken(): Promise<void> {
    this.assigned = false;
    const { term } = this;
    term?.lease.end();
    await term?.ended;
  }

  private async look(): Promise<void> {
    const enough = new AbortController();
    const wake = (): void => enough.abort();
    this.woken.addEventListener('given', wake, { once: true, signal: enough.signal });
    await this.parts.clock.sleep(lookEveryMs, AbortSignal.any([enough.signal, this.signal]));
    enough.abort();
  }
}

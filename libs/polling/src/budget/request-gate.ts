import { type Clock, PermanentError, TransientError } from '@lodestream/component';
import type { QuotaBudget } from './quota-budget.js';
import type { TokenBucket } from './token-bucket.js';

/** No provider counts over a longer time; a wish without end must not outlive every restart. */
const longestHoldMs = 31 * 86_400_000;

/** What a gate is made of. */
export interface RequestGateOptions {
  /** Names the provider in errors. */
  readonly what: string;
  readonly bucket: TokenBucket;
  /** Left out where the provider counts nothing. */
  readonly quota?: QuotaBudget;
  readonly clock: Clock;
  /** Requests that may wait for their turn; one more is refused at once. */
  readonly mostWaiting: number;
}

/** What a request needs before it may go out. */
export interface PassWish {
  readonly use: string;
  readonly credits: number;
  /** Milliseconds it may wait for its turn. */
  readonly withinMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Lets requests to one provider out: one after another, at the pace of the bucket and within the quota. The pace is waited for first, so
 * that a request that never goes out has cost nothing.
 */
export class RequestGate {
  private turn: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  /** Whether what another process was asked to wait for is not known yet. */
  private mustLook = true;

  constructor(private readonly options: RequestGateOptions) {}

  /**
   * Resolves once the request may go out, and has taken its credits.
   * @throws TransientError of class `rate_limit` where its turn would not come in time or too many wait, `timeout` where its caller gave up
   * @throws PermanentError of class `resource_exhaustion` where its use has no credits left in this period
   */
  async pass(wish: PassWish): Promise<void> {
    const { what, mostWaiting, clock } = this.options;
    if (this.waiting >= mostWaiting) throw new TransientError(`too many requests wait for ${what}`, 'rate_limit');
    const untilMs = clock.monotonic() + wish.withinMs;
    this.waiting += 1;
    const passed = this.turn.then(() => this.takeTurn(wish, untilMs));
    this.turn = passed.catch(() => undefined);
    return passed.finally(() => (this.waiting -= 1));
  }

  /**
   * Lets nothing out for so long: what the provider's Retry-After asks. It holds at once; with a quota all replicas know of it, and a
   * process that is started again, once it resolves.
   * @throws TransientError where the others could not be told
   */
  async holdFor(ms: number): Promise<void> {
    const { bucket, quota, clock } = this.options;
    bucket.holdFor(ms);
    await quota?.hold(clock.now() + Math.min(ms, longestHoldMs));
  }

  /** Keeps the pace as if another had just asked: for whoever begins to ask in another's place. */
  takeOver(): void {
    this.mustLook = true;
    this.options.bucket.beginAnew();
  }

  /** Counts credits that a request cost beyond those it took. */
  async owe(credits: number): Promise<void> {
    await this.options.quota?.owe(credits);
  }

  private async takeTurn({ use, credits, signal }: PassWish, untilMs: number): Promise<void> {
    const { what, bucket, quota, clock } = this.options;
    if (this.mustLook) await this.look();
    for (let waitMs = bucket.waitMs(); waitMs > 0; waitMs = bucket.waitMs()) {
      if (clock.monotonic() + waitMs > untilMs) throw new TransientError(`no request to ${what} may go out in time`, 'rate_limit');
      await clock.sleep(waitMs, signal);
      this.requireWanted(signal);
    }
    this.requireWanted(signal);
    if (credits > 0 && quota !== undefined && !(await quota.spend(use, credits)))
      throw new PermanentError(`no credits of ${what} are left for ${use} in this period`, 'resource_exhaustion');
    this.requireWanted(signal);
    if (!bucket.tryTake()) throw new TransientError(`the pace of ${what} changed under way`, 'rate_limit');
  }

  /** What the provider asked of another replica, or of the process before this one, is asked of this one too. */
  private async look(): Promise<void> {
    const { bucket, quota, clock } = this.options;
    const untilMs = (await quota?.heldUntilMs()) ?? 0;
    this.mustLook = false;
    bucket.holdFor(Math.max(0, untilMs - clock.now()));
  }

  private requireWanted(signal: AbortSignal | undefined): void {
    if (signal?.aborted) throw new TransientError(`the request to ${this.options.what} was given up`, 'timeout');
  }
}

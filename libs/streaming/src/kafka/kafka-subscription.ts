import { TransientError, withDeadline } from '@lodestream/component';
import type { SubscribeOptions, Subscription, SubscriptionState, TopicPartition } from '../event-bus.port.js';
import { nameOf } from './cluster-queries.js';
import { ConsumerSession } from './consumer-session.js';
import type { KafkaClient } from './kafka-client.js';
import { mapKafkaError } from './map-error.js';
import type { KnownPlace, SessionOwner } from './partition-session.js';

const firstDelayMs = 200;
const longestDelayMs = 5_000;

/** A joined consumer that stays joined: when kafkajs gives one up for good, or it hangs, a new one takes its place. */
export class KafkaSubscription implements Subscription, SessionOwner {
  readonly places = new Map<string, KnownPlace>();
  private session: ConsumerSession | null = null;
  private held: readonly TopicPartition[] = [];
  private paused = false;
  private stopping: Promise<void> | null = null;
  private failure: { readonly source: string; readonly error: Error } | null = null;
  private telling: Promise<void> = Promise.resolve();
  private readonly stopper = new AbortController();
  private readonly firstJoin = Promise.withResolvers<void>();
  private supervising: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: KafkaClient,
    readonly options: SubscribeOptions,
    readonly instance: string,
  ) {}

  /** Resolves at the first assignment. @throws when none came in time; nothing runs on then */
  async join(): Promise<void> {
    const { timeouts, brokers } = this.client.options;
    this.supervising = this.supervise();
    try {
      await withDeadline(this.firstJoin.promise, timeouts.joinMs, `joining group ${this.options.group} at Kafka ${brokers.join(', ')}`);
    } catch (error) {
      const cause = this.failure?.error ?? error;
      await this.stop(timeouts.stopMs);
      throw mapKafkaError(cause, `joining group ${this.options.group}`, brokers);
    }
  }

  stop(deadlineMs = this.client.options.timeouts.stopMs): Promise<void> {
    this.stopping ??= this.end(deadlineMs);
    return this.stopping;
  }

  /** Whether it is stopped, or about to be. */
  isStopped(): boolean {
    return this.stopping !== null;
  }

  pause(): void {
    this.paused = true;
    this.session?.applyPauses();
  }

  resume(): void {
    this.paused = false;
    this.session?.applyPauses();
  }

  state(): SubscriptionState {
    const running = !this.stopping && this.session !== null && this.session.isLively();
    const ownedUntilMs = this.stopping ? -Infinity : (this.session?.ownership.ownedUntilMs() ?? -Infinity);
    return { running, assigned: this.held, ownedUntilMs, lastError: this.failure?.error ?? null };
  }

  holds(): readonly TopicPartition[] {
    return this.held;
  }

  isPaused(): boolean {
    return this.paused || this.stopping !== null;
  }

  failed(source: string, error: Error): void {
    this.failure = { source, error };
  }

  recovered(source: string): void {
    if (this.failure?.source === source) this.failure = null;
  }

  /** Takes over a new assignment, telling what was taken first and then what was given; one assignment at a time. */
  assigned(partitions: readonly TopicPartition[]): Promise<void> {
    this.telling = this.telling.then(() => this.tell(partitions.map(({ topic, partition }) => ({ topic, partition }))));
    return this.telling;
  }

  private async tell(partitions: readonly TopicPartition[]): Promise<void> {
    const before = new Set(this.held.map(nameOf));
    const after = new Set(partitions.map(nameOf));
    const taken = this.held.filter((at) => !after.has(nameOf(at)));
    const given = partitions.filter((at) => !before.has(nameOf(at)));
    this.held = partitions;
    try {
      if (taken.length > 0) await this.options.onRevoked?.(taken);
      if (given.length > 0) await this.options.onAssigned?.(given);
      this.recovered('assignment');
    } catch (error) {
      this.failed('assignment', error instanceof Error ? error : new Error(String(error)));
      this.client.options.log.error('What was to be told of an assignment failed.', {
        group: this.options.group,
        error,
      });
    }
  }

  private async supervise(): Promise<void> {
    const { clock, log, brokers } = this.client.options;
    let delayMs = firstDelayMs;
    for (let ghost: string | null = null; !this.stopper.signal.aborted;) {
      const session = (this.session = new ConsumerSession(this.client, this));
      void session.joined.promise.then(() => {
        delayMs = firstDelayMs;
        this.recovered('consumer');
        this.firstJoin.resolve();
      });
      const error = mapKafkaError(await this.live(session, ghost), `consuming as ${this.options.group}`, brokers);
      if (this.stopper.signal.aborted) return;
      ghost = session.memberId ?? ghost;
      this.failed('consumer', error);
      log.warn('The consumer ended and is started again.', { group: this.options.group, delayMs, error });
      await clock.sleep(delayMs, this.stopper.signal);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    }
  }

  private async live(session: ConsumerSession, ghost: string | null): Promise<unknown> {
    const crashed = session.run(ghost).then(
      () => session.ended,
      (error: unknown) => error,
    );
    const error = await Promise.race([crashed, session.ended]);
    if (!session.closed) await session.stop(this.client.options.timeouts.stopMs);
    return error;
  }

  private async end(deadlineMs: number): Promise<void> {
    this.stopper.abort();
    this.firstJoin.reject(new TransientError('the subscription was stopped', 'dependency'));
    this.firstJoin.promise.catch(() => undefined);
    await this.session?.stop(deadlineMs);
    await this.supervising;
    await this.assigned([]);
  }
}

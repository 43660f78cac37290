import { type Clock, errorClassOf, type Lifecycle, type Log, TransientError } from '@lodestream/component';
import type { OutgoingMessage, Publisher } from '@lodestream/streaming';
import { ByteQueue } from './byte-queue.js';
import { sendAll } from './send-all.js';

/** What may wait in an outbox, and how it is sent. */
export interface OutboxOptions {
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Log;
  /** Topics by what may be lost: readings are replaced by the next ones, events and what was told are not. */
  readonly topics: Readonly<Record<OutboxLane, string>>;
  readonly maxBytes: number;
  readonly maxBatchMessages: number;
  /** How long messages are gathered before a send, unless they make a whole batch already: a request costs more than what is in it. */
  readonly lingerMs: number;
  /** How long everything may take to leave once the outbox stops. */
  readonly drainMs: number;
  readonly onSent?: (topic: OutboxLane, messages: number) => void;
  readonly onDropped?: (topic: OutboxLane, reason: DropReason, messages: number) => void;
  /** A reading made room for newer ones; it comes on top of `onDropped`, which only counts. */
  readonly onOverflow?: (reading: OutgoingMessage) => void;
  /** Waits while nothing may be sent, and says which of these messages may be then. */
  readonly admit?: (messages: readonly OutgoingMessage[], signal: AbortSignal) => Promise<readonly OutgoingMessage[]>;
  /** Sending failed in a way that only a bug can make it fail. */
  readonly onBug: (error: unknown) => void;
}

/** The queues of an outbox. */
export type OutboxLane = 'readings' | 'events' | 'tracks';

/** Every queue there is. */
export const outboxLanes: readonly OutboxLane[] = ['readings', 'events', 'tracks'];

/**
 * Why a message will never be sent: the outbox was full of newer ones, the bus refuses it for good, the drain ran out of time, or its
 * miner went to another owner while this process stood still.
 */
export type DropReason = 'outbox_full' | 'refused' | 'drain_deadline' | 'not_owned';

/** Every reason there is, for metrics that start at zero. */
export const dropReasons: readonly DropReason[] = ['outbox_full', 'refused', 'drain_deadline', 'not_owned'];

/** What became of the messages of a batch. */
interface BatchOutcome {
  readonly sent: number;
  readonly refused: number;
  readonly disowned: number;
}

const longestWaitMs = 5_000;

/**
 * Holds messages until the bus has acknowledged them, riding out its outages within a bound on bytes: past it the oldest readings
 * are dropped and counted, the rest waits. One send in flight per topic keeps the order per key.
 */
export class Outbox implements Lifecycle {
  private readonly queues: Readonly<Record<OutboxLane, ByteQueue>> = {
    readings: new ByteQueue(),
    events: new ByteQueue(),
    tracks: new ByteQueue(),
  };
  private readonly stopping = new AbortController();
  private readonly expired = new AbortController();
  private readonly wakers: Partial<Record<OutboxLane, () => void>> = {};
  private senders: Promise<unknown> | undefined;
  private readonly sendBeganMs = new Map<OutboxLane, number>();
  private readonly awaited = new WeakMap<OutgoingMessage, () => void>();
  private failing = false;
  /** Readings dropped for want of room since the outbox was last at ease. */
  private overflowed = 0;

  constructor(private readonly options: OutboxOptions) {}

  start(): Promise<void> {
    this.senders ??= Promise.all(outboxLanes.map((lane) => this.sendUntilStopped(lane).catch(this.options.onBug)));
    return Promise.resolve();
  }

  /** Sends what is left inside the drain's time; what can't leave by then is dropped and counted. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const lane of outboxLanes) this.wakers[lane]?.();
    if (this.senders === undefined) return;
    const timer = setTimeout(() => this.expired.abort(), this.options.drainMs);
    await this.senders;
    clearTimeout(timer);
    for (const lane of outboxLanes) this.drop(lane, 'drain_deadline', this.queues[lane].clear());
  }

  /** Bytes that wait, in flight ones included. */
  get bytes(): number {
    const { readings, events, tracks } = this.queues;
    return readings.bytes + events.bytes + tracks.bytes;
  }

  /** True when not even dropping readings would make room: whoever produces then pauses. */
  get full(): boolean {
    return this.bytes - this.queues.readings.bytes >= this.options.maxBytes;
  }

  /** For how long the bus has not taken what is being sent to it; 0 while it does. */
  get stalledForMs(): number {
    const began = Math.min(...this.sendBeganMs.values());
    return Number.isFinite(began) ? this.options.clock.monotonic() - began : 0;
  }

  /** Queues a message; the oldest readings make room where there is none. */
  add(lane: OutboxLane, message: OutgoingMessage): void {
    this.queues[lane].push(message);
    const { readings } = this.queues;
    let dropped = 0;
    for (; this.bytes > this.options.maxBytes; dropped += 1) {
      const reading = readings.dropOldest();
      if (reading === undefined) break;
      this.options.onOverflow?.(reading);
    }
    this.overflow(dropped);
    this.wakers[lane]?.();
  }

  /** Queues a message, and resolves once the bus has taken it or it was given up in a send; one that is given up unsent never settles. */
  addAwaited(lane: OutboxLane, message: OutgoingMessage): Promise<void> {
    const settled = new Promise<void>((resolve) => this.awaited.set(message, resolve));
    this.add(lane, message);
    return settled;
  }

  /** Readings dropped for want of room since the outbox was last less than half full; 0 while nothing is amiss. */
  get droppedLately(): number {
    return this.overflowed;
  }

  /** Takes out what waits for miners that are not ours any more. */
  keepOnly(isOurs: (message: OutgoingMessage) => boolean): void {
    for (const lane of outboxLanes) this.drop(lane, 'not_owned', this.queues[lane].keepOnly(isOurs));
  }

  private async sendUntilStopped(lane: OutboxLane): Promise<void> {
    const queue = this.queues[lane];
    while (!this.expired.signal.aborted) {
      if (queue.length === 0) {
        if (this.stopping.signal.aborted) return;
        await this.somethingToSend(lane);
      }
      if (queue.length < this.options.maxBatchMessages) await this.options.clock.sleep(this.options.lingerMs, this.stopping.signal);
      await this.sendBatch(lane, queue);
    }
  }

  private async somethingToSend(lane: OutboxLane): Promise<void> {
    await new Promise<void>((wake) => {
      this.wakers[lane] = wake;
    });
    delete this.wakers[lane];
  }

  private async sendBatch(lane: OutboxLane, queue: ByteQueue): Promise<void> {
    const batch = queue.lend(this.options.maxBatchMessages);
    if (batch.length === 0) return;
    this.sendBeganMs.set(lane, this.options.clock.monotonic());
    const { sent, refused, disowned } = await this.sendUntilAccepted(lane, batch);
    this.sendBeganMs.delete(lane);
    queue.settle();
    for (const message of batch) this.awaited.get(message)?.();
    if (sent > 0) this.eased();
    this.options.onSent?.(lane, sent);
    this.drop(lane, 'refused', refused);
    this.drop(lane, 'not_owned', disowned);
    this.drop(lane, 'drain_deadline', batch.length - sent - refused - disowned);
  }

  /** Tries one batch until the bus takes it: nothing may overtake it, or the order per key would be lost. */
  private async sendUntilAccepted(lane: OutboxLane, batch: readonly OutgoingMessage[]): Promise<BatchOutcome> {
    let ours = batch;
    for (let waitMs = 100; !this.expired.signal.aborted; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
      try {
        ours = (await this.options.admit?.(ours, this.expired.signal)) ?? ours;
        const outcome = await this.beforeExpiry(sendAll(this.options.publisher, this.options.topics[lane], ours));
        if (outcome === null) break;
        this.recovered();
        if (outcome.refused > 0)
          this.options.log.error('The bus refused messages for good.', { lane, refused: outcome.refused, error: outcome.error });
        return { ...outcome, disowned: batch.length - ours.length };
      } catch (error) {
        if (!(error instanceof TransientError)) throw error;
        this.failed(error);
        await this.options.clock.sleep(Math.max(waitMs, error.retryAfterMs ?? 0), this.expired.signal);
      }
    }
    return { sent: 0, refused: 0, disowned: batch.length - ours.length };
  }

  private beforeExpiry<T>(work: Promise<T>): Promise<T | null> {
    const { signal } = this.expired;
    return new Promise((resolve, reject) => {
      const expire = (): void => resolve(null);
      signal.addEventListener('abort', expire, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', expire));
    });
  }

  private failed(error: TransientError): void {
    if (this.failing) return;
    this.failing = true;
    this.options.log.warn('The bus does not take messages; they wait in the outbox.', { error, errorClass: errorClassOf(error) });
  }

  private overflow(dropped: number): void {
    if (dropped === 0) return;
    if (this.overflowed === 0)
      this.options.log.error('The outbox is full: the oldest readings make room for the newest.', { maxBytes: this.options.maxBytes });
    this.overflowed += dropped;
    this.drop('readings', 'outbox_full', dropped);
  }

  /** The loss is told as a whole, once there is room again for a while. */
  private eased(): void {
    if (this.overflowed === 0 || this.bytes > this.options.maxBytes / 2) return;
    this.options.log.error('The outbox has room again; readings were dropped meanwhile.', { droppedReadings: this.overflowed });
    this.overflowed = 0;
  }

  private recovered(): void {
    if (!this.failing) return;
    this.failing = false;
    this.options.log.warn('The bus takes messages again.', { waitingBytes: this.bytes });
  }

  private drop(lane: OutboxLane, reason: DropReason, messages: number): void {
    if (messages > 0) this.options.onDropped?.(lane, reason, messages);
  }
}

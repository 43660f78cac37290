import { PermanentError, type Lifecycle, type Log } from '@lodestream/component';
import { fullTopicName, type TopicDefinition } from '@lodestream/records';
import { LagMeter } from '@lodestream/service-kit';
import type { EventBus, IncomingBatch, Subscription } from '@lodestream/streaming';

/** A topic to follow and what to do with each of its records; null is a tombstone, with the key of what it removes. The bytes are lent until `apply` returns. */
export interface Followed<T> {
  readonly topic: TopicDefinition<T, never>;
  /** `beginning` for tables, whose every key counts; `tail` for streams, of which the newest messages are enough. */
  readonly from: 'beginning' | 'tail';
  readonly apply: (record: T | null, key: string, bytes: Buffer | null) => void;
}

/** Whose view this is, and how much of the past it wants. */
export interface FollowOptions {
  readonly bus: EventBus;
  readonly log: Log;
  readonly topicPrefix: string;
  /** Unlike any other view's: every view reads everything, so each is a group of its own. */
  readonly group: string;
  readonly tailMessages: number;
  /** Called with the name of the topic for each message that can't be read. */
  readonly onUnreadable: (topic: string) => void;
  /** A record could be read and not be taken: a bug of ours, which is to end the process. */
  readonly onBug: (error: unknown) => void;
}

/** Keeps a view up to date with the stream. It holds nothing but memory, so what it can't read is counted and passed by: the writer dead-letters it. */
export class StreamFollower implements Lifecycle {
  private readonly subscriptions: Subscription[] = [];
  private readonly meter: LagMeter;

  constructor(
    private readonly options: FollowOptions,
    private readonly followed: readonly Followed<unknown>[],
  ) {
    this.meter = new LagMeter(options.bus);
  }

  /** Messages not yet taken in, by topic. */
  lag(): Promise<Record<string, number>> {
    return this.meter.lag();
  }

  /** The newest error of any subscription, or null while all run. */
  trouble(): string | null {
    const broken = this.subscriptions.map((one) => one.state()).find((state) => !state.running);
    return broken ? (broken.lastError?.message ?? 'a subscription has stopped') : null;
  }

  async start(): Promise<void> {
    for (const one of this.followed) this.subscriptions.push(await this.follow(one));
  }

  async stop(): Promise<void> {
    await Promise.all(this.subscriptions.splice(0).map((subscription) => subscription.stop(2_000)));
  }

  private async follow(followed: Followed<unknown>): Promise<Subscription> {
    const { bus, topicPrefix } = this.options;
    const topic = fullTopicName(topicPrefix, followed.topic);
    const group = `${topicPrefix}${this.options.group}.${followed.topic.name}`;
    if (followed.from === 'tail') await this.seekTail(group, topic);
    const committing = followed.from === 'tail';
    return bus.subscribe({
      group,
      topics: [topic],
      from: followed.from === 'tail' ? 'committed' : 'beginning',
      handler: async (batch, context) => {
        this.takeOrTell(followed, batch);
        this.meter.took(batch);
        const last = batch.messages.at(-1);
        if (committing && last) await context.commit(last.offset + 1);
      },
    });
  }

  /** A restarted view has lost its memory, so it goes back by the tail even where it had committed more. */
  private async seekTail(group: string, topic: string): Promise<void> {
    const { bus, tailMessages, log } = this.options;
    const ends = await bus.admin.offsetsOf(topic);
    const offsets = ends.map(({ partition, logStart, logEnd }) => ({
      topic,
      partition,
      offset: Math.max(logStart, logEnd - tailMessages),
    }));
    try {
      await bus.admin.seedOffsets(group, offsets);
    } catch (error) {
      // After a crash the broker may take us for a member for some seconds yet. Going on from where we were only means to know less of
      // the past; a wait or a failed start would mean to know nothing.
      if (!(error instanceof PermanentError)) throw error;
      log.info('The newest messages are not read again; the group still has a member.', { group, error });
    }
  }

  /** A view that can't take a record has a bug; delivered again it would fail again, so it must reach the top. */
  private takeOrTell(followed: Followed<unknown>, batch: IncomingBatch): void {
    try {
      this.take(followed, batch);
    } catch (error) {
      this.options.onBug(error);
      throw error;
    }
  }

  private take({ topic, apply }: Followed<unknown>, batch: IncomingBatch): void {
    for (const { value, key } of batch.messages) {
      const name = key?.toString() ?? '';
      if (value === null) apply(null, name, null);
      else this.decode(topic, value, (record) => apply(record, name, value));
    }
  }

  private decode(topic: TopicDefinition<unknown, never>, value: Buffer, use: (record: unknown) => void): void {
    let record: unknown;
    try {
      record = topic.codec.decode(value);
    } catch (error) {
      this.options.onUnreadable(topic.name);
      this.options.log.debug('A message could not be read.', { topic: topic.name, error });
      return;
    }
    use(record);
  }
}

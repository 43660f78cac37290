import type { BatchContext, EventBus, IncomingBatch, Loss, SubscribeOptions, Subscription, TopicPartition } from '../event-bus.port.js';
import { eventually } from './eventually.js';

/** A message as a follower saw it. */
export interface Seen extends TopicPartition {
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
}

/** How to follow; a `before` that rejects makes the handler reject, and what it saw does not count as seen. */
export interface FollowOptions extends Omit<SubscribeOptions, 'handler'> {
  readonly before?: (batch: IncomingBatch, context: BatchContext) => void | Promise<void>;
  /** Leaves everything uncommitted. */
  readonly uncommitted?: boolean;
}

/** A subscription that remembers what it was given. */
export class Follower {
  readonly seen: Seen[] = [];
  readonly batches: IncomingBatch[] = [];
  readonly losses: Loss[] = [];
  subscription!: Subscription;

  static async join(bus: EventBus, options: FollowOptions): Promise<Follower> {
    const { before, uncommitted, ...rest } = options;
    const follower = new Follower();
    const handler = async (batch: IncomingBatch, context: BatchContext): Promise<void> => {
      await before?.(batch, context);
      follower.note(batch);
      if (!uncommitted) await context.commit(nextOffsetOf(batch));
    };
    const onLoss = (loss: Loss): string | undefined => {
      follower.losses.push(loss);
      return rest.onLoss?.(loss);
    };
    follower.subscription = await bus.subscribe({ ...rest, onLoss, handler });
    return follower;
  }

  /** The values seen so far, in the order of arrival. */
  values(): (string | null)[] {
    return this.seen.map((message) => message.value);
  }

  /** Waits until at least `count` messages were seen. */
  async untilSeen(count: number): Promise<this> {
    await eventually(`${count} messages`, () => this.seen.length >= count);
    return this;
  }

  /** The partitions held now, as `topic/partition`. */
  assigned(): string[] {
    return this.subscription
      .state()
      .assigned.map(({ topic, partition }) => `${topic}/${partition}`)
      .sort();
  }

  private note(batch: IncomingBatch): void {
    this.batches.push(batch);
    for (const message of batch.messages) {
      const { topic, partition } = batch;
      this.seen.push({
        topic,
        partition,
        offset: message.offset,
        key: text(message.key),
        value: text(message.value),
      });
    }
  }
}

/** The offset after a batch's last message. */
export function nextOffsetOf(batch: IncomingBatch): number {
  const last = batch.messages.at(-1);
  if (!last) throw new Error('a batch without messages was handed over');
  return last.offset + 1;
}

function text(bytes: Buffer | null): string | null {
  return bytes === null ? null : bytes.toString('utf8');
}

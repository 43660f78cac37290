import { type Log, PermanentError, TransientError } from '@lodestream/component';
import type { MessageHandler } from '@nestjs/microservices';
import type { BatchContext, EventBus, IncomingBatch, Subscription, SubscriptionState, TopicPartition } from '../event-bus.port.js';
import { GroupLedger } from '../ledger/group-ledger.js';
import type { LedgerSnapshot } from '../ledger/ledger-snapshot.js';
import type { GroupPlan } from './handler-plan.js';
import { StreamContext } from './stream-context.js';

/** What a consumer group of the application needs. */
export interface GroupConsumerParts {
  readonly bus: EventBus;
  readonly instance: string;
  readonly log: Log;
  readonly call: (handler: MessageHandler, batch: IncomingBatch, context: StreamContext) => Promise<void>;
  readonly emit: (event: 'assigned' | 'revoked' | 'loss' | 'bug', payload: unknown) => void;
  readonly onBug: (error: unknown, where: { readonly group: string } & TopicPartition) => void;
}

const idle: SubscriptionState = { running: false, assigned: [], ownedUntilMs: 0, lastError: null };

/** One membership in one consumer group, with the ledger of the partitions it holds. */
export class GroupConsumer {
  readonly ledger: GroupLedger | null;
  private subscription: Subscription | null = null;
  private bug: Error | null = null;

  constructor(
    readonly plan: GroupPlan,
    readonly parts: GroupConsumerParts,
  ) {
    const onLoss = (loss: TopicPartition & { messages: number }): void => parts.emit('loss', loss);
    const { group, topics } = plan;
    this.ledger = plan.from === 'beginning' ? null : new GroupLedger({ group, topics, admin: parts.bus.admin, log: parts.log, onLoss });
  }

  /** Joins the group. */
  async start(): Promise<void> {
    const { group, topics, from, maxBatchMessages } = this.plan;
    this.subscription = await this.parts.bus.subscribe({
      group,
      topics: [...topics.keys()],
      instance: this.parts.instance,
      from,
      ...(maxBatchMessages !== undefined && { maxBatchMessages }),
      handler: (batch, context) => this.handle(batch, context),
      onAssigned: (partitions) => this.assigned(partitions),
      onRevoked: (partitions) => this.revoked(partitions),
      onLoss: (loss) => this.ledger?.noteLoss(loss),
    });
    if (this.bug) await this.stop(0);
  }

  /** Leaves the group once the batches in flight have ended, or the deadline has come. */
  async stop(deadlineMs: number): Promise<void> {
    await this.subscription?.stop(deadlineMs);
  }

  /** What the subscription is doing; a bug shows for as long as the consumer lives. */
  state(): SubscriptionState {
    const state = this.subscription?.state() ?? idle;
    return this.bug ? { ...state, running: false, lastError: this.bug } : state;
  }

  /** Where the messages of each topic stand; empty for one that keeps no ledger. */
  byTopic(): Readonly<Record<string, LedgerSnapshot>> {
    return this.ledger?.byTopic() ?? {};
  }

  private async handle(batch: IncomingBatch, granted: BatchContext): Promise<void> {
    if (this.bug) throw this.bug;
    const entry = this.plan.topics.get(batch.topic);
    if (!entry) throw new Error(`the bus delivered ${batch.topic}, which the group ${this.plan.group} never asked for`);
    try {
      await this.parts.call(entry.handler, batch, new StreamContext(batch, granted, this.plan.group, this.ledger));
    } catch (error) {
      if (!(error instanceof TransientError)) this.halt(error, batch);
      throw error;
    }
  }

  /** Delivering the same batch again can't help: the consumer stops, uncommitted. Not awaited, for the stop waits for this batch. */
  private halt(error: unknown, { topic, partition }: IncomingBatch): void {
    this.bug = error instanceof Error ? error : new Error(String(error));
    const where = { group: this.plan.group, topic, partition };
    const sentence =
      error instanceof PermanentError ? 'A refusal for good reached the top; the consumer stops.' : 'A bug stops the consumer.';
    this.parts.log.error(sentence, { ...where, error });
    this.subscription?.pause();
    void this.subscription
      ?.stop(0)
      .catch((failure: unknown) => this.parts.log.warn('A consumer did not stop cleanly.', { ...where, error: failure }));
    this.parts.emit('bug', error);
    this.parts.onBug(error, where);
  }

  private async assigned(partitions: readonly TopicPartition[]): Promise<void> {
    this.parts.emit('assigned', partitions);
    try {
      await this.ledger?.restore(partitions);
    } catch (error) {
      this.parts.log.warn('Accounts could not be read at assignment; each is read again with its first batch.', { error });
    }
  }

  private revoked(partitions: readonly TopicPartition[]): void {
    this.ledger?.revoke(partitions);
    this.parts.emit('revoked', partitions);
  }
}

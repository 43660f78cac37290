import { type Clock, type Lifecycle, type Log, PermanentError, TransientError, withDeadline } from '@lodestream/component';
import {
  fullTopicName,
  type MarketDataInput,
  type MarketGlobalInput,
  type SourceEventInput,
  type TopicDefinition,
  topics,
} from '@lodestream/records';
import { continueTrace, type OutgoingMessage, type Publisher, writeHeaders } from '@lodestream/streaming';
import type { DropReason } from './dropped-records.js';

/** What a publisher needs. */
export interface MarketPublisherOptions {
  readonly publisher: Publisher;
  readonly topicPrefix: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly source: string;
  /** Called with the number of messages given up because newer ones had no room, or the bus refuses them for good. */
  readonly onDropped: (reason: DropReason, messages: number) => void;
}

interface Waiting {
  readonly topic: string;
  readonly message: OutgoingMessage;
}

/** Messages that may wait while the bus is away: days of them, for tens of coins. */
const mostWaiting = 20_000;
const mostAtOnce = 200;
const sendWithinMs = 30_000;
const longestWaitMs = 5_000;

/** Sends records in the order in which they were made, for as long as it takes; past its bound the oldest are counted drops. */
export class MarketPublisher implements Lifecycle {
  private readonly waiting: Waiting[] = [];
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private sending: Promise<void> | undefined;
  /** How many of the oldest are under way to the bus, and are not dropped meanwhile. */
  private underWay = 0;

  constructor(private readonly options: MarketPublisherOptions) {}

  start(): Promise<void> {
    this.sending ??= this.sendUntilStopped();
    return Promise.resolve();
  }

  /** Tries once more to send what waits. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.sending;
  }

  /** Messages that wait. */
  get size(): number {
    return this.waiting.length;
  }

  data(record: MarketDataInput): void {
    const id = `${record.coin.id}:${record.timestamp}:market`;
    this.add(topics.marketData, record, record.coin.id, id);
  }

  global(record: MarketGlobalInput): void {
    this.add(topics.marketGlobal, record, record.source, `${record.source}:${record.timestamp}:global`);
  }

  event(record: SourceEventInput): void {
    const id = `${record.source_id}:${record.timestamp}:${record.type}:${record.subject ?? ''}`;
    this.add(topics.sourceEvents, record, record.source_id, id);
  }

  private add<T, I>(topic: TopicDefinition<T, I>, record: I, key: string, eventId: string): void {
    const { source, clock, topicPrefix } = this.options;
    const { codec } = topic;
    const facts = { schema: codec.schema, eventId, producedAtMs: clock.now(), source, lineage: [], traceParent: continueTrace(undefined) };
    const message = { key, value: codec.encode(codec.create(record)), headers: writeHeaders(facts), timestampMs: clock.now() };
    this.waiting.push({ topic: fullTopicName(topicPrefix, topic), message });
    const tooMany = this.waiting.length - mostWaiting;
    if (tooMany > 0) {
      this.waiting.splice(this.underWay, tooMany);
      this.options.onDropped('full', tooMany);
    }
    this.wake();
  }

  private async sendUntilStopped(): Promise<void> {
    for (let waitMs = 100; ;) {
      if (this.waiting.length === 0) {
        if (this.stopping.signal.aborted) return;
        await new Promise<void>((wake) => (this.wake = wake));
        continue;
      }
      const sent = await this.sendSome();
      if (!sent && this.stopping.signal.aborted) return;
      if (!sent) await this.options.clock.sleep(waitMs, this.stopping.signal);
      waitMs = sent ? 100 : Math.min(longestWaitMs, waitMs * 2);
    }
  }

  /** Sends the oldest messages of one topic. */
  private async sendSome(): Promise<boolean> {
    const { topic } = this.waiting[0]!;
    const end = this.waiting.findIndex((each) => each.topic !== topic);
    const batch = this.waiting.slice(0, Math.min(mostAtOnce, end === -1 ? mostAtOnce : end));
    this.underWay = batch.length;
    try {
      await withDeadline(
        this.options.publisher.send(
          topic,
          batch.map(({ message }) => message),
        ),
        sendWithinMs,
        'sending market records',
      );
    } catch (error) {
      if (error instanceof TransientError) return false;
      if (!(error instanceof PermanentError)) throw error;
      this.options.log.error('The bus refused market records for good.', { error, topic });
      this.options.onDropped('refused', batch.length);
    } finally {
      this.underWay = 0;
    }
    this.waiting.splice(0, batch.length);
    return true;
  }
}

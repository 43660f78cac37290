import { type Clock, type Log, silentLog } from '@lodestream/component';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Registry } from 'prom-client';
import { isObservable, lastValueFrom } from 'rxjs';
import type { EventBus, TopicPartition } from '../event-bus.port.js';
import { type LedgerSnapshot, sumUp } from '../ledger/ledger-snapshot.js';
import { StreamMetrics } from '../metrics/stream-metrics.js';
import { GroupConsumer } from './group-consumer.js';
import { planGroups } from './handler-plan.js';
import { LedgerGauges } from './ledger-gauges.js';
import { streamTransportId } from './on-topic.decorator.js';

/** What the transport needs of its host. */
export interface StreamTransportOptions {
  readonly bus: EventBus;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly log?: Log;
  readonly topicPrefix: string;
  /** Stable over restarts and unlike any other member's. */
  readonly instance: string;
  /** A bug reached the top: its consumer has stopped, uncommitted. What becomes of the process is the host's decision. */
  readonly onBug?: (error: unknown, where: { readonly group: string } & TopicPartition) => void;
  /** How long batches in flight may take to end at a stop. */
  readonly drainMs?: number;
  /** How often idle partitions are asked how far their log has come. */
  readonly refreshMs?: number;
}

/** What can be listened to by `on`. */
export type StreamEvents = {
  assigned: (partitions: readonly TopicPartition[]) => void;
  revoked: (partitions: readonly TopicPartition[]) => void;
  loss: (loss: TopicPartition & { readonly messages: number }) => void;
  bug: (error: unknown) => void;
};

/** Lag and ledger of one service, for its status: messages by topic, and where they stand. */
export interface StreamStanding {
  readonly lag: Readonly<Record<string, number>>;
  readonly ledger: LedgerSnapshot;
  readonly byTopic: Readonly<Record<string, LedgerSnapshot>>;
  /** The newest error of any consumer, or null. */
  readonly lastError: Error | null;
  /** Every consumer has joined and none was stopped by a bug. */
  readonly running: boolean;
}

/**
 * Brings the event bus to decorated handlers. Handlers declared with OnTopic get whole batches of one partition; nothing is parsed,
 * wrapped or copied on the way, and what they throw reaches the consumer unchanged. The bus itself belongs to the host.
 */
export class StreamTransport extends Server<StreamEvents, 'listening' | 'stopped'> implements CustomTransportStrategy {
  override transportId = streamTransportId;
  /** Tells Nest that failures are seen by us, so that it doesn't log them beside. */
  override readonly propagatesEventHandlerErrors = true;
  private readonly listeners: { [E in keyof StreamEvents]: Set<StreamEvents[E]> } = {
    assigned: new Set(),
    revoked: new Set(),
    loss: new Set(),
    bug: new Set(),
  };
  private readonly log: Log;
  private consumers: readonly GroupConsumer[] = [];
  private gauges: LedgerGauges | null = null;

  constructor(private readonly options: StreamTransportOptions) {
    super();
    this.log = options.log ?? silentLog;
  }

  /** Subscribes one consumer a group; calls back with the error where the handlers can't be served. */
  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      const plans = planGroups(this.getHandlers(), this.options.topicPrefix);
      this.consumers = plans.map((plan) => new GroupConsumer(plan, this.consumerParts()));
      this.gauges = new LedgerGauges(StreamMetrics.of(this.options.registry), this.consumers, this.options);
      await Promise.all(this.consumers.map((consumer) => consumer.start()));
      this.gauges.start();
      this._status$.next('listening');
    } catch (error) {
      await this.close();
      return callback(error);
    }
    callback();
  }

  /** Drains: takes in nothing new, lets batches in flight end, leaves the groups. Safe twice, safe before `listen`. */
  async close(): Promise<void> {
    this.gauges?.stop();
    await Promise.all(this.consumers.map((consumer) => consumer.stop(this.options.drainMs ?? 10_000)));
    this._status$.next('stopped');
  }

  /** Calls `callback` at each such event. */
  override on<E extends keyof StreamEvents, C extends StreamEvents[E]>(event: E, callback: C): void {
    this.listeners[event].add(callback);
  }

  /** The event bus beneath. */
  override unwrap<T>(): T {
    return this.options.bus as T;
  }

  /** Where the messages of this application stand now. */
  standing(): StreamStanding {
    const byTopic = Object.assign({}, ...this.consumers.map((consumer) => consumer.byTopic())) as Record<string, LedgerSnapshot>;
    const lag = Object.fromEntries(Object.entries(byTopic).map(([topic, { inFlight }]) => [topic, inFlight]));
    const states = this.consumers.map((consumer) => consumer.state());
    return {
      lag,
      byTopic,
      ledger: sumUp(Object.values(byTopic)),
      lastError: states.find((state) => state.lastError)?.lastError ?? null,
      running: states.length > 0 && states.every((state) => state.running),
    };
  }

  private consumerParts(): ConstructorParameters<typeof GroupConsumer>[1] {
    const { bus, instance, onBug } = this.options;
    return {
      bus,
      instance,
      log: this.log,
      call: (handler, batch, context) => this.call(handler, batch, context),
      emit: (event, payload) => this.listeners[event].forEach((listener) => (listener as (payload: unknown) => void)(payload)),
      onBug: (error, where) => onBug?.(error, where),
    };
  }

  /** Runs a handler between Nest's processing hooks; once a batch, so that they cost a message next to nothing. */
  private readonly call: GroupConsumer['parts']['call'] = (handler, batch, context) =>
    new Promise<void>((resolve, reject) => {
      this.onProcessingStartHook(streamTransportId, context, async () => {
        try {
          resolve(await ended(await handler(batch, context)));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error), { cause: error }));
        } finally {
          this.onProcessingEndHook?.(streamTransportId, context);
        }
      });
    });
}

/** An interceptor makes an observable of a handler's answer; its end is the handler's. */
async function ended(answer: unknown): Promise<void> {
  if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
}

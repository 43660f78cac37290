import { TransientError, withDeadline, type Clock } from '@lodestream/component';
import type { OutgoingMessage, Position } from '../event-bus.port.js';
import { ByteBudget } from './byte-budget.js';
import { DisposableProducer, type CreateProducer } from './disposable-producer.js';
import type { ResolvedKafkaOptions } from './kafka-options.js';
import { cut, refuseOversized, weighInRequest, type TopicFacts } from './outgoing.js';
import { TopicLane, type Parcel, type SendCall } from './topic-lane.js';

interface OpenLane {
  readonly lane: TopicLane;
  readonly producer: DisposableProducer;
}

/** Appends messages: one lane and one idempotent producer a topic, and one bound on all that is not acknowledged yet. */
export class KafkaPublisher {
  private readonly lanes = new Map<string, OpenLane>();
  private readonly budget: ByteBudget;
  private readonly clock: Clock;
  private stopped = false;

  constructor(
    private readonly options: ResolvedKafkaOptions,
    private readonly createProducer: CreateProducer,
    private readonly facts: (topic: string, keyless: boolean) => Promise<TopicFacts>,
  ) {
    this.clock = options.clock;
    this.budget = new ByteBudget(options.bounds.unacknowledgedBytes, options.bounds.waitingSends);
  }

  /** See {@link Publisher.send}. Calls that don't wait for each other keep their order. */
  async send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly Position[]> {
    if (this.stopped) throw stoppedError(topic);
    if (messages.length === 0) return [];
    refuseOversized(topic, messages);
    const parcels = this.pack(messages);
    const bytes = parcels.reduce((sum, parcel) => sum + parcel.bytes, 0);
    const entered = Promise.withResolvers<void>();
    const admit = (): void => {
      const { lane } = this.laneOf(topic);
      for (const parcel of parcels) lane.add(parcel);
      entered.resolve();
    };
    this.budget.enter(bytes, admit, (error) => entered.reject(error));
    await entered.promise;
    return this.outcome(parcels, bytes);
  }

  /** Takes in nothing new, waits for what is in flight, tells the senders of the rest that its fate is unknown. */
  async stop(deadlineMs: number): Promise<void> {
    this.stopped = true;
    this.budget.refuseAll(stoppedError('any topic'));
    const lanes = [...this.lanes.values()];
    const idle = Promise.all(lanes.map(({ lane }) => lane.idle()));
    await withDeadline(idle, deadlineMs, 'sending what is left').catch(() => undefined);
    for (const { lane } of lanes) lane.abandon();
    await idle;
    await Promise.all(lanes.map(({ producer }) => producer.discard()));
    this.lanes.clear();
  }

  // Room is given back only when every parcel has settled: those of one call are acknowledged one by one.
  private async outcome(parcels: readonly Parcel[], bytes: number): Promise<readonly Position[]> {
    const results = await Promise.allSettled(parcels.map(({ settled }) => settled.promise));
    this.budget.release(bytes);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason as Error;
    return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  }

  private pack(messages: readonly OutgoingMessage[]): Parcel[] {
    const call: SendCall = { messages, verdict: 'unchecked' };
    const untilMs = this.clock.monotonic() + this.options.timeouts.deliveryMs;
    return cut(messages, this.options.bounds).map((run) => {
      const bytes = run.reduce((sum, message) => sum + weighInRequest(message), 0);
      return { call, messages: run, bytes, untilMs, settled: Promise.withResolvers<readonly Position[]>() };
    });
  }

  private laneOf(topic: string): OpenLane {
    const present = this.lanes.get(topic);
    if (present) return present;
    const { brokers, clock, log, bounds, timeouts } = this.options;
    const producer = new DisposableProducer(this.createProducer);
    const opened = {
      producer,
      lane: new TopicLane({ topic, producer, facts: this.facts, brokers, clock, log, bounds, timeouts }),
    };
    this.lanes.set(topic, opened);
    return opened;
  }
}

function stoppedError(topic: string): TransientError {
  return new TransientError(`the bus is stopped and sends nothing to ${topic}`, 'dependency');
}

import { PermanentError, TransientError, type Clock, type Log } from '@lodestream/component';
import type { OutgoingMessage, Position } from '../event-bus.port.js';
import type { DisposableProducer, PlacedMessage } from './disposable-producer.js';
import type { KafkaBounds, KafkaTimeouts } from './kafka-options.js';
import { mapKafkaError } from './map-error.js';
import { partitionsFor, refuseMisfits, type TopicFacts } from './outgoing.js';

/** One call of `send`, which may be cut into several parcels; it is refused as a whole, before any of it is written. */
export interface SendCall {
  readonly messages: readonly OutgoingMessage[];
  verdict: 'unchecked' | 'fits' | Error;
}

/** Messages that travel in one request, together with others or alone, and what is told of them. */
export interface Parcel {
  readonly call: SendCall;
  readonly messages: readonly OutgoingMessage[];
  readonly bytes: number;
  readonly untilMs: number;
  readonly settled: PromiseWithResolvers<readonly Position[]>;
}

/** What a lane needs. */
export interface LaneDeps {
  readonly topic: string;
  readonly producer: Pick<DisposableProducer, 'send'>;
  /** Looks the topic up; may reject while the broker is away. */
  readonly facts: (topic: string, keyless: boolean) => Promise<TopicFacts>;
  readonly brokers: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  readonly bounds: KafkaBounds;
  readonly timeouts: Pick<KafkaTimeouts, 'lingerMs'>;
}

const firstDelayMs = 100;
const longestDelayMs = 1_000;

/**
 * The one way into a topic: parcels leave in the order they came, many in a request, and never two requests at a time, so that
 * order per key survives retries. A rejected request is sent again whole until its parcels' time is up.
 */
export class TopicLane {
  private readonly queue: Parcel[] = [];
  private queuedMessages = 0;
  private running: Promise<void> | null = null;
  private eager: AbortController | null = null;
  private readonly stopper = new AbortController();
  private keyless = 0;

  constructor(private readonly deps: LaneDeps) {}

  /** Queues a parcel; its promise settles once the broker has, or its time is up. */
  add(parcel: Parcel): void {
    this.queue.push(parcel);
    this.queuedMessages += parcel.messages.length;
    if (this.queuedMessages >= this.deps.bounds.eagerMessages) this.eager?.abort();
    this.running ??= this.run();
  }

  /** Resolves once nothing is queued or in flight. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  /** Gives up on what is not acknowledged: its senders are told that its fate is unknown. */
  abandon(): void {
    this.stopper.abort();
  }

  private async run(): Promise<void> {
    await this.linger();
    for (let parcels = this.next(); parcels.length > 0; parcels = this.next()) await this.deliver(parcels);
    // In the same breath as the look that found nothing: a parcel added any later has to start a run of its own.
    this.running = null;
  }

  private async linger(): Promise<void> {
    if (this.queuedMessages >= this.deps.bounds.eagerMessages) return;
    this.eager = new AbortController();
    await this.deps.clock.sleep(this.deps.timeouts.lingerMs, AbortSignal.any([this.eager.signal, this.stopper.signal]));
    this.eager = null;
  }

  private next(): Parcel[] {
    const { requestMessages, requestBytes } = this.deps.bounds;
    const parcels: Parcel[] = [];
    let messages = 0;
    let bytes = 0;
    for (let first = this.queue[0]; first; first = this.queue[0]) {
      messages += first.messages.length;
      bytes += first.bytes;
      if (parcels.length > 0 && (messages > requestMessages || bytes > requestBytes)) break;
      parcels.push(first);
      this.queue.shift();
      this.queuedMessages -= first.messages.length;
    }
    return parcels;
  }

  // A refusal for good may be about one parcel of many: each then goes alone, so that only the guilty one is refused.
  private async deliver(parcels: readonly Parcel[]): Promise<void> {
    try {
      const positions = await this.untilAcknowledged(parcels);
      let from = 0;
      for (const { messages, settled } of parcels) settled.resolve(positions.slice(from, (from += messages.length)));
    } catch (error) {
      const [only] = parcels;
      if (parcels.length === 1) return only?.settled.reject(error);
      for (const parcel of parcels) await this.deliver([parcel]);
    }
  }

  private async untilAcknowledged(parcels: readonly Parcel[]): Promise<Position[]> {
    const untilMs = Math.min(...parcels.map((parcel) => parcel.untilMs));
    let surprises = 0;
    for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      try {
        return await this.attempt(parcels, untilMs);
      } catch (error) {
        const mapped = mapKafkaError(error, `sending to ${this.deps.topic}`, this.deps.brokers);
        if (mapped instanceof PermanentError || this.deps.clock.monotonic() + delayMs >= untilMs) throw mapped;
        if (this.stopper.signal.aborted) throw stopped(this.deps.topic, mapped);
        // What is not of the broker's making may be a kafkajs in a bad state, which a new producer cures; twice it is a bug.
        if (!(mapped instanceof TransientError) && (surprises += 1) > 1) throw mapped;
        this.deps.log.warn('A send was rejected; sending it again whole with a new producer.', {
          topic: this.deps.topic,
          error: mapped,
        });
      }
      await this.deps.clock.sleep(delayMs, this.stopper.signal);
    }
  }

  private async attempt(parcels: readonly Parcel[], untilMs: number): Promise<Position[]> {
    const { topic, facts: look } = this.deps;
    const messages = parcels.flatMap((parcel) => parcel.messages);
    const facts = await look(
      topic,
      parcels.some(({ call }) => call.messages.some(({ key }) => key === null)),
    );
    for (const { call } of parcels) check(topic, call, facts);
    const partitions = partitionsFor(messages, facts, (this.keyless += 1));
    const placed = messages.map((message, index): PlacedMessage => ({
      message,
      partition: partitions[index] ?? 0,
    }));
    const bases = await this.everyPartition(placed, untilMs);
    return placed.map(({ partition }) => {
      const offset = bases.get(partition) ?? 0;
      bases.set(partition, offset + 1);
      return { topic, partition, offset };
    });
  }

  // When a leader moves in mid-send, kafkajs may report success without having sent that partition: what did not answer goes again.
  private async everyPartition(placed: readonly PlacedMessage[], untilMs: number): Promise<Map<number, number>> {
    const bases = new Map<number, number>();
    for (let left = placed; left.length > 0; left = left.filter(({ partition }) => !bases.has(partition))) {
      const before = bases.size;
      const acknowledged = await this.within(this.deps.producer.send(this.deps.topic, left, this.timeLeft(untilMs)));
      for (const [partition, base] of acknowledged) bases.set(partition, base);
      if (bases.size === before) throw new TransientError(`no partition of ${this.deps.topic} acknowledged`, 'dependency');
    }
    return bases;
  }

  private timeLeft(untilMs: number): number {
    return Math.max(1, untilMs - this.deps.clock.monotonic());
  }

  private within<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.stopper;
    return new Promise((resolve, reject) => {
      const give = (): void => reject(stopped(this.deps.topic));
      if (signal.aborted) give();
      signal.addEventListener('abort', give, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
    });
  }
}

function check(topic: string, call: SendCall, facts: TopicFacts): void {
  if (call.verdict instanceof Error) throw call.verdict;
  if (call.verdict === 'fits') return;
  try {
    refuseMisfits(topic, call.messages, facts);
    call.verdict = 'fits';
  } catch (error) {
    call.verdict = error as Error;
    throw error;
  }
}

function stopped(topic: string, cause?: unknown): TransientError {
  return new TransientError(`the bus stopped before ${topic} acknowledged; whether the messages are stored is unknown`, 'dependency', {
    cause,
  });
}

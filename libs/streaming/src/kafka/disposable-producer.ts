import { withDeadline } from '@lodestream/component';
import type { OutgoingMessage } from '../event-bus.port.js';
import type { Producer } from './kafkajs.js';

/** A message whose partition is decided. */
export interface PlacedMessage {
  readonly message: OutgoingMessage;
  readonly partition: number;
}

/** Makes a kafkajs producer; `choose` is its partitioner, `wanted` says whether its retries still matter to anyone. */
export type CreateProducer = (choose: (partition: number | undefined) => number, wanted: () => boolean) => Producer;

/** Ends a retry loop of kafkajs from inside; the flag is what its retrier looks at. */
class DiscardedError extends Error {
  override name = 'KafkaJSNonRetriableError';
  readonly retriable = false;
}

const farewellMs = 1_000;

interface Life {
  readonly producer: Producer;
  alive: boolean;
  connected: Promise<void> | null;
  /** Ends the wait of every send under way once the producer is thrown away. */
  readonly waiting: Set<(reason: Error) => void>;
}

/**
 * A producer that is thrown away after any rejected send. kafkajs rolls its sequence numbers back on a failure; had the broker
 * stored that batch, it would take the next one of equal length for a repetition and swallow it. A new producer has a new
 * identity, so nothing can be mistaken: what was stored after all is stored twice, and never lost.
 */
export class DisposableProducer {
  private current: Life | null = null;

  constructor(private readonly create: CreateProducer) {}

  /** Sends to one topic; resolves with the first offset of each partition that acknowledged. */
  async send(topic: string, placed: readonly PlacedMessage[], timeoutMs: number): Promise<Map<number, number>> {
    const life = (this.current ??= this.begin());
    try {
      return await withDeadline(duringLife(life, this.deliver(life, topic, placed)), timeoutMs, `a send to ${topic}`);
    } catch (error) {
      await this.discard();
      throw error;
    }
  }

  /** Lets the producer go; a retry loop still inside it ends at its next try. */
  async discard(): Promise<void> {
    const life = this.current;
    this.current = null;
    if (!life) return;
    life.alive = false;
    for (const end of life.waiting) end(new DiscardedError('this producer was thrown away'));
    await withDeadline(life.producer.disconnect(), farewellMs, 'saying goodbye').catch(() => undefined);
  }

  private begin(): Life {
    const producer = this.create(
      (partition) => choose(life, partition),
      () => life.alive,
    );
    const life: Life = { alive: true, connected: null, producer, waiting: new Set() };
    return life;
  }

  private async deliver(life: Life, topic: string, placed: readonly PlacedMessage[]): Promise<Map<number, number>> {
    await (life.connected ??= life.producer.connect());
    const acknowledged = await life.producer.send({ topic, acks: -1, messages: placed.map(toKafka) });
    return new Map(acknowledged.map(({ partition, baseOffset }) => [partition, Number(baseOffset)]));
  }
}

/** A race with one promise of the whole life would keep what each send came to for as long: half a kilobyte a send. */
function duringLife<T>({ waiting }: Life, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    waiting.add(reject);
    void work.then(resolve, reject).finally(() => waiting.delete(reject));
  });
}

function choose(life: { readonly alive: boolean }, partition: number | undefined): number {
  if (!life.alive) throw new DiscardedError('this producer was thrown away');
  return partition ?? 0;
}

function toKafka({ message, partition }: PlacedMessage): {
  key: string | Buffer | null;
  value: string | Buffer | null;
  partition: number;
} {
  const { key, value, headers, timestampMs } = message;
  return {
    key,
    value,
    partition,
    ...(headers ? { headers } : {}),
    ...(timestampMs === undefined ? {} : { timestamp: String(timestampMs) }),
  };
}

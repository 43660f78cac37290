import { avroSchemas, fullTopicName, topics } from '@lodestream/records';
import type {
  BatchContext,
  EventBus,
  EventBusAdmin,
  IncomingBatch,
  OutgoingMessage,
  Position,
  SubscribeOptions,
  Subscription,
} from '../event-bus.port.js';
import type { StateStores } from '../state/state-stores.port.js';
import { FrameReader } from './frame-reader.js';
import { framed, type FramedTopic } from './frame-writer.js';
import { readerSchema } from './reading-plan.js';
import { subjectOf } from './record-subjects.js';
import { SchemaCache, type SchemaCacheOptions } from './schema-cache.js';
import type { SchemaRegistry } from './schema-registry.port.js';

/** How records lie on the topics. */
export interface FramingOptions extends SchemaCacheOptions {
  readonly registry: SchemaRegistry;
  readonly topicPrefix: string;
  /** What is written: Avro binary in frames, or plain JSON. Both are read, whatever is written. */
  readonly write: 'avro' | 'json';
}

/**
 * A bus whose topics of records may be in Avro binary, framed as Confluent's clients do. Everything else about it, and every other topic,
 * is the bus beneath. Messages keep the bytes that lay on the bus; the codecs read them, for the schemas are known by then.
 */
export class FramingEventBus implements EventBus {
  private readonly reader: FrameReader;
  private readonly topics = new Map<string, FramedTopic>();
  private readonly ids = new Map<string, Promise<number>>();

  constructor(
    /** The bus that carries it all. */
    readonly beneath: EventBus,
    private readonly options: FramingOptions,
  ) {
    this.reader = new FrameReader(new SchemaCache(options.registry, options));
    for (const topic of Object.values(topics)) {
      const own = readerSchema(avroSchemas[topic.record]!);
      this.topics.set(fullTopicName(options.topicPrefix, topic), { own, codec: topic.codec });
    }
  }

  get admin(): EventBusAdmin {
    return this.beneath.admin;
  }

  get states(): StateStores {
    return this.beneath.states;
  }

  start(): Promise<void> {
    return this.beneath.start();
  }

  stop(): Promise<void> {
    return this.beneath.stop();
  }

  /** As the bus sends. @throws also TransientError while the registry cannot be asked for the id of the topic's schema, PermanentError where it refuses the schema */
  async send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly Position[]> {
    const known = this.options.write === 'avro' ? this.topics.get(topic) : undefined;
    if (!known) return this.beneath.send(topic, messages);
    const id = await this.idFor(topic);
    return this.beneath.send(
      topic,
      messages.map((message) => framed(message, known, id)),
    );
  }

  subscribe(options: SubscribeOptions): Promise<Subscription> {
    return this.beneath.subscribe({
      ...options,
      handler: async (batch: IncomingBatch, context: BatchContext) => {
        await this.resolve(batch, () => context.heartbeat());
        await options.handler(batch, context);
      },
    });
  }

  async read(at: Position, maxMessages: number): Promise<IncomingBatch> {
    const batch = await this.beneath.read(at, maxMessages);
    await this.resolve(batch, async () => {});
    return batch;
  }

  private async resolve(batch: IncomingBatch, meanwhile: () => Promise<void>): Promise<void> {
    const known = this.topics.get(batch.topic);
    if (known) await this.reader.resolve(batch.messages, known.own, meanwhile);
  }

  /** One promise for all sends of a topic: each waits for the same, so that none overtakes another. A failure is asked again. */
  private idFor(topic: string): Promise<number> {
    const known = this.ids.get(topic);
    if (known) return known;
    const { schema } = this.topics.get(topic)!.own;
    const asked = this.options.registry.idOf(subjectOf(topic), JSON.stringify(schema));
    this.ids.set(topic, asked);
    asked.catch(() => this.ids.delete(topic));
    return asked;
  }
}

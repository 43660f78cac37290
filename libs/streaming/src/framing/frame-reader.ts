import { PermanentError } from '@lodestream/component';
import { type FramedBytes, frameContent, isFrame } from '@lodestream/records';
import type { IncomingMessage } from '../event-bus.port.js';
import { schemaIdOf } from './frame.js';
import { type ReaderSchema, type ReadingPlan, readingPlan } from './reading-plan.js';
import type { Meanwhile, SchemaCache } from './schema-cache.js';

const maxPlans = 1_000;

/** Makes frames readable for the codecs: finds out the schemas that wrote them, and leaves on each how it is read. */
export class FrameReader {
  private readonly plans = new Map<string, ReadingPlan>();

  constructor(private readonly cache: SchemaCache) {}

  /**
   * Messages of one topic whose records have the schema `reader`; those in plain JSON are left alone. A frame that can never be read is
   * left to the codec too, which refuses it with the reason.
   * @throws TransientError where the registry has to be asked and cannot be
   */
  async resolve(messages: readonly IncomingMessage[], reader: ReaderSchema, meanwhile: Meanwhile): Promise<void> {
    const frames = messages.flatMap(({ value }) => (value !== null && isFrame(value) ? [value] : []));
    if (frames.length === 0) return;
    const ids = new Set(frames.map(schemaIdOf));
    ids.delete(null);
    const schemas = await this.cache.fetch([...ids] as number[], meanwhile);
    for (const frame of frames) mark(frame, this.planFor(schemaIdOf(frame), schemas, reader));
  }

  private planFor(id: number | null, schemas: ReadonlyMap<number, string | null>, reader: ReaderSchema): ReadingPlan {
    if (id === null) return noFrame;
    const schema = schemas.get(id) ?? null;
    if (schema === null) return unreadable(id);
    const key = `${reader.type.name ?? ''}/${id}`;
    const known = this.plans.get(key);
    if (known) return known;
    const plan = planOrRefusal(reader, schema, id);
    if (this.plans.size >= maxPlans) this.plans.clear();
    this.plans.set(key, plan);
    return plan;
  }
}

function mark(frame: FramedBytes, plan: ReadingPlan): void {
  frame[frameContent] = (tally) => plan(frame, tally);
}

function planOrRefusal(reader: ReaderSchema, schema: string, id: number): ReadingPlan {
  try {
    return readingPlan(reader, schema, id);
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

const noFrame: ReadingPlan = (bytes) => {
  throw new PermanentError(`expected a frame, got ${bytes.length} bytes that begin with zero and hold no id of a schema`, 'malformed');
};

function unreadable(id: number): ReadingPlan {
  return () => {
    throw new PermanentError(`the schema ${id} of a frame is not known to the schema registry, or it fails at this one alone`, 'version');
  };
}

import { errorClassOf, type Clock } from '@lodestream/component';
import type { SchemaRegistry } from './schema-registry.port.js';

/** What a cache may hold, and how it asks. */
export interface SchemaCacheOptions {
  readonly clock: Clock;
  /** Schemas kept at most; the oldest goes first. */
  readonly maxSchemas?: number;
  /** How often an id that the registry does not know is asked for before that is believed: a registry of several nodes may lag behind. */
  readonly unknownTries?: number;
  readonly unknownPauseMs?: number;
  /** How long an id is then taken for unknown without asking. */
  readonly unknownForMs?: number;
  /** How long the registry may fail at one id, while it answers about others, before that id is taken for unknown too. */
  readonly failingForMs?: number;
}

/** What the one who waits for schemas does meanwhile, such as telling its group that it is alive. */
export type Meanwhile = () => Promise<void>;

interface Entry {
  readonly schema: string | null;
  readonly askAgainAt: number;
}

const askedTogether = 8;

/** Schemas by id. An id is one schema for ever, so each is asked for once; a failure of the registry is not kept. */
export class SchemaCache {
  private readonly entries = new Map<number, Entry>();
  private readonly failingSince = new Map<number, number>();
  private readonly options: Required<SchemaCacheOptions>;

  constructor(
    private readonly registry: SchemaRegistry,
    options: SchemaCacheOptions,
  ) {
    this.options = { maxSchemas: 2_000, unknownTries: 3, unknownPauseMs: 500, unknownForMs: 30_000, failingForMs: 60_000, ...options };
  }

  /** The schema of an id; null where the registry has none, undefined where it was not asked. */
  get(id: number): string | null | undefined {
    const entry = this.entries.get(id);
    return entry && this.options.clock.monotonic() < entry.askAgainAt ? entry.schema : undefined;
  }

  /** The schema of every id that is given, asking for those that are not here. @throws TransientError of the registry */
  async fetch(ids: readonly number[], meanwhile: Meanwhile): Promise<ReadonlyMap<number, string | null>> {
    const found = new Map<number, string | null>();
    for (const id of ids) found.set(id, this.get(id) ?? null);
    let missing = ids.filter((id) => this.get(id) === undefined);
    for (let tries = 1; missing.length > 0; tries += 1) {
      await this.ask(missing, found, meanwhile);
      missing = missing.filter((id) => found.get(id) === null);
      if (missing.length === 0 || tries >= this.options.unknownTries) break;
      await this.options.clock.sleep(this.options.unknownPauseMs);
    }
    return found;
  }

  private async ask(ids: readonly number[], found: Map<number, string | null>, meanwhile: Meanwhile): Promise<void> {
    for (let first = 0; first < ids.length; first += askedTogether) {
      const some = ids.slice(first, first + askedTogether);
      await Promise.all(some.map(async (id) => found.set(id, this.keep(id, await this.answerTo(id)))));
      await meanwhile();
    }
  }

  private async answerTo(id: number): Promise<string | null> {
    try {
      const schema = await this.registry.schemaOf(id);
      this.failingSince.delete(id);
      return schema;
    } catch (error) {
      if (this.hasFailedForLong(id, error) && (await this.failsAtThisAlone(id))) return null;
      throw error;
    }
  }

  private hasFailedForLong(id: number, error: unknown): boolean {
    if (!['dependency', 'timeout'].includes(errorClassOf(error))) return false;
    const { clock, maxSchemas, failingForMs } = this.options;
    const now = clock.monotonic();
    if (!this.failingSince.has(id) && this.failingSince.size >= maxSchemas) this.failingSince.clear();
    const since = this.failingSince.get(id) ?? now;
    this.failingSince.set(id, since);
    return now - since >= failingForMs;
  }

  /** One message must not hold up its partition for ever; so a registry that answers about another id, and fails at this one again, is at its end with it. */
  private async failsAtThisAlone(id: number): Promise<boolean> {
    const answers = (asked: number): Promise<boolean> =>
      this.registry.schemaOf(asked).then(
        () => true,
        () => false,
      );
    const known = [...this.entries].find(([, { schema }]) => schema !== null);
    return known !== undefined && (await answers(known[0])) && !(await answers(id));
  }

  private keep(id: number, schema: string | null): string | null {
    const { clock, maxSchemas, unknownForMs } = this.options;
    const [oldest] = this.entries.keys();
    if (this.entries.size >= maxSchemas && oldest !== undefined) this.entries.delete(oldest);
    this.entries.set(id, { schema, askAgainAt: schema === null ? clock.monotonic() + unknownForMs : Infinity });
    return schema;
  }
}

import { PermanentError, TransientError } from '@lodestream/component';
import type { SchemaRegistry } from './schema-registry.port.js';

/** A registry in memory, for specs: it can go away, and it counts what it is asked. */
export class FakeSchemaRegistry implements SchemaRegistry {
  /** While true, every question ends as one to a registry that cannot be reached. */
  isAway = false;
  /** Schemas that it fails to look up, by id, whatever else it answers. */
  readonly failsAt = new Set<number>();
  /** Questions so far, those that failed included. */
  questions = 0;
  private readonly schemas: string[] = [];
  private readonly subjects = new Map<string, Set<string>>();

  async idOf(subject: string, schema: string): Promise<number> {
    this.ask();
    return this.add(subject, schema);
  }

  /** The same registry for somebody who may only look things up. */
  readOnly(): SchemaRegistry {
    return { idOf: async (subject, schema) => this.find(subject, schema), schemaOf: (id) => this.schemaOf(id) };
  }

  async schemaOf(id: number): Promise<string | null> {
    this.ask();
    if (this.failsAt.has(id)) throw new TransientError('the schema registry failed (500)', 'dependency');
    return this.schemas[id - 1] ?? null;
  }

  /** Registers a schema as somebody else would. @throws PermanentError of class `version` for text that is no schema */
  add(subject: string, schema: string): number {
    if (!isJson(schema)) throw new PermanentError(`${subject}: expected a schema`, 'version');
    this.subjects.set(subject, (this.subjects.get(subject) ?? new Set()).add(schema));
    const index = this.schemas.indexOf(schema);
    return index >= 0 ? index + 1 : this.schemas.push(schema);
  }

  private find(subject: string, schema: string): number {
    this.ask();
    if (!this.subjects.get(subject)?.has(schema)) throw new PermanentError(`${subject} has no such schema`, 'version');
    return this.schemas.indexOf(schema) + 1;
  }

  private ask(): void {
    this.questions += 1;
    if (this.isAway) throw new TransientError('the schema registry could not be reached', 'connectivity');
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

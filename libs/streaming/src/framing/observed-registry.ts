import { errorClassOf, errorClasses, type Clock } from '@lodestream/component';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { SchemaRegistry } from './schema-registry.port.js';

type Question = 'id_of' | 'schema_of';

/** A registry that counts what it is asked, how that ended and how long it took. */
export class ObservedRegistry implements SchemaRegistry {
  private readonly requests: Counter<'question' | 'result'>;
  private readonly duration: Histogram<'question'>;

  constructor(
    private readonly beneath: SchemaRegistry,
    private readonly clock: Clock,
    metrics: Registry,
  ) {
    const registers = [metrics];
    this.requests = new Counter({
      name: 'schema_registry_requests_total',
      help: 'Questions to the schema registry, by how they ended: ok, or the class of the error.',
      labelNames: ['question', 'result'],
      registers,
    });
    this.duration = new Histogram({
      name: 'schema_registry_request_duration_seconds',
      help: 'Time until the schema registry answered, or the question was given up.',
      labelNames: ['question'],
      buckets: [0.005, 0.02, 0.1, 0.5, 1, 2.5, 5],
      registers,
    });
    for (const question of ['id_of', 'schema_of']) for (const result of ['ok', ...errorClasses]) this.requests.inc({ question, result }, 0);
  }

  idOf(subject: string, schema: string): Promise<number> {
    return this.observed('id_of', this.beneath.idOf(subject, schema));
  }

  schemaOf(id: number): Promise<string | null> {
    return this.observed('schema_of', this.beneath.schemaOf(id));
  }

  private async observed<T>(question: Question, answer: Promise<T>): Promise<T> {
    const began = this.clock.monotonic();
    try {
      const value = await answer;
      this.requests.inc({ question, result: 'ok' });
      return value;
    } catch (error) {
      this.requests.inc({ question, result: errorClassOf(error) });
      throw error;
    } finally {
      this.duration.observe({ question }, (this.clock.monotonic() - began) / 1_000);
    }
  }
}

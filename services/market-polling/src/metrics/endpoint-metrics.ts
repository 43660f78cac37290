import type { Clock } from '@lodestream/component';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { RequestOutcome } from '../sources/paced-api.js';
import { endpointName } from './endpoint-name.js';

const prefix = 'market_polling_endpoint_';

/** What is counted of each endpoint of each source, from its first request on; as declared in metrics.yaml. */
export class EndpointMetrics {
  private readonly requests: Counter;
  private readonly errors: Counter;
  private readonly credits: Counter;
  private readonly duration: Histogram;
  private readonly answered = new Map<string, { readonly source: string; readonly endpoint: string; readonly atMs: number }>();

  constructor(
    private readonly registry: Registry,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.requests = this.counter('requests_total', 'Requests that ended, by source, endpoint and result.', ['result']);
    this.errors = this.counter('errors_total', 'Requests that failed, by source, endpoint and class of the error.', ['error_class']);
    this.credits = this.counter('credits_spent_total', 'Credits taken for requests by this process, by source and endpoint.', []);
    this.duration = new Histogram({
      name: `${prefix}duration_seconds`,
      help: 'Time from sending a request to its answer or failure, by source and endpoint.',
      labelNames: ['source', 'endpoint'],
      buckets: [0.1, 0.5, 1, 2.5, 5, 10, 20],
      registers: [registry],
    });
    this.showAges();
  }

  /** Counts a request that ended. */
  ended({ source, endpoint: path, error, durationMs, credits }: RequestOutcome): void {
    const where = { source, endpoint: endpointName(path) };
    this.requests.inc({ ...where, result: error === null ? 'answered' : 'failed' });
    if (error === null) this.answered.set(`${source} ${where.endpoint}`, { ...where, atMs: this.clock.now() });
    else this.errors.inc({ ...where, error_class: error });
    this.credits.inc(where, credits);
    this.duration.observe(where, durationMs / 1_000);
  }

  private showAges(): void {
    const ages = (): { where: { source: string; endpoint: string }; seconds: number }[] =>
      [...this.answered.values()].map(({ atMs, ...where }) => ({ where, seconds: Math.max(0, this.clock.now() - atMs) / 1_000 }));
    new Gauge({
      name: `${prefix}last_answer_age_seconds`,
      help: 'Time since the newest good answer, by source and endpoint; absent until there was one.',
      labelNames: ['source', 'endpoint'],
      registers: [this.registry],
      collect() {
        for (const { where, seconds } of ages()) this.set(where, seconds);
      },
    });
  }

  private counter(name: string, help: string, more: string[]): Counter {
    return new Counter({ name: prefix + name, help, labelNames: ['source', 'endpoint', ...more], registers: [this.registry] });
  }
}

import type { Clock } from '@lodestream/component';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { RequestOutcome } from '../sources/paced-api.js';
import { AnswerAges } from './answer-ages.js';
import { endpointName } from './endpoint-name.js';
import { sourceLabel } from './source-label.js';

const prefix = 'market_polling_endpoint_';

/** What is counted of each endpoint of each source, from its first request on; as declared in metrics.yaml. */
export class EndpointMetrics {
  private readonly requests: Counter;
  private readonly errors: Counter;
  private readonly credits: Counter;
  private readonly duration: Histogram;
  private readonly ages: AnswerAges;

  constructor(
    private readonly registry: Registry,
    clock: Pick<Clock, 'now'>,
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
    this.ages = new AnswerAges(registry, clock, {
      name: `${prefix}last_answer_age_seconds`,
      help: 'Time since the newest good answer, by source and endpoint; absent until there was one.',
      labelNames: ['source', 'endpoint'],
    });
  }

  /** Counts a request that ended. */
  ended({ source, endpoint: path, error, durationMs, credits }: RequestOutcome): void {
    const where = { source: sourceLabel(source), endpoint: endpointName(path) };
    this.requests.inc({ ...where, result: error === null ? 'answered' : 'failed' });
    if (error === null) this.ages.answered(`${source} ${where.endpoint}`, where);
    else this.errors.inc({ ...where, error_class: error });
    this.credits.inc(where, credits);
    this.duration.observe(where, durationMs / 1_000);
  }

  private counter(name: string, help: string, more: string[]): Counter {
    return new Counter({ name: prefix + name, help, labelNames: ['source', 'endpoint', ...more], registers: [this.registry] });
  }
}

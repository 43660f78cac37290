import { type Clock, type ErrorClass, errorClasses } from '@lodestream/component';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { RequestOutcome } from '../sources/paced-api.js';
import { AnswerAges } from './answer-ages.js';
import { sourceLabel } from './source-label.js';

const prefix = 'market_polling_';

/** What a source has spent and may spend; null where nobody counts, or it is not known yet. */
export interface SourceBudget {
  readonly source: string;
  readonly spent: () => number | null;
  readonly cap: number;
}

/** The service's metrics, as declared in metrics.yaml; sources are those that are configured. */
export class MarketMetrics {
  private readonly requests: Counter;
  private readonly errors: Counter;
  private readonly duration: Histogram;
  private readonly credits: Counter;
  private readonly badCommands: Counter;
  private readonly ages: AnswerAges;

  constructor(
    private readonly registry: Registry,
    sources: readonly string[],
    clock: Pick<Clock, 'now'>,
  ) {
    this.requests = this.counter('requests_total', 'Requests that ended, by source and result.', ['source', 'result']);
    this.errors = this.counter('request_errors_total', 'Requests that failed, by source and class of the error.', [
      'source',
      'error_class',
    ]);
    this.credits = this.counter('credits_spent_total', 'Credits taken for requests by this process, by source.', ['source']);
    this.badCommands = this.counter(
      'unreadable_commands_total',
      'Commands that could not be read and were passed by, by class of the error.',
      ['error_class'],
    );
    for (const error_class of errorClasses) this.badCommands.inc({ error_class }, 0);
    this.duration = new Histogram({
      name: `${prefix}request_duration_seconds`,
      help: 'Time from sending a request to its answer or failure, by source.',
      labelNames: ['source'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
      registers: [registry],
    });
    this.ages = new AnswerAges(registry, clock, {
      name: `${prefix}last_answer_age_seconds`,
      help: 'Time since the newest good answer, by source; absent until there was one.',
      labelNames: ['source'],
    });
    for (const source of sources) this.startAtZero(sourceLabel(source));
  }

  /** Counts a request that ended. */
  ended({ source: name, error, durationMs, credits }: RequestOutcome): void {
    const source = sourceLabel(name);
    if (error === null) this.ages.answered(name, { source });
    this.requests.inc({ source, result: error === null ? 'answered' : 'failed' });
    if (error !== null) this.errors.inc({ source, error_class: error });
    this.credits.inc({ source }, credits);
    this.duration.observe({ source }, durationMs / 1_000);
  }

  /** Counts a command that was passed by. */
  unreadableCommand(errorClass: ErrorClass): void {
    this.badCommands.inc({ error_class: errorClass });
  }

  /** Shows what is left of the month's credits when it is scraped. */
  watch(budgets: readonly SourceBudget[]): void {
    new Gauge({
      name: `${prefix}credits_left`,
      help: "Credits left in the provider's present month, by source; absent until known.",
      labelNames: ['source'],
      registers: [this.registry],
      collect() {
        for (const { source, spent, cap } of budgets) {
          const used = spent();
          if (used !== null) this.set({ source }, cap - used);
        }
      },
    });
  }

  /** Shows of how many coins that are followed the id at each of these sources is not certain, when it is scraped. */
  watchDoubts(sources: readonly string[], count: (source: string) => number): void {
    new Gauge({
      name: `${prefix}unverified_ids`,
      help: 'Coins that are followed whose id at the source was never compared with its list, or is not on it, by source.',
      labelNames: ['source'],
      registers: [this.registry],
      collect() {
        for (const source of sources) this.set({ source }, count(source));
      },
    });
  }

  private startAtZero(source: string): void {
    for (const result of ['answered', 'failed']) this.requests.inc({ source, result }, 0);
    for (const error_class of errorClasses satisfies readonly ErrorClass[]) this.errors.inc({ source, error_class }, 0);
    this.credits.inc({ source }, 0);
    this.duration.zero({ source });
  }

  private counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: prefix + name, help, labelNames, registers: [this.registry] });
  }
}

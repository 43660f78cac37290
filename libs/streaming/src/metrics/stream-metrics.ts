import { errorClasses } from '@lodestream/component';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { MetricDeclaration } from './metric-declarations.js';
import { streamMetricDeclarations as declared } from './metric-declarations.js';

/** A step or sink with every reason it may give. */
export interface CountedStep {
  readonly name: string;
  readonly drops: readonly string[];
  readonly rejects: readonly string[];
}

const instances = new WeakMap<Registry, StreamMetrics>();

/** What the runners and the transport of one registry count; several applications in one process may share the registry. */
export class StreamMetrics {
  private readonly ages = new Map<string, Set<() => number>>();
  private readonly scrapes = new Set<() => void>();
  readonly messages: Counter;
  readonly durations: Histogram;
  readonly retries: Counter;
  readonly failures: Counter;
  readonly oldest: Gauge;
  readonly lag: Gauge;
  readonly ledger: Gauge;

  /** The one set of metrics of a registry. */
  static of(registry: Registry): StreamMetrics {
    const known = instances.get(registry) ?? new StreamMetrics(registry);
    instances.set(registry, known);
    return known;
  }

  private constructor(registry: Registry) {
    this.messages = counter(registry, 'streaming_messages_total');
    this.durations = histogram(registry, 'streaming_stage_duration_seconds');
    this.retries = counter(registry, 'streaming_retries_total');
    this.failures = counter(registry, 'streaming_failures_total');
    this.oldest = gauge(registry, 'streaming_oldest_unacknowledged_seconds', () => this.scrapeAges());
    this.lag = gauge(registry, 'streaming_lag_messages', () => this.scrapes.forEach((scrape) => scrape()));
    this.ledger = gauge(registry, 'streaming_ledger_messages');
  }

  /** Starts every series of a pipeline at zero. */
  declare(pipeline: string, steps: readonly CountedStep[], stages: readonly string[]): void {
    for (const { name, drops, rejects } of steps) {
      this.messages.inc({ pipeline, step: name, outcome: 'pass', reason: '' }, 0);
      for (const reason of drops) this.messages.inc({ pipeline, step: name, outcome: 'drop', reason }, 0);
      for (const reason of rejects) this.messages.inc({ pipeline, step: name, outcome: 'reject', reason }, 0);
      this.retries.inc({ pipeline, step: name }, 0);
    }
    for (const error_class of errorClasses) this.failures.inc({ pipeline, error_class }, 0);
    for (const stage of stages) this.durations.zero({ pipeline, stage });
  }

  /** Has the age of a pipeline's oldest message asked at each scrape; of several runners of one pipeline the oldest counts. */
  ageOf(pipeline: string, seconds: () => number): void {
    this.ages.set(pipeline, (this.ages.get(pipeline) ?? new Set()).add(seconds));
  }

  /** Runs `scrape` before the gauges of lag and ledger are read; the answer ends that. */
  onScrape(scrape: () => void): () => void {
    this.scrapes.add(scrape);
    return () => this.scrapes.delete(scrape);
  }

  private scrapeAges(): void {
    for (const [pipeline, ages] of this.ages) this.oldest.set({ pipeline }, Math.max(...[...ages].map((age) => age())));
  }
}

type Name = keyof typeof declared;

function counter(registry: Registry, name: Name): Counter {
  return new Counter(settingsOf(registry, name));
}

function gauge(registry: Registry, name: Name, collect: () => void = () => {}): Gauge {
  return new Gauge({ ...settingsOf(registry, name), collect });
}

function histogram(registry: Registry, name: Name): Histogram {
  const { buckets = [] }: MetricDeclaration = declared[name];
  return new Histogram({ ...settingsOf(registry, name), buckets: [...buckets] });
}

function settingsOf(registry: Registry, name: Name): { name: string; help: string; labelNames: string[]; registers: Registry[] } {
  const { help, labels }: MetricDeclaration = declared[name];
  return { name, help, labelNames: [...labels], registers: [registry] };
}

import type { Metric, Registry } from 'prom-client';

/** What a histogram by one label, or by none, is made of. */
export interface TallyHistogramOptions {
  readonly name: string;
  readonly help: string;
  readonly registry: Registry;
  /** Upper bounds of the buckets, rising. */
  readonly buckets: readonly number[];
  /** The label and those of its values that start at zero. */
  readonly label?: { readonly name: string; readonly values: readonly string[] } | undefined;
}

/** A line that a registry shows. */
interface ShownValue {
  readonly metricName: string;
  readonly value: number;
  readonly labels: Readonly<Record<string, string | number>>;
}

/** What was observed under one value of the label. */
interface Tally {
  /** Observations in each bucket, and in the one above the last bound. */
  readonly counts: number[];
  sum: number;
}

/**
 * A histogram for what is observed with every poll: an observation is two additions, and all text is made when metrics are scraped.
 * prom-client's own makes, checks and hashes its labels with each one.
 */
export class TallyHistogram {
  readonly name: string;
  readonly help: string;
  readonly type = 'histogram';
  private readonly buckets: readonly number[];
  private readonly label: string | null;
  private readonly tallies = new Map<string, Tally>();

  constructor({ name, help, registry, buckets, label }: TallyHistogramOptions) {
    this.name = name;
    this.help = help;
    this.buckets = buckets;
    this.label = label?.name ?? null;
    for (const value of label?.values ?? ['']) this.begin(value);
    // A registry asks no more of a metric than its name and `get`.
    registry.registerMetric(this as unknown as Metric);
  }

  observe(value: number, labelled = ''): void {
    const tally = this.tallies.get(labelled) ?? this.begin(labelled);
    let at = 0;
    while (at < this.buckets.length && value > this.buckets[at]!) at += 1;
    tally.counts[at]! += 1;
    tally.sum += value;
  }

  /** What the registry shows, cumulative as Prometheus has it. */
  get(): Promise<Readonly<Record<'name' | 'help' | 'type' | 'aggregator', string>> & { readonly values: readonly ShownValue[] }> {
    const { name, help, type } = this;
    const values = [...this.tallies].flatMap(([labelled, tally]) => this.shown(labelled, tally));
    return Promise.resolve({ name, help, type, aggregator: 'sum', values });
  }

  /** Forgets every observation. */
  reset(): void {
    for (const labelled of this.tallies.keys()) this.begin(labelled);
  }

  private begin(labelled: string): Tally {
    const tally = { counts: new Array<number>(this.buckets.length + 1).fill(0), sum: 0 };
    this.tallies.set(labelled, tally);
    return tally;
  }

  private shown(labelled: string, { counts, sum }: Tally): ShownValue[] {
    const labels = this.label === null ? {} : { [this.label]: labelled };
    let count = 0;
    const bounded = [...this.buckets, '+Inf'].map((le, at) => {
      count += counts[at]!;
      return { metricName: `${this.name}_bucket`, value: count, labels: { le, ...labels } };
    });
    return [...bounded, { metricName: `${this.name}_sum`, value: sum, labels }, { metricName: `${this.name}_count`, value: count, labels }];
  }
}

import type { Clock } from '@lodestream/component';
import { Gauge, type Registry } from 'prom-client';

type Labels = Readonly<Record<string, string>>;

/** What the gauge is called, and by which labels. */
export interface AnswerAgesOptions {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
}

/** How long ago something answered well, in seconds, as it is when it is scraped; of several under the same labels the longest ago. */
export class AnswerAges {
  private readonly newest = new Map<string, { readonly labels: Labels; readonly atMs: number }>();

  constructor(
    registry: Registry,
    private readonly clock: Pick<Clock, 'now'>,
    { name, help, labelNames }: AnswerAgesOptions,
  ) {
    const ages = (): ReturnType<AnswerAges['ages']> => this.ages();
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [registry],
      collect() {
        for (const { labels, seconds } of ages()) this.set(labels, seconds);
      },
    });
  }

  /** Whatever goes by that key has answered now. */
  answered(key: string, labels: Labels): void {
    this.newest.set(key, { labels, atMs: this.clock.now() });
  }

  /** The longest ago last, so that it stands where labels are the same. */
  private ages(): { readonly labels: Labels; readonly seconds: number }[] {
    const now = this.clock.now();
    const byAge = [...this.newest.values()].sort((a, b) => b.atMs - a.atMs);
    return byAge.map(({ labels, atMs }) => ({ labels, seconds: Math.max(0, now - atMs) / 1_000 }));
  }
}

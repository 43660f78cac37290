import { series } from './api';
import type { MinerKnown } from './types';

type Point = readonly [number, number | null];

const again = 60_000;

/** History of some metrics of one miner, which goes on live with each reading that comes. */
export class History {
  points = $state.raw<ReadonlyMap<string, readonly Point[]> | null>(null);
  trouble = $state<string | null>(null);
  from = $state(0);
  to = $state(0);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(
    private readonly minerId: string,
    private readonly metrics: readonly string[],
    private readonly spanMs: number,
  ) {
    void this.load();
  }

  /** Ends all asking. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Adds a reading at its right end. */
  add(known: MinerKnown, valueOf: (metric: string, known: MinerKnown) => number | null): void {
    const at = known.row.observed_at;
    if (at === null || this.points === null) return;
    const next = new Map(this.points);
    for (const [metric, points] of next) {
      if ((points.at(-1)?.[0] ?? 0) >= at) continue;
      next.set(metric, [...points, [at, valueOf(metric, known)]]);
    }
    this.points = next;
    this.to = Math.max(this.to, at);
    this.from = this.to - this.spanMs;
  }

  private async load(): Promise<void> {
    const to = Date.now();
    try {
      const answer = await series(this.minerId, this.metrics, to - this.spanMs, to);
      if (this.stopped) return;
      this.points = new Map(answer.series.map(({ metric, points }) => [metric, points.map(([ms, value]) => [ms, value] as const)]));
      [this.from, this.to, this.trouble] = [to - this.spanMs, to, null];
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.load(), this.trouble === null ? again : 5_000);
  }
}

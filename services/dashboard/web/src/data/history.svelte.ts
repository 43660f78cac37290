import { ticking } from './ticking.svelte';
import type { SeriesAnswer } from './types';

type Point = readonly [number, number | null];

const again = 60_000;

/** A reading that came: when, and after how long the next is due. */
interface Came {
  readonly observed_at: number | null;
  readonly interval_ms: number | null;
}

/** History of some metrics, which goes on live with each reading that comes. */
export class History {
  points = $state.raw<ReadonlyMap<string, readonly Point[]> | null>(null);
  trouble = $state<string | null>(null);
  from = $state(0);
  to = $state(0);
  stepMs = $state(0);
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Where the newest step ends that was read and holds something. */
  private endMs = 0;
  private stopped = false;

  constructor(
    private readonly ask: (from: number, to: number) => Promise<SeriesAnswer>,
    private readonly spanMs: number,
  ) {
    void this.load();
  }

  /** Ends all asking. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Adds a reading at its right end; a reading that comes late leaves a gap before it. */
  add({ observed_at: at, interval_ms: every }: Came, valueOf: (metric: string) => number | null): void {
    if (at === null || this.points === null) return;
    // Where a step holds one reading, the newest step that was read holds this very one.
    if (this.stepMs <= (every ?? 0) && at < this.endMs) return;
    const longest = Math.max(2.5 * (every ?? 0), 1.5 * this.stepMs);
    const next = new Map(this.points);
    for (const [metric, points] of next) {
      const last = points.at(-1)?.[0] ?? at;
      if (points.length > 0 && last >= at) continue;
      const gap: Point[] = at - last > longest ? [[last + 1, null]] : [];
      next.set(metric, [...points, ...gap, [at, valueOf(metric)]]);
    }
    this.points = next;
    this.to = Math.max(this.to, at);
    this.from = this.to - this.spanMs;
  }

  private async load(): Promise<void> {
    const to = ticking.now;
    try {
      const answer = await this.ask(to - this.spanMs, to);
      if (this.stopped) return;
      this.points = new Map(answer.series.map(({ metric, points }) => [metric, withoutEnd(points)]));
      this.stepMs = answer.step_ms;
      this.endMs = Math.max(0, ...[...this.points.values()].map((points) => (points.at(-1)?.[0] ?? -this.stepMs) + this.stepMs));
      [this.from, this.to, this.trouble] = [to - this.spanMs, to, null];
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.load(), this.trouble === null ? again : 5_000);
  }
}

/** The steps up to the newest that holds a reading: the last one may only have begun, which is no gap yet. */
function withoutEnd(points: SeriesAnswer['series'][number]['points']): readonly Point[] {
  const end = points.findLastIndex(([, value]) => value !== null);
  return points.slice(0, end + 1).map(([ms, value]) => [ms, value]);
}

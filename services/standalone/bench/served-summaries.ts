import { ask } from './ask.js';

/** A summary as a simulated miner gave it away. */
export interface ServedSummary {
  readonly minerId: string;
  readonly at: number;
  /** In the canonical unit of the miner's algorithm, as the page shows it. */
  readonly hashrate: number | null;
}

interface ServedAnswer {
  readonly served: readonly {
    miner_id: string;
    at: number;
    path: string;
    outcome: string;
    digest: { hr_realtime: number | null } | null;
  }[];
}

const mostAtOnce = 20_000;
const mostSpanMs = 2_000;
/** What was served longer ago than this stands in the log. */
export const settledMs = 50;

/** Follows the simulator's log of what it served, often enough that the log forgets nothing before it was read. */
export class ServedSummaries {
  readonly summaries: ServedSummary[] = [];
  /** When each request was answered, whatever it was for. */
  readonly requestTimes: number[] = [];

  constructor(
    private readonly controlUrl: string,
    private nextMs: number,
  ) {}

  /** Reads what was served since the call before, a few seconds at a time: a large farm serves more at once than one answer holds. */
  async follow(): Promise<void> {
    const untilMs = Date.now() - settledMs;
    while (this.nextMs <= untilMs) await this.read(Math.min(untilMs, this.nextMs + mostSpanMs));
  }

  private async read(to: number): Promise<void> {
    const answer = await ask(`${this.controlUrl}/served?from=${this.nextMs}&to=${to}&limit=${mostAtOnce}`);
    const { served } = (await answer.json()) as ServedAnswer;
    if (served.length >= mostAtOnce) throw new Error('more was served than can be read at once; read shorter spans');
    this.nextMs = to + 1;
    for (const { miner_id: minerId, at, path, outcome, digest } of served) {
      this.requestTimes.push(at);
      if (path !== '/api/v1/summary' || outcome !== 'complete') continue;
      const rate = digest?.hr_realtime ?? null;
      this.summaries.push({ minerId, at, hashrate: rate === null ? null : rate / 1_000 });
    }
  }
}

import type { AnswerDigest } from '../vnish/answer.js';
import { brokenAnswers } from '../wire/disruption.js';

/** How an answer left the farm. */
export const servedOutcomes = ['complete', ...brokenAnswers, 'reset', 'ignored', 'abandoned'] as const;

/** One of {@link servedOutcomes}. */
export type ServedOutcome = (typeof servedOutcomes)[number];

/** One answer as it was given. */
export interface ServedEntry {
  readonly minerIndex: number;
  /** When it was handed to the network, by the farm's clock. */
  readonly at: number;
  /** The moment its values are true for; null when it had none. */
  readonly observedAt: number | null;
  readonly client: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
  readonly outcome: ServedOutcome;
  readonly digest: AnswerDigest | null;
}

/** Which entries to look up. */
export interface ServedQuery {
  readonly minerIndex: number | null;
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

/** Entries stand in the order they were made in; a machine's clock may have been set back by so much meanwhile. */
const clockSlackMs = 60_000;

/** The latest answers of the farm in a ring of fixed size, and counts of all answers ever. */
export class ServedLog {
  private readonly ring: (ServedEntry | undefined)[];
  private next = 0;
  private readonly byOutcome = new Map<ServedOutcome, number>(servedOutcomes.map((outcome) => [outcome, 0]));
  private readonly summaries: Uint32Array;
  private readonly requests: Uint32Array;

  constructor(
    private readonly capacity: number,
    miners: number,
  ) {
    this.ring = new Array<ServedEntry | undefined>(capacity);
    this.summaries = new Uint32Array(miners);
    this.requests = new Uint32Array(miners);
  }

  /** Writes down an answer; the oldest falls out when the ring is full. */
  add(entry: ServedEntry): void {
    this.ring[this.next % this.capacity] = entry;
    this.next += 1;
    this.byOutcome.set(entry.outcome, (this.byOutcome.get(entry.outcome) ?? 0) + 1);
    this.requests[entry.minerIndex]! += 1;
    if (entry.digest !== null && entry.outcome === 'complete') this.summaries[entry.minerIndex]! += 1;
  }

  /** Entries that fit the query, oldest first; at most `limit`, the latest ones. */
  find({ minerIndex, from, to, limit }: ServedQuery): ServedEntry[] {
    const found: ServedEntry[] = [];
    const oldest = Math.max(0, this.next - this.capacity);
    for (let at = this.next - 1; at >= oldest && found.length < limit; at -= 1) {
      const entry = this.ring[at % this.capacity]!;
      if (entry.at < from - clockSlackMs) break;
      if (entry.at < from || entry.at > to) continue;
      if (minerIndex === null || entry.minerIndex === minerIndex) found.push(entry);
    }
    return found.reverse();
  }

  /** Counts since the start: they go on when the ring forgets. */
  totals(minerIndex: number | null): {
    requests: number;
    summaries: number;
    outcomes?: Record<string, number>;
    forgotten: number;
  } {
    const forgotten = Math.max(0, this.next - this.capacity);
    if (minerIndex !== null) {
      return {
        requests: this.requests[minerIndex] ?? 0,
        summaries: this.summaries[minerIndex] ?? 0,
        forgotten,
      };
    }
    const summaries = this.summaries.reduce((sum, count) => sum + count, 0);
    return { requests: this.next, summaries, outcomes: Object.fromEntries(this.byOutcome), forgotten };
  }
}

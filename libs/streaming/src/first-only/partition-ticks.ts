import type { KeptState } from '../state/state-stores.port.js';
import { decodeTicks, encodeTicks, judge, nothingPassed, remember, type Passed, type PassedTick, type Verdict } from './passed-ticks.js';

const sweepEvery = 200;

/** The ticks that passed in one partition: as they are durable, and what has been noted since. */
export class PartitionTicks {
  private readonly noted = new Map<string, Passed>();
  private commits = 0;
  private newestMs = -Infinity;
  /** The first message since the last commit: what lies before it will not come again, what comes after it may. */
  private chunkFrom: number | null = null;

  constructor(
    readonly topic: string,
    private readonly state: KeptState,
  ) {}

  /** The next offset whose message the durable state lacks. */
  get position(): number | null {
    return this.state.positions.get(this.topic) ?? null;
  }

  /** Judges a tick and remembers it if it is the first. */
  take(key: string, tick: PassedTick, known: number): Verdict {
    const passed = this.passed(key);
    this.chunkFrom ??= tick.offset;
    const verdict = judge(passed, tick, known);
    this.newestMs = Math.max(this.newestMs, tick.tickMs);
    if (verdict === 'first') this.noted.set(key, remember(passed, tick, known, this.chunkFrom));
    return verdict;
  }

  /** Makes what was noted durable with the position; now and then forgets the keys of which nothing came for long. */
  async commit(nextOffset: number, forgetBeforeMs: number): Promise<void> {
    this.commits += 1;
    const gone = this.commits % sweepEvery === 0 ? this.agedOut(Math.min(forgetBeforeMs, this.newestMs)) : [];
    const changes = new Map<string, Buffer | null>(gone.map((key) => [key, null]));
    for (const [key, passed] of this.noted) changes.set(key, encodeTicks(passed));
    const position = Math.max(nextOffset, this.position ?? 0);
    await this.state.commit(changes, new Map([[this.topic, position]]));
    this.noted.clear();
    this.chunkFrom = null;
  }

  close(): Promise<void> {
    return this.state.close();
  }

  private passed(key: string): Passed {
    const noted = this.noted.get(key);
    if (noted) return noted;
    const kept = this.state.get(key);
    return kept ? decodeTicks(kept) : nothingPassed;
  }

  private agedOut(beforeMs: number): string[] {
    return [...this.state.entries()].filter(([, bytes]) => (decodeTicks(bytes).ticks[0]?.tickMs ?? 0) < beforeMs).map(([key]) => key);
  }
}

import type { ChainFacts, HeldFacts } from './chain-facts.js';

/** The last word of every source on every chain; the most reliable source that is not out of date speaks for a coin. */
export class ChainBook {
  private readonly held = new Map<string, Map<string, HeldFacts>>();

  constructor(
    /** Sources, the most reliable first. */
    private readonly ranking: readonly string[],
    /** Milliseconds after which facts are out of date. */
    private readonly staleAfterMs: number,
  ) {}

  take(source: string, facts: readonly ChainFacts[], observedAtMs: number): void {
    for (const each of facts) {
      const bySource = this.held.get(each.coinId) ?? new Map<string, HeldFacts>();
      this.held.set(each.coinId, bySource.set(source, { ...each, source, observedAtMs }));
    }
  }

  /** Takes over what was known before this process, or by another; what is known to be newer stays. */
  recall(facts: HeldFacts): void {
    const held = this.held.get(facts.coinId)?.get(facts.source);
    if (held === undefined || held.observedAtMs < facts.observedAtMs) this.take(facts.source, [facts], facts.observedAtMs);
  }

  /** What to believe of a chain at `nowMs`; null where nobody knows, or everybody's word is out of date. */
  of(coinId: string, nowMs: number): HeldFacts | null {
    const all = [...(this.held.get(coinId)?.values() ?? [])];
    const fresh = all.filter((each) => nowMs - Math.min(each.lastUpdatedMs ?? each.observedAtMs, each.observedAtMs) <= this.staleAfterMs);
    const ranked = fresh.sort((a, b) => this.ranking.indexOf(a.source) - this.ranking.indexOf(b.source));
    return ranked.find(knowsDifficulty) ?? ranked[0] ?? null;
  }
}

const knowsDifficulty = ({ difficulty, algorithms = [] }: ChainFacts): boolean =>
  difficulty !== null || algorithms.some((each) => each.difficulty !== null);

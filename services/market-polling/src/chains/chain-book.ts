import type { ChainFacts, HeldFacts } from './chain-facts.js';
import { filled } from './chain-gaps.js';

/** What a source said last, and what it said when it last answered everything; null where it never did. */
interface Word {
  readonly newest: HeldFacts;
  readonly whole: HeldFacts | null;
}

/** The last word of every source on every chain; the most reliable source that is not out of date speaks for a coin. */
export class ChainBook {
  private readonly held = new Map<string, Map<string, Word>>();

  constructor(
    /** Sources, the most reliable first. */
    private readonly ranking: readonly string[],
    /** Milliseconds after which facts are out of date. */
    private readonly staleAfterMs: number,
  ) {}

  take(source: string, facts: readonly ChainFacts[], observedAtMs: number): void {
    for (const each of facts) {
      const bySource = this.held.get(each.coinId) ?? new Map<string, Word>();
      const newest = { ...each, source, observedAtMs };
      const whole = each.unanswered === undefined ? newest : (bySource.get(source)?.whole ?? null);
      this.held.set(each.coinId, bySource.set(source, { newest, whole }));
    }
  }

  /** Takes over what was known before this process, or by another; what is known to be newer stays. */
  recall(facts: HeldFacts): void {
    const held = this.held.get(facts.coinId)?.get(facts.source);
    if (held === undefined || held.newest.observedAtMs < facts.observedAtMs) this.take(facts.source, [facts], facts.observedAtMs);
    else if (held.whole === null && facts.unanswered === undefined)
      this.held.get(facts.coinId)!.set(facts.source, { ...held, whole: facts });
  }

  /**
   * What to believe of a chain at `nowMs`; null where nobody knows, or everybody's word is out of date. What the source gave no answer to is
   * filled with what it said before, as long as that is not out of date, or else with what the next source says, and marked.
   */
  of(coinId: string, nowMs: number): HeldFacts | null {
    const words = [...(this.held.get(coinId)?.values() ?? [])].filter(({ newest }) => this.isFresh(newest, nowMs));
    const [first, ...others] = words
      .map(({ newest, whole }) => filled(newest, this.isFresh(whole, nowMs) ? whole : null, 'stale'))
      .sort((a, b) => this.ranking.indexOf(a.source) - this.ranking.indexOf(b.source));
    if (first === undefined) return null;
    const best = others.reduce((facts, other) => filled(facts, other, 'fallback'), first);
    return knowsDifficulty(best) ? best : (others.find(knowsDifficulty) ?? best);
  }

  private isFresh(facts: HeldFacts | null, nowMs: number): boolean {
    if (facts === null) return false;
    return nowMs - Math.min(facts.lastUpdatedMs ?? facts.observedAtMs, facts.observedAtMs) <= this.staleAfterMs;
  }
}

const knowsDifficulty = ({ difficulty, algorithms = [] }: ChainFacts): boolean =>
  difficulty !== null || algorithms.some((each) => each.difficulty !== null);

import type { PriceAnswer } from '../quotes/price-quote.js';
import type { SourceNotice } from '../sources/market-source.js';

/** A coin may be absent once or twice while a provider has trouble of its own. */
const missesToTell = 3;

/** Tells of coins that a source leaves out of its answers several times in a row, and of their coming back; each once. */
export class MissWatch {
  private readonly misses = new Map<string, number>();

  constructor(private readonly tell: (notice: SourceNotice) => void) {}

  /** Takes in an answer of a source. */
  answered(source: string, { quotes, missing, unreadable = [] }: PriceAnswer): void {
    for (const coinId of missing) this.missed(source, coinId, unreadable[0]);
    for (const { coinId } of quotes) this.found(source, coinId);
  }

  private missed(source: string, coinId: string, why: string | undefined): void {
    const key = `${source}/${coinId}`;
    const misses = (this.misses.get(key) ?? 0) + 1;
    this.misses.set(key, misses);
    if (misses !== missesToTell) return;
    const detail = `It was asked for ${coinId} ${misses} times in a row and did not give it${why === undefined ? '; its id may have changed' : `: ${why}`}.`;
    this.tell({ source, type: 'other', subject: coinId, severity: 'warning', detail });
  }

  private found(source: string, coinId: string): void {
    const key = `${source}/${coinId}`;
    if ((this.misses.get(key) ?? 0) >= missesToTell)
      this.tell({ source, type: 'other', subject: coinId, severity: 'info', detail: `It gives ${coinId} again.` });
    this.misses.delete(key);
  }
}

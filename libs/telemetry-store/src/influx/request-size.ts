/** Smaller requests than this are not what makes a server slow. */
const leastLines = 100;
const growth = 1.1;

/**
 * How many lines one request may carry: a database that is too busy for a large one would be sent the same again and again, and never get
 * on. Halved when a request takes too long, and grown step by step while full ones are taken.
 */
export class RequestSize {
  private mostLines = Number.POSITIVE_INFINITY;

  /** Whether so many lines may go together. */
  fits(lines: number): boolean {
    return lines <= this.mostLines;
  }

  /** A request of so many lines took too long; true when smaller ones are worth a try. */
  tookTooLong(lines: number): boolean {
    if (lines <= leastLines) return false;
    this.mostLines = Math.max(leastLines, Math.floor(Math.min(lines, this.mostLines) / 2));
    return true;
  }

  /** A request of so many lines was taken. */
  taken(lines: number): void {
    if (lines * 2 > this.mostLines) this.mostLines = Math.ceil(this.mostLines * growth);
  }
}

interface Span {
  next: number;
  readonly end: number;
}

/** Credits that were reserved and not spent yet, each with its number in the period; those of an earlier period are worth nothing. */
export class HeldCredits {
  private periodStartMs = Number.NaN;
  private spans: Span[] = [];

  /** How many there are for the period. */
  size(periodStartMs: number): number {
    return periodStartMs === this.periodStartMs ? this.spans.reduce((sum, { next, end }) => sum + end - next, 0) : 0;
  }

  /** Adds those from one number up to another, without it; a rest of the block before stays. */
  add(periodStartMs: number, from: number, end: number): void {
    if (periodStartMs !== this.periodStartMs) this.clear();
    this.periodStartMs = periodStartMs;
    if (end > from) this.spans.push({ next: from, end });
  }

  /** Takes the first ones, if there are as many and none of them has a number of `limit` or more. */
  take(periodStartMs: number, credits: number, limit: number): boolean {
    if (this.size(periodStartMs) < credits) return false;
    const taken = this.plan(credits);
    const last = taken.at(-1)!;
    if (last.span.next + last.count > limit) return false;
    for (const { span, count } of taken) span.next += count;
    this.spans = this.spans.filter(({ next, end }) => next < end);
    return true;
  }

  clear(): void {
    this.spans = [];
  }

  private plan(credits: number): { readonly span: Span; readonly count: number }[] {
    let left = credits;
    const taken: { span: Span; count: number }[] = [];
    for (const span of this.spans) {
      const count = Math.min(left, span.end - span.next);
      if (count > 0) taken.push({ span, count });
      left -= count;
    }
    return taken;
  }
}

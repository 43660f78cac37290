import { closeAt, isPeriod, type DailyCloses, type DailyFigures } from './daily-closes.js';

/**
 * The Relative Strength Index, 0 to 100, of J. Welles Wilder ("New Concepts in Technical Trading Systems", 1978): the first averages
 * are the means of the first `days` gains and losses, each later one is (before · (days − 1) + today) ÷ days; the index is
 * 100 − 100 ÷ (1 + average gain ÷ average loss). It takes `days` + 1 closes. A gap ends the averages: they begin anew after it, and
 * the index is null until there are as many closes again. Null, too, while no close differs from another: 0 ÷ 0 says nothing.
 */
export function relativeStrengthIndex(closes: DailyCloses, days: number): DailyFigures {
  const averages = new WilderAverages(days);
  return closes.map((_, day) => {
    const [before, now] = [closeAt(closes, day - 1), closeAt(closes, day)];
    if (!isPeriod(days) || before === null || now === null) return averages.beginAnew();
    return averages.add(now - before);
  });
}

class WilderAverages {
  private changes = 0;
  private gain = 0;
  private loss = 0;

  constructor(private readonly days: number) {}

  beginAnew(): null {
    this.changes = 0;
    this.gain = 0;
    this.loss = 0;
    return null;
  }

  /** The index after one more change; null until there are enough. */
  add(change: number): number | null {
    this.changes += 1;
    // While fewer than `days` are in, dividing by their count makes the average a plain mean.
    const weight = Math.min(this.changes, this.days);
    this.gain += (Math.max(change, 0) - this.gain) / weight;
    this.loss += (Math.max(-change, 0) - this.loss) / weight;
    const both = this.gain + this.loss;
    return this.changes < this.days || both === 0 ? null : (100 * this.gain) / both;
  }
}

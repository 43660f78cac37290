/** A price and when it was true. */
interface Seen {
  readonly atMs: number;
  readonly usd: number;
}

const hourMs = 3_600_000;
/** No coin that is traded doubles or halves within an hour without a second price on the way. */
const mostTimes = 2;
const sameTimes = 1.25;

/** Notices prices that lie too far from what was seen within the hour before; a second, later price beside the first confirms it. */
export class JumpWatch {
  private readonly suspects = new Map<string, Seen>();

  /** Whether a price is not to be believed yet, given the last one that was. */
  isDoubtful(coinId: string, price: Seen, before: Seen | null): boolean {
    const suspect = this.suspects.get(coinId);
    const isConfirmed = suspect !== undefined && suspect.atMs < price.atMs && times(price.usd, suspect.usd) <= sameTimes;
    const isNear = before === null || price.atMs - before.atMs > hourMs || times(price.usd, before.usd) <= mostTimes;
    if (isNear || isConfirmed) {
      this.suspects.delete(coinId);
      return false;
    }
    if (suspect?.atMs !== price.atMs) this.suspects.set(coinId, price);
    return true;
  }
}

const times = (one: number, other: number): number => Math.max(one / other, other / one);

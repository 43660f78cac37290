/** Which coins are not certain to be what a source takes them for: their id was never compared with its list, or is not on it. */
export class IdentityDoubts {
  private readonly doubted = new Set<string>();

  /** Notes whether there is a doubt. */
  set(source: string, coinId: string, doubtful: boolean): void {
    if (doubtful) this.doubted.add(`${source}/${coinId}`);
    else this.doubted.delete(`${source}/${coinId}`);
  }

  /** Whether a coin's price from this source may be that of another coin. */
  has(source: string, coinId: string): boolean {
    return this.doubted.has(`${source}/${coinId}`);
  }

  /** How many coins a source is in doubt about, of those that are followed. */
  count(source: string, follows: (coinId: string) => boolean): number {
    const before = `${source}/`;
    return [...this.doubted].filter((key) => key.startsWith(before) && follows(key.slice(before.length))).length;
  }

  /** Whether any source is in doubt about a coin. */
  hasAny(coinId: string): boolean {
    return [...this.doubted].some((key) => key.endsWith(`/${coinId}`));
  }
}

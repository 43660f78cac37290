const dayMs = 86_400_000;
const keptMs = 8 * dayMs;

/** Our own line of prices of each coin over the last eight days, from which changes follow that a source does not give. */
export class PriceSeries {
  private readonly points = new Map<string, { readonly atMs: number; readonly usd: number }[]>();

  /** Adds a price that is live. */
  add(coinId: string, atMs: number, usd: number): void {
    const line = this.points.get(coinId) ?? [];
    line.push({ atMs, usd });
    while (line.length > 0 && line[0]!.atMs < atMs - keptMs) line.shift();
    this.points.set(coinId, line);
  }

  /** Change over a period up to `nowMs`, in percent; null unless a price lies within a twelfth of the period of its beginning. */
  change(coinId: string, periodMs: number, usd: number, nowMs: number): number | null {
    const from = nowMs - periodMs;
    const line = this.points.get(coinId) ?? [];
    const after = firstAfter(line, from);
    const near = [line[after - 1], line[after]].filter((point) => point !== undefined && Math.abs(point.atMs - from) <= periodMs / 12);
    const nearest = near.sort((a, b) => Math.abs(a!.atMs - from) - Math.abs(b!.atMs - from))[0];
    return nearest === undefined ? null : 100 * (usd / nearest.usd - 1);
  }
}

/** The place of the first point after a time in a line that is in order; its length where there is none. */
function firstAfter(line: readonly { readonly atMs: number }[], atMs: number): number {
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (line[middle]!.atMs > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

import type { DifficultyRecord } from '../chains/difficulty-book.js';

/** A price of a coin in USD at a time. */
export interface PricePoint {
  readonly atMs: number;
  readonly usd: number;
  /** True where it comes from a provider's history, and was not seen by us at the time. */
  readonly backFilled?: boolean;
}

/** A stretch of time without a price of our own, from the point before it to the one after it. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The line of a coin as it outlives a process. */
export interface LineRecord {
  /** Time in UTC milliseconds, USD, and 1 where it is back-filled; in order. */
  readonly points: readonly (readonly [atMs: number, usd: number, backFilled: 0 | 1])[];
  /** Stretches that were asked for in a provider's history, with or without an answer. */
  readonly asked: readonly Gap[];
  /** The difficulties of its chain over a day; left out of a coin that is reckoned with the last one. */
  readonly difficulties?: DifficultyRecord;
}

/** A change of the price, and whether it stands on a point that is not our own. */
export interface OwnChange {
  readonly percent: number;
  readonly backFilled: boolean;
}

interface Line {
  points: readonly PricePoint[];
  asked: readonly Gap[];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The longest period whose change is told from it. */
export const longestOwnPeriodMs = 7 * dayMs;
const keptMs = longestOwnPeriodMs + dayMs;
/** Points younger than this are all kept; of older ones, the first of each slot. */
const allForMs = 3 * hourMs;
const slotMs = 15 * 60_000;

/** Our own line of prices of each coin over the last eight days, from which changes follow that a source does not give. */
export class PriceSeries {
  private readonly lines = new Map<string, Line>();

  /** Adds a price by the time at which it was true; one that is not newer than the newest says nothing new. */
  add(coinId: string, atMs: number, usd: number): void {
    const { points, asked } = this.line(coinId);
    const before = points.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
    if (atMs <= before) return;
    const line = { points: [...points, { atMs, usd }], asked };
    if (Math.floor(atMs / hourMs) === Math.floor(before / hourMs)) this.lines.set(coinId, line);
    else this.set(coinId, line.points, asked);
  }

  /** The newest price of a coin; null where there is none. */
  newest(coinId: string): PricePoint | null {
    return this.line(coinId).points.at(-1) ?? null;
  }

  /** Change over a period up to `nowMs`; null unless a price lies within a twelfth of the period of its beginning. */
  change(coinId: string, periodMs: number, usd: number, nowMs: number): OwnChange | null {
    const from = nowMs - periodMs;
    const { points } = this.line(coinId);
    const after = firstAfter(points, from);
    const near = [points[after - 1], points[after]].filter((point) => point !== undefined && Math.abs(point.atMs - from) <= periodMs / 12);
    const nearest = near.sort((a, b) => Math.abs(a!.atMs - from) - Math.abs(b!.atMs - from))[0];
    return nearest === undefined ? null : { percent: 100 * (usd / nearest.usd - 1), backFilled: nearest.backFilled === true };
  }

  /**
   * The stretch that covers every gap of a coin longer than `leastMs` that was not asked for yet; null where there is none. A gap has ended:
   * where prices have not come back, there is none yet. Before the first point of a line it reaches back as far as changes do.
   */
  gapOf(coinId: string, leastMs: number): Gap | null {
    const open = this.gaps(coinId, leastMs).filter((gap) => !this.line(coinId).asked.some((each) => covers(each, gap)));
    return open.length === 0 ? null : { fromMs: open[0]!.fromMs, toMs: open.at(-1)!.toMs };
  }

  /** Takes in what a provider's history has of a stretch, which is not asked for again; only what lies in a gap is taken, and given back. */
  fill(coinId: string, stretch: Gap, leastMs: number, found: readonly Pick<PricePoint, 'atMs' | 'usd'>[]): readonly PricePoint[] {
    const gaps = this.gaps(coinId, leastMs);
    const isMissing = ({ atMs }: Pick<PricePoint, 'atMs'>): boolean => gaps.some(({ fromMs, toMs }) => atMs > fromMs && atMs < toMs);
    const filled = found.filter(isMissing).map(({ atMs, usd }) => ({ atMs, usd, backFilled: true }));
    const { points, asked } = this.line(coinId);
    this.set(coinId, merged(points, filled), [...asked, stretch]);
    return filled;
  }

  /** The line of a coin as it is kept; null where there is none. */
  record(coinId: string): LineRecord | null {
    const line = this.lines.get(coinId);
    return line === undefined
      ? null
      : { points: line.points.map((each) => [each.atMs, each.usd, each.backFilled ? 1 : 0]), asked: line.asked };
  }

  /** Adds what was kept to what is known; a point of our own stands over a back-filled one of the same time. */
  restore(coinId: string, record: LineRecord): void {
    const { points, asked } = this.line(coinId);
    const kept = record.points.map(([atMs, usd, backFilled]) => ({ atMs, usd, ...(backFilled === 1 ? { backFilled: true } : {}) }));
    const stretches = new Map([...record.asked, ...asked].map((gap) => [`${gap.fromMs}-${gap.toMs}`, gap]));
    this.set(coinId, merged(points, kept), [...stretches.values()]);
  }

  private gaps(coinId: string, leastMs: number): Gap[] {
    const { points } = this.line(coinId);
    if (points.length === 0) return [];
    const gaps: Gap[] = [];
    let fromMs = points.at(-1)!.atMs - longestOwnPeriodMs;
    for (const { atMs: toMs } of points) {
      if (toMs - fromMs > leastMs) gaps.push({ fromMs, toMs });
      fromMs = toMs;
    }
    return gaps;
  }

  private line(coinId: string): Line {
    return this.lines.get(coinId) ?? { points: [], asked: [] };
  }

  private set(coinId: string, points: readonly PricePoint[], asked: readonly Gap[]): void {
    const newest = points.at(-1)?.atMs ?? 0;
    this.lines.set(coinId, { points: thinned(points, newest), asked: asked.filter(({ toMs }) => toMs > newest - keptMs) });
  }
}

const slotOf = (atMs: number): number => Math.floor(atMs / slotMs);

/** Thinning may have let go of the points at the ends of a gap. */
const covers = (stretch: Gap, gap: Gap): boolean => stretch.fromMs - slotMs <= gap.fromMs && stretch.toMs + slotMs >= gap.toMs;

function merged(points: readonly PricePoint[], more: readonly PricePoint[]): PricePoint[] {
  const byTime = new Map(points.map((point) => [point.atMs, point]));
  for (const point of more) if (byTime.get(point.atMs)?.backFilled ?? !byTime.has(point.atMs)) byTime.set(point.atMs, point);
  return [...byTime.values()].sort((a, b) => a.atMs - b.atMs);
}

/** Without what is too old, and with one point a slot of what is not young; one of our own where there is one. */
function thinned(points: readonly PricePoint[], newestMs: number): readonly PricePoint[] {
  const [old, young] = [newestMs - keptMs, newestMs - allForMs];
  const slots = Map.groupBy(
    points.filter(({ atMs }) => atMs >= old),
    ({ atMs }) => (atMs > young ? atMs : slotOf(atMs)),
  );
  return [...slots.values()].map((slot) => slot.find(({ backFilled }) => backFilled !== true) ?? slot[0]!);
}

/** The place of the first point after a time in a line that is in order; its length where there is none. */
function firstAfter(points: readonly PricePoint[], atMs: number): number {
  const after = points.findIndex((point) => point.atMs > atMs);
  return after === -1 ? points.length : after;
}

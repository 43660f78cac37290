import { describe, expect, it } from '@jest/globals';
import { type Gap, PriceSeries } from './price-series.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 1);
const least = 45 * minute;
const usdAt = (atMs: number): number => 100 + (atMs - start) / hour;

/** A line with a price every five minutes of so many hours from the start, but for those in a gap. */
function aLine(hours: number, gap: Gap = { fromMs: 0, toMs: 0 }): PriceSeries {
  const series = new PriceSeries();
  for (let at = start; at <= start + hours * hour; at += 5 * minute) if (at <= gap.fromMs || at >= gap.toMs) series.add('x', at, usdAt(at));
  return series;
}

const every = (step: number, { fromMs, toMs }: Gap) =>
  Array.from({ length: Math.floor((toMs - fromMs) / step) + 1 }, (_, n) => ({ atMs: fromMs + n * step, usd: 1 }));

describe('our own line of prices', () => {
  it('takes no price that is not newer: one that is told again is no new one', () => {
    const series = aLine(2);
    const { points } = series.record('x')!;
    series.add('x', start, 7);
    series.add('x', start + hour + minute, 7);
    series.add('x', start + 2 * hour, 7);
    expect(series.record('x')!.points).toEqual(points);
    expect(series.change('x', hour, usdAt(start + 2 * hour), start + 2 * hour)?.percent).toBeCloseTo(100 * (102 / 101 - 1), 9);
  });

  it.each([
    { period: hour, hours: 2 },
    { period: 6 * hour, hours: 30 },
    { period: day, hours: 30 },
    { period: 7 * day, hours: 8 * 24 },
  ])('tells the change over $period ms, thinned as it is', ({ period, hours }) => {
    const now = start + hours * hour;
    const { percent, backFilled } = aLine(hours).change('x', period, usdAt(now), now)!;
    const exact = 100 * (usdAt(now) / usdAt(now - period) - 1);
    expect(Math.abs(percent - exact)).toBeLessThan(0.3);
    expect(backFilled).toBe(false);
  });

  it.each([
    { offMinutes: 5, percent: 100 },
    { offMinutes: 6, percent: null },
    { offMinutes: -5, percent: 100 },
    { offMinutes: -6, percent: null },
  ])('tells a change over an hour from a price $offMinutes minutes off its beginning as $percent %', ({ offMinutes, percent }) => {
    const series = new PriceSeries();
    series.add('x', start + offMinutes * minute, 50);
    expect(series.change('x', hour, 100, start + hour)?.percent ?? null).toBe(percent);
  });

  it.each([
    { before: 4, after: 3, percent: 300 },
    { before: 2, after: 3, percent: 100 },
  ])('tells it from the nearer of two, $before minutes before and $after minutes after', ({ before, after, percent }) => {
    const series = new PriceSeries();
    series.add('x', start - before * minute, 50);
    series.add('x', start + after * minute, 25);
    expect(series.change('x', hour, 100, start + hour)?.percent).toBe(percent);
  });

  it('stays small, and has no gaps of its own making', () => {
    const series = aLine(9 * 24);
    expect(series.record('x')!.points.length).toBeLessThan(8 * 96 + 40);
    series.fill('x', { fromMs: 0, toMs: start }, least, []);
    expect(series.gapOf('x', least)).toBeNull();
  });
});

describe('a gap in it', () => {
  const gap = { fromMs: start + 24 * hour, toMs: start + 27 * hour };
  const before = { fromMs: 0, toMs: start };

  /** A line whose week before the start is out of question. */
  function aGap(): PriceSeries {
    const series = aLine(28, gap);
    series.fill('x', before, least, []);
    return series;
  }

  it('is none before prices have come back', () => {
    const series = aLine(24);
    series.fill('x', before, least, []);
    expect(series.gapOf('x', least)).toBeNull();
    series.add('x', gap.toMs, 1);
    expect(series.gapOf('x', least)).toEqual(gap);
  });

  it('reaches back a week before the first price', () => {
    const series = new PriceSeries();
    series.add('x', start, 1);
    expect(series.gapOf('x', least)).toEqual({ fromMs: start - 7 * day, toMs: start });
  });

  it('is filled, marked, and nothing of our own is overwritten', () => {
    const series = aGap();
    const own = series.record('x')!.points;
    const filled = series.fill('x', gap, least, every(5 * minute, { fromMs: gap.fromMs - hour, toMs: gap.toMs + hour }));
    expect(filled.map(({ atMs }) => atMs)).toEqual(
      every(5 * minute, gap)
        .slice(1, -1)
        .map(({ atMs }) => atMs),
    );
    const points = series.record('x')!.points;
    expect(points.filter(([, , backFilled]) => backFilled === 0)).toEqual(own);
    const now = start + 28 * hour;
    expect(series.change('x', 2 * hour, 2, now)).toEqual({ percent: 100, backFilled: true });
  });

  it.each([
    { name: 'nothing was had', found: [] },
    { name: 'a price an hour was had', found: every(hour, gap) },
  ])('is not asked for again where $name, nor days later, when its ends are thinned', ({ found }) => {
    // the last price before it is the second of its quarter of an hour, the first one after it the second of its own
    const odd = { fromMs: gap.fromMs + 5 * minute, toMs: gap.toMs + 5 * minute };
    const series = aLine(28, odd);
    series.fill('x', before, least, []);
    series.fill('x', odd, least, found);
    for (let at = start + 28 * hour; at < start + 6 * day; at += 5 * minute) {
      series.add('x', at, 1);
      expect(series.gapOf('x', least)).toBeNull();
    }
  });

  it('was asked for by the process before too', () => {
    const [one, other] = [aGap(), new PriceSeries()];
    one.fill('x', gap, least, []);
    other.add('x', start + 28 * hour + 5 * minute, 1);
    other.restore('x', one.record('x')!);
    expect(other.gapOf('x', least)).toBeNull();
  });

  it('that is older than the line is forgotten', () => {
    const series = aGap();
    series.fill('x', gap, least, []);
    expect(series.record('x')!.asked).toEqual([before, gap]);
    series.add('x', start + 20 * day, 1);
    expect(series.record('x')!.asked).toEqual([]);
  });

  it('is asked for together with others that are open', () => {
    const series = aGap();
    for (const hours of [30, 33]) series.add('x', start + hours * hour, 1);
    expect(series.gapOf('x', least)).toEqual({ fromMs: gap.fromMs, toMs: start + 33 * hour });
  });
});

describe('a line that is kept', () => {
  it('is known to the next process, which adds its own', () => {
    const [one, other] = [aLine(30), new PriceSeries()];
    other.add('x', start + 30 * hour + 5 * minute, 1);
    other.restore('x', JSON.parse(JSON.stringify(one.record('x'))) as NonNullable<ReturnType<typeof one.record>>);
    const known = other.record('x')!.points;
    expect([known[0], known.at(-1)]).toEqual([one.record('x')!.points[0], [start + 30 * hour + 5 * minute, 1, 0]]);
    expect(other.change('x', day, 1, start + 30 * hour)).toEqual(one.change('x', day, 1, start + 30 * hour));
  });

  it.each([
    { kept: 0, known: 1 },
    { kept: 1, known: 0 },
  ] as const)('has our own price where one was back-filled elsewhere (kept $kept, known $known)', ({ kept, known }) => {
    const series = new PriceSeries();
    const record = (backFilled: 0 | 1) => ({ points: [[start, backFilled === 0 ? 5 : 6, backFilled] as const], asked: [] });
    series.restore('x', record(known));
    series.restore('x', record(kept));
    expect(series.record('x')!.points).toEqual([[start, 5, 0]]);
  });

  it('keeps of old points that lie together one that we saw, not one that was filled in before it', () => {
    const series = new PriceSeries();
    series.restore('x', {
      points: [
        [start, 6, 1],
        [start + minute, 5, 0],
      ],
      asked: [],
    });
    series.add('x', start + day, 7);
    expect(series.record('x')!.points).toEqual([
      [start + minute, 5, 0],
      [start + day, 7, 0],
    ]);
  });

  it('remembers what was asked for as long as its points, and no longer', () => {
    const series = new PriceSeries();
    series.restore('x', { points: [[start, 5, 0]], asked: [{ fromMs: start - hour, toMs: start - minute }] });
    series.add('x', start + 7 * day, 5);
    expect(series.record('x')!.asked).toHaveLength(1);
    series.add('x', start + 8 * day + hour, 5);
    expect(series.record('x')!.asked).toEqual([]);
  });
});

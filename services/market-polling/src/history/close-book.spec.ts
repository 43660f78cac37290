import { describe, expect, it } from '@jest/globals';
import { CloseBook, type DailyClose } from './close-book.js';

const [minute, day] = [60_000, 86_400_000];
/** Day 20,000 is over and its close is published. */
const now = 20_001 * day + 60 * minute;
const alternating = (days: number): DailyClose[] =>
  Array.from({ length: days }, (_, n) => ({ day: 20_000 - n, usd: n % 2 === 0 ? 100 : 200 }));

const aBook = (closes: readonly DailyClose[]): CloseBook => {
  const book = new CloseBook();
  book.take('bitcoin', closes);
  return book;
};

describe('the figures of daily closes', () => {
  it('tell the volatility in percent a year', () => {
    // thirty returns of ln 2 up and down by turns: their deviation is ln 2 · √(30 ÷ 29)
    const { volatility_30d } = aBook(alternating(31)).indicators('bitcoin', now);
    expect(volatility_30d).toBeCloseTo(100 * Math.LN2 * Math.sqrt((30 / 29) * 365), 9);
  });

  it('are reckoned anew where a later word on a day comes', () => {
    const book = aBook(alternating(50));
    expect(book.indicators('bitcoin', now).ma_50).toBe(150);
    book.take('bitcoin', [{ day: 20_000, usd: 600 }]);
    expect(book.indicators('bitcoin', now).ma_50).toBe(160);
  });

  it('wait for the newest close until the provider has published it', () => {
    const book = aBook(alternating(5));
    expect(book.isBehind('bitcoin', 20_002 * day + 39 * minute)).toBe(false);
    expect(book.isBehind('bitcoin', 20_002 * day + 41 * minute)).toBe(true);
  });

  it('forget what is older than 400 days', () => {
    const book = aBook([{ day: 19_600, usd: 50 }, ...alternating(1)]);
    expect(book.changeSince('bitcoin', 400, 100, now)).toBeNull();
    expect(aBook([{ day: 19_601, usd: 50 }, ...alternating(1)]).changeSince('bitcoin', 399, 100, now)).toBe(100);
  });
});

describe('a change against the close so many days ago', () => {
  it('begins with the close of the day that ended then', () => {
    const book = aBook([
      { day: 19_970, usd: 80 },
      { day: 19_971, usd: 50 },
      { day: 20_000, usd: 90 },
    ]);
    // now is an hour into day 20,001, so that 30 days ago day 19,970 had just closed
    expect(book.changeSince('bitcoin', 30, 100, now)).toBeCloseTo(25, 12);
    expect(book.changeSince('bitcoin', 31, 100, now)).toBeNull();
    expect(book.changeSince('litecoin', 30, 100, now)).toBeNull();
  });
});

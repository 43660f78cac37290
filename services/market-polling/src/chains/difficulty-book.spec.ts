import { describe, expect, it } from '@jest/globals';
import type { HeldFacts } from './chain-facts.js';
import { DifficultyBook } from './difficulty-book.js';

const [minute, hour] = [60_000, 3_600_000];
const now = Date.UTC(2026, 10, 1);
const nothing = { hashrate: null, height: null, blockReward: null, feesPerBlock: null, secondsPerBlock: null, lastUpdatedMs: null };
const facts = (atMs: number, difficulty: number | null, more: Partial<HeldFacts> = {}): HeldFacts => ({
  ...{ coinId: 'dogecoin', difficulty, source: 'a', observedAtMs: atMs },
  ...nothing,
  ...more,
});

/** A book that has heard a difficulty at each of these times. */
function noted(times: readonly number[], difficultyAt: (atMs: number) => number = () => 5): DifficultyBook {
  const book = new DifficultyBook();
  for (const atMs of times) book.note(facts(atMs, difficultyAt(atMs)));
  return book;
}

const every = (stepMs: number, forMs: number): number[] => Array.from({ length: forMs / stepMs + 1 }, (_, n) => now - forMs + n * stepMs);

describe('the book of difficulties', () => {
  it('keeps one a quarter of an hour over a day, however often it hears one', () => {
    const book = noted(every(minute, 72 * hour));
    expect(book.record('dogecoin')!['scrypt']!.length).toBeLessThanOrEqual(97);
    expect(book.smoothed('dogecoin', 'scrypt', now)).toMatchObject({
      difficulty: 5,
      observations: book.record('dogecoin')!['scrypt']!.length,
    });
    expect(book.smoothed('dogecoin', 'scrypt', now)!.span_ms).toBeGreaterThan(23 * hour);
  });

  it('counts a word that its source says again, by the same time, once', () => {
    const book = new DifficultyBook();
    for (const atMs of every(10 * minute, 5 * hour)) book.note(facts(atMs, 5, { lastUpdatedMs: now - 5 * hour }));
    expect(book.record('dogecoin')).toEqual({ scrypt: [[now - 5 * hour, 5]] });
    expect(book.smoothed('dogecoin', 'scrypt', now)).toBeNull();
  });

  it('tells each algorithm of a coin of several apart', () => {
    const book = new DifficultyBook();
    const said = (skein: number) => [
      { algorithm: 'skein', difficulty: skein, hashrate: null } as const,
      { algorithm: 'qubit', difficulty: null, hashrate: 1 } as const,
    ];
    for (const atMs of every(30 * minute, 2 * hour)) book.note(facts(atMs, null, { coinId: 'digibyte', algorithms: said(7) }));
    expect(book.smoothed('digibyte', 'skein', now)).toEqual({ difficulty: 7, span_ms: 2 * hour, observations: 5 });
    expect(book.smoothed('digibyte', 'qubit', now)).toBeNull();
  });

  it.each([
    { coinId: 'bitcoin', what: 'that keeps its difficulty for weeks' },
    { coinId: 'nonesuch', what: 'that is not in the table' },
  ])('has nothing of a coin $what', ({ coinId }) => {
    const book = new DifficultyBook();
    for (const atMs of every(hour, 9 * hour)) book.note(facts(atMs, 5, { coinId }));
    expect(book.record(coinId)).toBeNull();
  });

  it('has no difficulty of what is not known, and none of 0', () => {
    const book = new DifficultyBook();
    for (const difficulty of [null, 0]) book.note(facts(now, difficulty));
    expect(book.record('dogecoin')).toBeNull();
  });

  it('is the same after what it kept is put into another, in whatever order, and twice', () => {
    const times = every(5 * minute, 30 * hour);
    const whole = noted(times, (atMs) => 1 + (atMs % 7));
    const [early, late] = [noted(times.slice(0, 200), (atMs) => 1 + (atMs % 7)), noted(times.slice(150), (atMs) => 1 + (atMs % 7))];
    for (const kept of [early, whole, early]) late.restore('dogecoin', kept.record('dogecoin')!);
    expect(late.record('dogecoin')).toEqual(whole.record('dogecoin'));
    expect(late.smoothed('dogecoin', 'scrypt', now)).toEqual(whole.smoothed('dogecoin', 'scrypt', now));
  });
});

import { describe, expect, it } from '@jest/globals';
import { ChainBook } from './chain-book.js';
import type { ChainFactName, ChainFacts } from './chain-facts.js';
import { gapsOf } from './chain-gaps.js';

const [minute, hour] = [60_000, 3_600_000];
const now = Date.UTC(2026, 10, 1);
const whole: ChainFacts = {
  ...{ coinId: 'bitcoin', difficulty: 1.5e14, hashrate: 1.1e21, height: 920_000, feesPerBlock: 0, secondsPerBlock: 590 },
  ...{ blockReward: null, lastUpdatedMs: null },
};

/** A word of a source that gave no answer to these. */
const part = (height: number, ...unanswered: readonly ChainFactName[]): ChainFacts => ({
  ...whole,
  height,
  ...Object.fromEntries(unanswered.map((name) => [name, null])),
  unanswered,
});

const aBook = (): ChainBook => new ChainBook(['explorer', 'list'], 3 * hour);

describe('what a source gave no answer to', () => {
  it('goes on as it said before, marked as stale, until that is out of date, and is missing then', () => {
    const book = aBook();
    book.take('explorer', [whole], now);
    for (let n = 1; n <= 4; n += 1) book.take('explorer', [part(920_000 + n, 'difficulty', 'hashrate')], now + n * hour);
    const before = book.of('bitcoin', now + 3 * hour)!;
    expect(before).toMatchObject({ difficulty: 1.5e14, hashrate: 1.1e21, height: 920_004, source: 'explorer' });
    expect(gapsOf(before)).toEqual({ difficulty: 'stale', hashrate: 'stale' });
    const after = book.of('bitcoin', now + 3 * hour + minute)!;
    expect(after).toMatchObject({ difficulty: null, hashrate: null, height: 920_004 });
    expect(gapsOf(after)).toEqual({ difficulty: 'no_answer', hashrate: 'no_answer' });
  });

  it('is told apart from what is zero, and from what it says that it does not know', () => {
    const book = aBook();
    book.take('explorer', [part(0, 'secondsPerBlock')], now);
    expect(book.of('bitcoin', now)).toMatchObject({ feesPerBlock: 0, secondsPerBlock: null, blockReward: null });
    expect(gapsOf(book.of('bitcoin', now)!)).toEqual({ secondsPerBlock: 'no_answer' });
    book.take('explorer', [{ ...whole, height: null }], now + minute);
    expect(gapsOf(book.of('bitcoin', now + minute)!)).toEqual({});
  });

  it('is taken from the next source where the first has never said it, and the rest is still its own', () => {
    const book = aBook();
    const list = { ...whole, difficulty: 1.4e14, hashrate: null, height: null, blockReward: 3.2 };
    book.take('explorer', [part(920_001, 'difficulty', 'hashrate')], now);
    book.take('list', [list], now);
    const facts = book.of('bitcoin', now)!;
    expect(facts).toMatchObject({ source: 'explorer', difficulty: 1.4e14, hashrate: null, height: 920_001, blockReward: null });
    expect(gapsOf(facts)).toEqual({ difficulty: 'fallback', hashrate: 'no_answer' });
  });

  it('is had from a record of before, though something newer is known already', () => {
    const book = aBook();
    book.take('explorer', [part(920_001, 'difficulty')], now);
    book.recall({ ...whole, source: 'explorer', observedAtMs: now - hour });
    expect(book.of('bitcoin', now)).toMatchObject({ difficulty: 1.5e14, height: 920_001 });
    expect(book.of('bitcoin', now + 2 * hour + minute)).toMatchObject({ difficulty: null, height: 920_001 });
  });

  it('is there again once it is answered', () => {
    const book = aBook();
    book.take('explorer', [part(1, 'difficulty')], now);
    book.take('explorer', [{ ...whole, difficulty: 7 }], now + minute);
    expect(book.of('bitcoin', now + minute)).toEqual({ ...whole, difficulty: 7, source: 'explorer', observedAtMs: now + minute });
  });
});

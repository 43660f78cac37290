import { describe, expect, it } from '@jest/globals';
import { FakeClock, silentLog, TransientError } from '@lodestream/component';
import { findCoin } from '@lodestream/mining';
import type { PriceAnswer } from '../quotes/price-quote.js';
import type { PriceProvider } from './price-provider.js';
import { PriceRound } from './price-round.js';

const minute = 60_000;
const bitcoin = findCoin('bitcoin')!;
const coins = [bitcoin];

/** A provider that answers every tick or every third one, and says what it was asked for. */
class Provider implements PriceProvider {
  readonly coins = coins;
  readonly cadences = [];
  readonly asked: string[] = [];
  down = false;
  /** What its quotes are like; none is an empty answer. */
  answers: readonly ('priced' | 'priceless')[] = ['priced'];
  credits = Number.POSITIVE_INFINITY;

  constructor(
    readonly source: string,
    readonly intervalMs: number,
    private readonly clock: FakeClock,
    private readonly usd: number,
  ) {}

  prices(tick: number): Promise<PriceAnswer | null> {
    return tick % this.intervalMs === 0 ? this.answer('due') : Promise.resolve(null);
  }

  pricesNow(): Promise<PriceAnswer | null> {
    return this.answer('now');
  }

  readonly standIn = (): Promise<PriceAnswer | null> => {
    this.credits -= 1;
    return this.credits < 0 ? Promise.resolve(null) : this.answer('stand-in');
  };

  private answer(what: string): Promise<PriceAnswer> {
    this.asked.push(what);
    if (this.down) return Promise.reject(new TransientError('gone', 'connectivity'));
    const quote = { coinId: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', marketCap: {}, volume24h: {}, change: {} };
    const quotes = this.answers.map((kind) => ({
      ...quote,
      price: kind === 'priced' ? { usd: this.usd } : {},
      lastUpdatedMs: this.clock.now(),
    }));
    return Promise.resolve({ quotes, missing: [], credits: 1 });
  }
}

function open() {
  const clock = new FakeClock(30 * minute);
  const first = new Provider('first', 5 * minute, clock, 100);
  const second = new Provider('second', 15 * minute, clock, 101);
  const prices: { source: string; usd: number | undefined; ageMs: number; stale: boolean }[] = [];
  const round = new PriceRound({
    coins: [bitcoin],
    providers: [first, second],
    rules: { ranking: ['first', 'second'], staleAfterMs: 60 * minute, mostDeviationPercent: 5 },
    clock,
    log: silentLog,
    onPrice: (_coin, { source, price, quote, stale }) =>
      prices.push({ source, usd: price['usd'], ageMs: clock.now() - (quote?.lastUpdatedMs ?? 0), stale }),
  });
  const rounds = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      await round.run(clock.now(), new AbortController().signal, [first, second]);
      await clock.advance(5 * minute);
    }
  };
  return { first, second, prices, rounds };
}

describe('a round of prices', () => {
  it('asks a source at its own times only, while the one before it speaks', async () => {
    const { second, prices, rounds } = open();
    await rounds(6);
    expect(second.asked).toEqual(['due', 'due']);
    expect(new Set(prices.map(({ source }) => source))).toEqual(new Set(['first']));
  });

  it('goes on with a fresh price of the next source in the very round in which the first falls silent', async () => {
    const { first, second, prices, rounds } = open();
    await rounds(1);
    first.down = true;
    await rounds(3);
    expect(second.asked).toEqual(['due', 'stand-in', 'stand-in', 'due']);
    expect(prices.slice(1)).toEqual(Array(3).fill({ source: 'second', usd: 101, ageMs: 0, stale: false }));
  });

  it('takes the first source back after two answers, and then asks the other one at its own times again', async () => {
    const { first, second, prices, rounds } = open();
    first.down = true;
    await rounds(2);
    first.down = false;
    await rounds(4);
    expect(prices.map(({ source }) => source)).toEqual(['second', 'second', 'second', 'first', 'first', 'first']);
    expect(second.asked).toEqual(['due', 'stand-in', 'due']);
  });

  it('goes on with what the other source said at its own times where its credits allow no more', async () => {
    const { first, second, prices, rounds } = open();
    second.credits = 1;
    first.down = true;
    await rounds(3);
    expect(prices.map(({ ageMs }) => ageMs)).toEqual([0, 0, 5 * minute]);
    expect(prices.every(({ source }) => source === 'second')).toBe(true);
  });

  it.each([
    { says: 'rows without a price', quotes: ['priceless'] },
    { says: 'no coin at all', quotes: [] },
  ] as const)('takes a source that answers with $says for one that is silent, and its last price as it was', async ({ quotes }) => {
    const { first, second, prices, rounds } = open();
    await rounds(1);
    first.answers = quotes;
    await rounds(3);
    expect(second.asked).toEqual(['due', 'stand-in', 'stand-in', 'due']);
    expect(new Set(prices.slice(1).map(({ source }) => source))).toEqual(new Set(['second']));
    second.down = true;
    await rounds(15);
    expect(prices.every(({ usd }) => usd === 100 || usd === 101)).toBe(true);
    expect(prices.at(-1)?.stale).toBe(true);
  });

  it('keeps the last price, with its age and then stale, where nobody speaks', async () => {
    const { first, second, prices, rounds } = open();
    await rounds(1);
    first.down = second.down = true;
    await rounds(15);
    expect(prices.every(({ usd }) => usd === 100 || usd === 101)).toBe(true);
    expect(prices.map(({ stale }) => stale).indexOf(true)).toBe(13);
  });
});

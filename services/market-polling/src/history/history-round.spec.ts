import { describe, expect, it } from '@jest/globals';
import { FakeClock, PermanentError, silentLog, TransientError } from '@lodestream/component';
import { findCoin } from '@lodestream/mining';
import { CloseBook, type DailyClose, newestClosedDay } from './close-book.js';
import { type HistoryProvider, runHistory } from './history-round.js';

const [hour, day] = [3_600_000, 86_400_000];
const never = new AbortController().signal;
const bitcoin = { coin: findCoin('bitcoin')!, id: 'bitcoin' };
const closesUpTo = (newest: number): DailyClose[] => Array.from({ length: 60 }, (_, n) => ({ day: newest - n, usd: 100 + (n % 7) }));

/** Rounds by the hour, over so many hours. */
async function rounds(answer: (clock: FakeClock) => DailyClose[], hours: number) {
  const clock = new FakeClock(Date.UTC(2026, 10, 1, 0, 50));
  const book = new CloseBook();
  let calls = 0;
  const closes = async (): Promise<DailyClose[]> => ((calls += 1), answer(clock));
  const provider: Omit<HistoryProvider, 'between'> = { source: 'test', coins: [bitcoin], intervalMs: hour, cron: null, closes };
  for (let n = 0; n < hours; n += 1) {
    await runHistory({ provider, book, clock, log: silentLog }, never);
    await clock.advance(hour);
  }
  return { calls, book, clock };
}

describe('rounds of history', () => {
  it('ask for a coin once a day, as soon as its close can be had', async () => {
    const { calls } = await rounds((clock) => closesUpTo(newestClosedDay(clock.now())), 72);
    expect(calls).toBe(3);
  });

  it.each([
    { name: 'is dead', answer: () => closesUpTo(20_000) },
    {
      name: 'is not known there',
      answer: () => {
        throw new PermanentError('coin not found', 'validation');
      },
    },
  ])('spend no more than three calls a day on a coin that $name', async ({ answer }) => {
    expect((await rounds(answer, 72)).calls).toBe(9);
  });

  it('ask on where the provider is away', async () => {
    const away = (): never => {
      throw new TransientError('away', 'connectivity');
    };
    expect((await rounds(away, 24)).calls).toBe(24);
  });

  it('leave the indicators of the day before standing until the newest close is had', async () => {
    const { book, clock } = await rounds((now) => closesUpTo(newestClosedDay(now.now())), 1);
    const before = book.indicators('bitcoin', clock.now());
    expect(before.rsi_14).not.toBeNull();
    await clock.advance(day);
    expect(book.indicators('bitcoin', clock.now())).toEqual(before);
    await clock.advance(day);
    expect(book.indicators('bitcoin', clock.now()).rsi_14).toBeNull();
  });
});

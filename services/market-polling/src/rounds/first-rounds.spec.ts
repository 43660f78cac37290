import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { FirstRounds } from './first-rounds.js';

const never = new AbortController().signal;

async function settled(waiting: Promise<void>): Promise<boolean> {
  let isSettled = false;
  void waiting.then(() => (isSettled = true));
  await new Promise((resolve) => setImmediate(resolve));
  return isSettled;
}

describe('first rounds', () => {
  it('are over once each has ended one', async () => {
    const rounds = new FirstRounds(['a', 'b']);
    const waiting = rounds.within(10_000, new FakeClock(), never);
    rounds.ended('a');
    rounds.ended('a');
    expect(await settled(waiting)).toBe(false);
    rounds.ended('b');
    expect(await settled(waiting)).toBe(true);
  });

  it('are waited for no longer than allowed, and not past the end', async () => {
    const clock = new FakeClock();
    const stopping = new AbortController();
    const rounds = new FirstRounds(['slow']);
    const bounded = rounds.within(10_000, clock, never);
    const ended = rounds.within(60_000, clock, stopping.signal);
    await clock.advance(10_000);
    expect([await settled(bounded), await settled(ended)]).toEqual([true, false]);
    stopping.abort();
    expect(await settled(ended)).toBe(true);
  });

  it('of nobody are over', async () => {
    expect(await settled(new FirstRounds([]).within(10_000, new FakeClock(), never))).toBe(true);
  });
});

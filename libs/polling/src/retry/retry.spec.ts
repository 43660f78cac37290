import { describe, expect, it } from '@jest/globals';
import { FakeClock, PermanentError, TransientError } from '@lodestream/component';
import fc from 'fast-check';
import { delayAfter, retry, type RetryContext } from './retry.js';

const options = { attempts: 4, firstDelayMs: 100, factor: 2, ceilingMs: 300 };
const gone = new TransientError('gone', 'connectivity');

/** Runs a retry whose work always fails with `error`, moving the clock until it gives up. */
async function exhaust(error: unknown, context: Partial<RetryContext> = {}, settings = options) {
  const clock = new FakeClock(0);
  const at: number[] = [];
  const work = async (): Promise<never> => {
    at.push(clock.now());
    throw error;
  };
  const outcome = retry(work, settings, { clock, random: () => 0.999_999, ...context }).then(
    () => 'worked',
    (thrown: unknown) => thrown,
  );
  await clock.advance(0);
  await clock.advance(60_000);
  return { at, outcome: await outcome };
}

describe('retry', () => {
  it('waits longer each time, up to the ceiling, and throws the last error', async () => {
    expect(await exhaust(gone)).toEqual({ at: [0, 100, 300, 600], outcome: gone });
  });

  it.each([{ error: new PermanentError('no', 'authentication') }, { error: new TypeError('bug') }])(
    'does not try $error again',
    async ({ error }) => {
      expect(await exhaust(error)).toEqual({ at: [0], outcome: error });
    },
  );

  it('hands over the first success', async () => {
    const clock = new FakeClock(0);
    const outcome = retry((attempt) => (attempt < 3 ? Promise.reject(gone) : Promise.resolve(attempt)), options, {
      clock,
      random: () => 0,
    });
    await clock.advance(0);
    await clock.advance(1_000);
    await expect(outcome).resolves.toBe(3);
  });

  it('waits as long as the other side asked, ceiling or not', async () => {
    const asked = new TransientError('slow down', 'rate_limit', { retryAfterMs: 5_000 });
    expect((await exhaust(asked)).at).toEqual([0, 5_000, 10_000, 15_000]);
  });

  it('begins no delay that would pass the deadline', async () => {
    expect((await exhaust(gone, { deadlineMs: 250 })).at).toEqual([0, 100]);
  });

  it('stops at once when the caller gives up', async () => {
    const signal = AbortSignal.abort();
    expect((await exhaust(gone, { signal })).at).toEqual([0]);
  });

  it('keeps every delay between half of the exponential one and the ceiling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
        const full = Math.min(300, 100 * 2 ** (attempt - 1));
        const delay = delayAfter(attempt, options, () => random);
        expect(delay >= Math.floor(full / 2) && delay <= 300).toBe(true);
      }),
    );
  });
});

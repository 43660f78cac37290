import { describe, expect, it } from '@jest/globals';
import { FakeClock, PermanentError, TransientError } from '@lodestream/component';
import { delayBefore, retrying } from './retry-policy.js';

const policy = { attempts: 4, firstDelayMs: 100, factor: 3, ceilingMs: 500 };

function setUp(failures: Error[]) {
  const clock = new FakeClock();
  const stopper = new AbortController();
  const tries: number[] = [];
  const done = retrying(policy, { clock, random: () => 1, signal: stopper.signal }, () => {
    tries.push(clock.monotonic());
    const failure = failures[tries.length - 1];
    if (failure) throw failure;
    return 'done';
  });
  done.catch(() => {});
  return { clock, stopper, tries, done };
}

const away = () => new TransientError('away', 'connectivity');

describe('a retry', () => {
  it('waits longer each time, up to the ceiling', async () => {
    const { clock, tries, done } = setUp([away(), away(), away()]);
    await clock.advance(10_000);
    await expect(done).resolves.toBe('done');
    expect(tries).toEqual([0, 100, 400, 900]);
  });

  it('ends with the last error when its tries are used up', async () => {
    const { clock, tries, done } = setUp([away(), away(), away(), new TransientError('still away', 'timeout'), away()]);
    await clock.advance(10_000);
    await expect(done).rejects.toThrow('still away');
    expect(tries).toHaveLength(4);
  });

  it.each([new PermanentError('never', 'validation'), new TypeError('bug')])('does not try again after %s', async (error) => {
    const { tries, done } = setUp([error]);
    await expect(done).rejects.toBe(error);
    expect(tries).toHaveLength(1);
  });

  it('ends its waiting when the consumer stops', async () => {
    const { clock, stopper, tries, done } = setUp([away(), away()]);
    stopper.abort();
    await clock.advance(0);
    await expect(done).rejects.toThrow('away');
    expect(tries).toHaveLength(1);
  });
});

describe('the wait before a try', () => {
  it.each([
    { attempt: 1, asked: undefined, chance: 0, expected: 50 },
    { attempt: 1, asked: undefined, chance: 1, expected: 100 },
    { attempt: 9, asked: undefined, chance: 1, expected: 500 },
    { attempt: 1, asked: 300, chance: 0, expected: 300 },
    { attempt: 1, asked: 90_000, chance: 0, expected: 500 },
  ])('is $expected ms at attempt $attempt, asked for $asked, chance $chance', ({ attempt, asked, chance, expected }) => {
    expect(delayBefore(policy, attempt, asked, chance)).toBe(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import { errorClassOf, FakeClock, PermanentError, systemClock, TransientError, withDeadline } from './index.js';
import { describeLifecycle } from './contract.js';

describeLifecycle('an empty component', () => ({ start: async () => {}, stop: async () => {} }));

describe('errors', () => {
  it.each([
    { error: new TransientError('gone', 'connectivity'), expected: 'connectivity' },
    { error: new PermanentError('bad', 'malformed'), expected: 'malformed' },
    { error: new TypeError('oops'), expected: 'bug' },
    { error: 'text', expected: 'bug' },
  ])('calls $error one of $expected', ({ error, expected }) => {
    expect(errorClassOf(error)).toBe(expected);
  });

  it('keeps the cause and the wait the other side asked for', () => {
    const cause = new Error('socket');
    const error = new TransientError('gone', 'rate_limit', { cause, retryAfterMs: 250 });
    expect([error.cause, error.retryAfterMs]).toEqual([cause, 250]);
  });
});

describe('withDeadline', () => {
  it('hands over what was in time', async () => {
    await expect(withDeadline(Promise.resolve(7), 50, 'a look-up')).resolves.toBe(7);
  });

  it('names what took too long', async () => {
    await expect(withDeadline(new Promise(() => {}), 10, 'a look-up')).rejects.toThrow('a look-up took longer than 10 ms');
  });
});

describe('FakeClock', () => {
  it('wakes sleepers in the order of their time, each at its own instant', async () => {
    const clock = new FakeClock(0);
    const woken: string[] = [];
    void clock.sleep(20).then(() => woken.push(`b@${clock.now()}`));
    void clock.sleep(10).then(() => woken.push(`a@${clock.now()}`));
    await clock.advance(30);
    expect([woken, clock.now()]).toEqual([['a@10', 'b@20'], 30]);
  });

  it('wakes at once when the signal aborts', async () => {
    const stopper = new AbortController();
    const slept = new FakeClock(0).sleep(1_000_000, stopper.signal);
    stopper.abort();
    await expect(slept).resolves.toBeUndefined();
  });
});

describe('systemClock', () => {
  it('sleeps no longer than its signal allows', async () => {
    const began = systemClock.monotonic();
    await systemClock.sleep(60_000, AbortSignal.timeout(15));
    expect(systemClock.monotonic() - began).toBeLessThan(5_000);
  });
});

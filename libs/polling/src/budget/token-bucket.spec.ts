import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import fc from 'fast-check';
import { type RateLimit, TokenBucket } from './token-bucket.js';

const MINUTE_MS = 60_000;

describe('the token bucket', () => {
  it('never lets more than the cap go in any window, for any order of requests, pauses, holds and restarts', async () => {
    await fc.assert(
      fc.asyncProperty(limits(), fc.array(events(), { maxLength: 120 }), async (limit, order) => {
        const takenAt = await play(limit, order);
        for (const from of takenAt) {
          expect(takenAt.filter((at) => at >= from && at < from + limit.windowMs).length).toBeLessThanOrEqual(limit.cap);
        }
      }),
    );
  });

  it.each([
    { cap: 30, burst: 1, expected: 30 },
    { cap: 30, burst: 5, expected: 26 },
    { cap: 1, burst: 1, expected: 1 },
  ])('lets $expected requests a minute go for ever under a cap of $cap with a burst of $burst', async ({ cap, burst, expected }) => {
    const clock = new FakeClock();
    const bucket = new TokenBucket({ cap, burst, windowMs: MINUTE_MS }, clock);
    let taken = 0;
    while (clock.monotonic() < 10 * MINUTE_MS) {
      await clock.advance(bucket.waitMs());
      if (bucket.tryTake()) taken += 1;
    }
    expect(taken / 10).toBeCloseTo(expected, 0);
  });

  it('spreads requests evenly where the burst is 1', async () => {
    const { clock, bucket } = aBucket({ cap: 30, burst: 1 });
    await clock.advance(10 * MINUTE_MS);
    expect(bucket.tryTake()).toBe(true);
    expect(bucket.tryTake()).toBe(false);
    expect(bucket.waitMs()).toBe(2_000);
    await clock.advance(1_999);
    expect(bucket.tryTake()).toBe(false);
    await clock.advance(1);
    expect(bucket.tryTake()).toBe(true);
  });

  it('begins empty, for the process before it may have spent everything', () => {
    const { bucket } = aBucket({ cap: 30, burst: 1 });
    expect(bucket.tryTake()).toBe(false);
    expect(bucket.waitMs()).toBe(2_000);
  });

  it('takes nothing when it can not give all that was asked for', async () => {
    const { clock, bucket } = aBucket({ cap: 10, burst: 3 });
    await clock.advance(MINUTE_MS);
    expect(bucket.tryTake(2)).toBe(true);
    expect(bucket.tryTake(2)).toBe(false);
    expect(bucket.tryTake(1)).toBe(true);
  });

  it('grants nothing while it is held, and keeps the longer of two holds', async () => {
    const { clock, bucket } = aBucket({ cap: 30, burst: 1 });
    bucket.holdFor(MINUTE_MS);
    bucket.holdFor(1_000);
    await clock.advance(MINUTE_MS - 1);
    expect(bucket.tryTake()).toBe(false);
    expect(bucket.waitMs()).toBe(1);
    await clock.advance(1);
    expect(bucket.tryTake()).toBe(true);
  });

  it.each([
    { cap: 0, burst: 1 },
    { cap: 1.5, burst: 1 },
    { cap: 5, burst: 6 },
    { cap: 5, burst: 0 },
    { cap: Number.NaN, burst: 1 },
  ])('refuses a cap of $cap with a burst of $burst', (limit) => {
    expect(() => aBucket(limit)).toThrow(RangeError);
  });

  it.each([0, -1, 1.5, 4])('refuses a count of %p where the burst is 3', (count) => {
    expect(() => aBucket({ cap: 10, burst: 3 }).bucket.tryTake(count)).toThrow(RangeError);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a hold of %p ms', (ms) => {
    expect(() => aBucket({ cap: 10, burst: 3 }).bucket.holdFor(ms)).toThrow(RangeError);
  });
});

type Event = { readonly pauseMs: number } | { readonly take: number } | { readonly holdMs: number } | 'restart';

function events(): fc.Arbitrary<Event> {
  return fc.oneof(
    fc.record({ pauseMs: fc.integer({ min: 0, max: 900 }) }),
    { weight: 4, arbitrary: fc.record({ take: fc.integer({ min: 1, max: 4 }) }) },
    fc.record({ holdMs: fc.integer({ min: 0, max: 300 }) }),
    fc.constant('restart' as const),
  );
}

function limits(): fc.Arbitrary<RateLimit> {
  return fc
    .integer({ min: 1, max: 12 })
    .chain((cap) =>
      fc.record({ cap: fc.constant(cap), windowMs: fc.integer({ min: 1, max: 1_000 }), burst: fc.integer({ min: 1, max: cap }) }),
    );
}

/** The time of each token that was given, one entry a token. */
async function play(limit: RateLimit, order: readonly Event[]): Promise<number[]> {
  const clock = new FakeClock();
  let bucket = new TokenBucket(limit, clock);
  const takenAt: number[] = [];
  for (const event of order) {
    if (event === 'restart') bucket = new TokenBucket(limit, clock);
    else if ('pauseMs' in event) await clock.advance(event.pauseMs);
    else if ('holdMs' in event) bucket.holdFor(event.holdMs);
    else if (event.take <= limit.burst && bucket.tryTake(event.take))
      takenAt.push(...new Array<number>(event.take).fill(clock.monotonic()));
  }
  return takenAt;
}

function aBucket(limit: Omit<RateLimit, 'windowMs'>): { clock: FakeClock; bucket: TokenBucket } {
  const clock = new FakeClock();
  return { clock, bucket: new TokenBucket({ ...limit, windowMs: MINUTE_MS }, clock) };
}

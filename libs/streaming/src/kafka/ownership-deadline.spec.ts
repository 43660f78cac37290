import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock } from '@lodestream/component';
import { OwnershipDeadline } from './ownership-deadline.js';

/** A clock whose wall and monotonic hands can be moved apart. */
class TwoHands implements Clock {
  wallMs = 1_800_000_000_000;
  monotonicMs = 50_000;
  now = (): number => this.wallMs;
  monotonic = (): number => this.monotonicMs;
  sleep = (): Promise<void> => Promise.resolve();

  pass(ms: number): void {
    this.wallMs += ms;
    this.monotonicMs += ms;
  }
}

describe('OwnershipDeadline', () => {
  let clock: TwoHands;
  let ownership: OwnershipDeadline;
  beforeEach(() => {
    clock = new TwoHands();
    ownership = new OwnershipDeadline(clock, 10_000, 2_000);
  });

  const heartbeat = (tookMs: number): void => {
    const sentAtMs = clock.now();
    clock.pass(tookMs);
    ownership.answered(sentAtMs);
    ownership.confirmed();
  };

  it('owns nothing before the first answer', () => {
    expect(ownership.ownedUntilMs()).toBe(-Infinity);
  });

  it('counts from the sending of a heartbeat, not from its answer', () => {
    heartbeat(500);
    expect(ownership.ownedUntilMs() - clock.monotonic()).toBe(10_000 - 2_000 - 500);
  });

  it('has run out for a process that was frozen between sending and reading the answer', () => {
    heartbeat(60_000);
    expect(ownership.ownedUntilMs()).toBeLessThan(clock.monotonic());
  });

  it('is not extended by an answer that said no', () => {
    heartbeat(0);
    const until = ownership.ownedUntilMs();
    clock.pass(3_000);
    ownership.answered(clock.now());
    expect(ownership.ownedUntilMs()).toBe(until);
  });

  it('ends at once when the member has to join again', () => {
    heartbeat(0);
    ownership.suspend();
    expect(ownership.ownedUntilMs()).toBe(-Infinity);
    ownership.confirmed();
    expect(ownership.ownedUntilMs()).toBe(-Infinity);
  });

  it.each([3_600_000, -3_600_000])('never grows when the wall clock is set by %d ms while a heartbeat is on its way', (stepMs) => {
    const sentAtMs = clock.now();
    const sentMonotonic = clock.monotonic();
    clock.pass(100);
    clock.wallMs += stepMs;
    ownership.answered(sentAtMs);
    ownership.confirmed();
    expect(ownership.ownedUntilMs()).toBeLessThanOrEqual(sentMonotonic + 8_000);
  });

  it('has run out after a machine slept while monotonic time stood still', () => {
    heartbeat(0);
    clock.wallMs += 60_000;
    expect(ownership.ownedUntilMs()).toBe(-Infinity);
  });
});

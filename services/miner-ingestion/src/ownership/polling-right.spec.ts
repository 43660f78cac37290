import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import { PollingRight } from './polling-right.js';

/** A right confirmed until a time that the spec sets. */
function open() {
  const clock = new FakeClock();
  const facts = { ownedUntilMs: 8_000, regained: 0 };
  const right = new PollingRight({
    clock,
    owns: (monotonicMs) => monotonicMs < facts.ownedUntilMs,
    onRegained: () => void (facts.regained += 1),
  });
  return { clock, facts, right };
}

/** Time passes without the process having any of it, as under SIGSTOP. */
function freeze(clock: FakeClock, ms: number): void {
  const { monotonic } = clock;
  clock.monotonic = () => monotonic.call(clock) + ms;
}

describeLifecycle('PollingRight', () => open().right);

describe('the right to poll and send', () => {
  it('is unproven once the session is over, while the process has seen all of it, and held again at the next word of the group', async () => {
    const { clock, facts, right } = open();
    await right.start();
    expect(right.state()).toBe('held');
    await clock.advance(9_000);
    expect(right.state()).toBe('unproven');
    facts.ownedUntilMs = 60_000;
    expect([right.state(), facts.regained]).toEqual(['held', 0]);
    await right.stop();
  });

  it('is lost at the very first look after a freeze, and regained only at the word of the group', async () => {
    const { clock, facts, right } = open();
    await right.start();
    freeze(clock, 60_000);
    expect([right.state(), right.state()]).toEqual(['lost', 'lost']);
    await clock.advance(5_000);
    expect([right.state(), facts.regained]).toEqual(['lost', 0]);
    facts.ownedUntilMs = 100_000;
    expect([right.state(), right.state(), facts.regained]).toEqual(['held', 'held', 1]);
    await right.stop();
  });

  it('outlives a stall that is shorter than the session', async () => {
    const { clock, right } = open();
    await right.start();
    freeze(clock, 5_000);
    expect(right.state()).toBe('held');
    await right.stop();
  });

  it('can be waited for, up to a time and a signal', async () => {
    const { clock, facts, right } = open();
    const stopped = new AbortController();
    await right.start();
    facts.ownedUntilMs = 0;
    const held = (state: string): boolean => state === 'held';
    const waits = [
      right.until(held, 1_000, stopped.signal),
      right.until(held, 9_000, stopped.signal),
      right.until(held, 9_000, AbortSignal.abort()),
    ];
    await clock.advance(2_000);
    facts.ownedUntilMs = 100_000;
    await clock.advance(1_000);
    expect(await Promise.all(waits)).toEqual([false, true, false]);
    await right.stop();
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { PollScheduler, type PollSchedulerOptions, type SkipReason } from './poll-scheduler.js';
import { tickAtOrBefore, tickGridOf } from './tick-grid.js';

/** A clock whose wall time can be set without time passing. */
class SteppedClock extends FakeClock {
  offset = 0;
  override now(): number {
    return super.now() + this.offset;
  }
}

const started: PollScheduler[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((scheduler) => scheduler.stop()));
});

async function open(options: Partial<PollSchedulerOptions> = {}) {
  const clock = new SteppedClock();
  const polls: { key: string; tick: number; at: number }[] = [];
  const skips: Record<SkipReason, number> = { late: 0, overrun: 0, queued: 0 };
  const run: PollSchedulerOptions['run'] = async (key, tick) => {
    polls.push({ key, tick, at: clock.now() });
    if (key === 'slow') await clock.sleep(27_000);
  };
  const onSkipped = (reason: SkipReason, ticks: number): void => void (skips[reason] += ticks);
  const onBug = (error: unknown): never => {
    throw error;
  };
  const scheduler = new PollScheduler({ maxConcurrent: 1_000, drainMs: 200, ...options, clock, run, onSkipped, onBug });
  started.push(scheduler);
  await scheduler.start();
  return { clock, scheduler, polls, skips };
}

const keys = Array.from({ length: 40 }, (_, n) => `m${n}`);
const hour = 3_600_000;

describe('a poll scheduler with newcomers', () => {
  it.each([{ stepMs: -2_000 }, { stepMs: -hour }, { stepMs: 10_000 }, { stepMs: 2 * hour }])(
    'reads them within the time allowed also where the clock is set by $stepMs ms before',
    async ({ stepMs }) => {
      const { clock, scheduler, polls } = await open();
      for (const key of keys) scheduler.set({ key, origin: key, intervalMs: hour, firstWithinMs: 5_000 });
      clock.offset = stepMs;
      await clock.advance(5_200);
      expect(polls.map(({ key }) => key).sort()).toEqual([...keys].sort());
      for (const { key, tick, at } of polls) expect(tick).toBe(tickAtOrBefore(tickGridOf(key, hour), at));
    },
  );

  it.each([{ stepMs: -2_000 }, { stepMs: -30_000 }])(
    'polls the tick in force of one taken over also where the clock is set by $stepMs ms before',
    async ({ stepMs }) => {
      const { clock, scheduler, polls } = await open();
      for (const key of keys) scheduler.set({ key, origin: key, intervalMs: 10_000, firstWithinMs: 60_000, takenOver: true });
      clock.offset = stepMs;
      const setAt = clock.now();
      await clock.advance(15_000);
      for (const key of keys) {
        const inForce = tickAtOrBefore(tickGridOf(key, 10_000), setAt);
        const ticks = polls.filter((each) => each.key === key).map(({ tick }) => tick);
        expect(ticks.slice(0, 2)).toEqual([inForce, inForce + 10_000]);
      }
    },
  );

  it('polls the tick in force of one taken over also where its interval changes before', async () => {
    const { clock, scheduler, polls } = await open();
    for (const key of keys) scheduler.set({ key, origin: key, intervalMs: 20_000, firstWithinMs: 60_000, takenOver: true });
    for (const key of keys) scheduler.set({ key, origin: key, intervalMs: 10_000, firstWithinMs: 60_000 });
    const setAt = clock.now();
    await clock.advance(10_000);
    for (const key of keys) expect(polls.find((each) => each.key === key)?.tick).toBe(tickAtOrBefore(tickGridOf(key, 10_000), setAt));
  });
});

describe('a poll scheduler with newcomers of which a tick was polled', () => {
  const grid = tickGridOf('m', 60_000);
  const polledFrom = async (polledTick: (inForce: number) => number) => {
    const { clock, scheduler, polls } = await open();
    const inForce = tickAtOrBefore(grid, clock.now());
    scheduler.set({ key: 'm', origin: 'm', intervalMs: 60_000, firstWithinMs: 1_000, takenOver: true, polledTick: polledTick(inForce) });
    await clock.advance(60_000);
    return polls.map(({ tick }) => (tick - inForce) / 60_000);
  };

  it('does not poll that tick again, and waits for the next one', async () => {
    expect(await polledFrom((inForce) => inForce)).toEqual([1]);
  });

  it.each([
    { name: 'an older one', byMs: -60_000 },
    { name: 'none of its grid, as after a change of the interval', byMs: 1 },
    { name: 'one that is still to come, as after a clock that was ahead', byMs: 60_000 },
  ])('polls the tick in force and the next one where it was $name', async ({ byMs }) => {
    expect(await polledFrom((inForce) => inForce + byMs)).toEqual([0, 1]);
  });

  it('polls the next tick also where the interval changes before, and the new grid has one in force', async () => {
    const { clock, scheduler, polls } = await open();
    const polledTick = tickAtOrBefore(grid, clock.now());
    scheduler.set({ key: 'm', origin: 'm', intervalMs: 60_000, takenOver: true, polledTick });
    scheduler.set({ key: 'm', origin: 'm', intervalMs: 30_000 });
    await clock.advance(60_000);
    expect(polls.map(({ tick }) => tick).every((tick) => tick > polledTick)).toBe(true);
    expect(polls).toHaveLength(2);
  });
});

describe('a poll scheduler with a tick that waits for its turn', () => {
  /** A newcomer that is due, behind a poll of the same origin. */
  async function waiting() {
    const opened = await open();
    const { clock, scheduler, polls } = opened;
    const origin = '10.0.0.1:80';
    scheduler.set({ key: 'slow', origin, intervalMs: hour, firstWithinMs: 1 });
    while (polls.length === 0) await clock.advance(50);
    scheduler.set({ key: 'm', origin, intervalMs: hour, firstWithinMs: 1 });
    await clock.advance(100);
    expect(scheduler.stats()).toMatchObject({ queued: 1, running: 1 });
    return { ...opened, origin };
  }

  it('still polls it where the key is set anew meanwhile', async () => {
    const { clock, scheduler, polls, origin } = await waiting();
    scheduler.set({ key: 'm', origin, intervalMs: hour / 2, firstWithinMs: 1 });
    await clock.advance(30_000);
    expect(polls.map(({ key, tick }) => [key, tick])).toEqual([
      ['slow', tickAtOrBefore(tickGridOf('slow', hour), clock.now())],
      ['m', tickAtOrBefore(tickGridOf('m', hour), clock.now())],
    ]);
  });

  it('lets it go, and polls the one that is true, where the clock is set far back meanwhile', async () => {
    const { clock, polls, skips } = await waiting();
    clock.offset = -2 * hour;
    await clock.advance(60_000);
    const ticks = polls.filter(({ key }) => key === 'm').map(({ tick }) => tick);
    expect(ticks).toEqual([tickAtOrBefore(tickGridOf('m', hour), clock.now())]);
    expect(skips).toEqual({ late: 1, overrun: 0, queued: 0 });
  });
});

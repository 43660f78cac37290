import { afterEach, describe, expect, it } from '@jest/globals';
import { type Clock, FakeClock, systemClock } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import fc from 'fast-check';
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
const neverBug = (error: unknown): never => {
  throw error;
};

afterEach(async () => {
  await Promise.all(started.splice(0).map((scheduler) => scheduler.stop()));
});

async function open(clock: Clock, options: Partial<PollSchedulerOptions>) {
  const polls: { key: string; tick: number; at: number }[] = [];
  const skips: Record<SkipReason, number> = { late: 0, overrun: 0, queued: 0 };
  const run: PollSchedulerOptions['run'] = async (key, tick, signal) => {
    polls.push({ key, tick, at: clock.now() });
    await options.run?.(key, tick, signal);
  };
  const onSkipped = (reason: SkipReason, ticks: number): void => void (skips[reason] += ticks);
  const scheduler = new PollScheduler({ maxConcurrent: 1_000, onBug: neverBug, onSkipped, drainMs: 200, ...options, clock, run });
  started.push(scheduler);
  await scheduler.start();
  return { scheduler, polls, skips };
}

const poll = (key: string, intervalMs = 10_000, origin = key) => ({ key, origin, intervalMs });

describeLifecycle(
  'a poll scheduler',
  () => new PollScheduler({ clock: systemClock, run: async () => {}, maxConcurrent: 1, onBug: neverBug }),
);

describe('a poll scheduler', () => {
  it('polls every key once for every tick of its grid, soon after the tick', async () => {
    const clock = new FakeClock();
    const { scheduler, polls, skips } = await open(clock, {});
    const keys = Array.from({ length: 50 }, (_, n) => `miner_${n}`);
    for (const key of keys) scheduler.set(poll(key));
    await clock.advance(40_000);
    expect(new Set(polls.map(({ key, tick }) => `${key}@${tick}`)).size).toBe(polls.length);
    for (const key of keys) expect(polls.filter((each) => each.key === key)).toHaveLength(4);
    for (const { key, tick, at } of polls) {
      expect(tickAtOrBefore(tickGridOf(key, 10_000), at)).toBe(tick);
      expect(at - tick).toBeLessThanOrEqual(100);
    }
    expect(skips).toEqual({ late: 0, overrun: 0, queued: 0 });
  });

  it('spreads the load: no second of the interval holds over twice its share', async () => {
    const clock = new FakeClock();
    const { scheduler, polls } = await open(clock, {});
    for (let n = 0; n < 2_000; n += 1) scheduler.set(poll(`10.0.${n >> 8}.${n & 255}`));
    await clock.advance(10_000);
    const perSecond = new Array<number>(10).fill(0);
    for (const { at } of polls) perSecond[Math.floor(at / 1_000) % 10]! += 1;
    expect(polls).toHaveLength(2_000);
    expect(Math.max(...perSecond)).toBeLessThan(400);
  });

  it('never runs more at once than allowed, and starves nobody', async () => {
    const clock = new FakeClock();
    let running = 0;
    let most = 0;
    const run = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await clock.sleep(200);
      running -= 1;
    };
    const { scheduler, polls } = await open(clock, { run, maxConcurrent: 3 });
    for (let n = 0; n < 100; n += 1) scheduler.set(poll(`m${n}`));
    await clock.advance(30_000);
    expect(most).toBe(3);
    expect(new Set(polls.map(({ key }) => key)).size).toBe(100);
  });

  it('under too much load skips ticks and counts each one: polled + skipped + waiting = ticks that came', async () => {
    const clock = new FakeClock();
    const { scheduler, polls, skips } = await open(clock, { run: () => clock.sleep(1_000), maxConcurrent: 2 });
    for (let n = 0; n < 60; n += 1) scheduler.set(poll(`m${n}`));
    await clock.advance(60_000);
    const { queued } = scheduler.stats();
    expect(skips.queued).toBeGreaterThan(0);
    expect(polls.length + skips.queued + skips.overrun + skips.late + queued).toBe(60 * 6);
    expect(new Set(polls.map(({ key }) => key)).size).toBe(60);
  });

  it('keeps the newest of the ticks that pass while a poll of the key still runs', async () => {
    const clock = new FakeClock();
    const { scheduler, polls, skips } = await open(clock, { run: () => clock.sleep(27_000) });
    scheduler.set(poll('slow'));
    await clock.advance(10_000 + 60_000);
    const [first] = polls;
    expect(polls.map(({ tick }) => tick - first!.tick)).toEqual([0, 20_000, 50_000]);
    expect(skips).toEqual({ late: 0, overrun: 3, queued: 0 });
  });

  it('skips no tick that comes while a newcomer is read for the first time', async () => {
    const clock = new FakeClock();
    const { scheduler, polls, skips } = await open(clock, { run: () => clock.sleep(8_000) });
    for (let n = 0; n < 40; n += 1) scheduler.set({ ...poll(`m${n}`), firstWithinMs: 5_000 });
    await clock.advance(60_000);
    expect(skips).toEqual({ late: 0, overrun: 0, queued: 0 });
    for (let n = 0; n < 40; n += 1) {
      const ticks = polls.filter(({ key }) => key === `m${n}`).map(({ tick }) => tick);
      expect(ticks).toEqual(ticks.map((_, at) => ticks[0]! + at * 10_000));
    }
  });

  it('runs one poll of an origin at a time, whatever the keys', async () => {
    const clock = new FakeClock();
    let running = 0;
    let most = 0;
    const run = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await clock.sleep(3_000);
      running -= 1;
    };
    const { scheduler, polls } = await open(clock, { run });
    for (const key of ['a', 'b', 'c']) scheduler.set(poll(key, 10_000, '10.0.0.1:80'));
    await clock.advance(30_000);
    expect(most).toBe(1);
    expect(new Set(polls.map(({ key }) => key)).size).toBe(3);
  });

  it('reads a newcomer within the time allowed, for the tick in force', async () => {
    const clock = new FakeClock();
    const { scheduler, polls } = await open(clock, {});
    for (let n = 0; n < 20; n += 1) scheduler.set({ ...poll(`m${n}`, 3_600_000), firstWithinMs: 5_000 });
    await clock.advance(5_100);
    expect(polls).toHaveLength(20);
    for (const { key, tick, at } of polls) expect(tick).toBe(tickAtOrBefore(tickGridOf(key, 3_600_000), at));
  });

  it('polls the tick in force of every newcomer that was taken over, also of one whose next tick comes within the time allowed', async () => {
    const clock = new FakeClock();
    const { scheduler, polls } = await open(clock, {});
    const setAt = clock.now();
    for (let n = 0; n < 40; n += 1) scheduler.set({ ...poll(`m${n}`), firstWithinMs: 60_000, takenOver: true });
    await clock.advance(25_000);
    for (let n = 0; n < 40; n += 1) {
      const ticks = polls.filter(({ key }) => key === `m${n}`).map(({ tick }) => tick);
      const inForce = tickAtOrBefore(tickGridOf(`m${n}`, 10_000), setAt);
      expect(ticks.slice(0, 3)).toEqual([inForce, inForce + 10_000, inForce + 20_000]);
    }
  });

  it('does not poll a tick again when a key is set again, and follows a new interval', async () => {
    const clock = new FakeClock();
    const { scheduler, polls } = await open(clock, {});
    scheduler.set(poll('m'));
    await clock.advance(10_000);
    scheduler.set(poll('m'));
    scheduler.set(poll('m', 5_000));
    await clock.advance(10_000);
    const ticks = polls.map(({ tick }) => tick);
    expect([...new Set(ticks)]).toEqual(ticks);
    expect(ticks.slice(1).every((tick) => tick === tickAtOrBefore(tickGridOf('m', 5_000), tick))).toBe(true);
  });

  it('reads a newcomer within the time allowed also when it is set anew before it was read', async () => {
    const clock = new FakeClock();
    const { scheduler, polls } = await open(clock, {});
    scheduler.set({ ...poll('m', 3_600_000), firstWithinMs: 5_000 });
    scheduler.set({ ...poll('m', 7_200_000), firstWithinMs: 5_000 });
    await clock.advance(5_100);
    expect(polls.map(({ key }) => key)).toEqual(['m']);
  });

  it('polls a deleted key no more, queued or not', async () => {
    const clock = new FakeClock();
    const { scheduler, polls } = await open(clock, { maxConcurrent: 1, run: () => clock.sleep(9_000) });
    for (const key of ['a', 'b']) scheduler.set(poll(key));
    await clock.advance(10_000);
    for (const key of ['a', 'b']) scheduler.delete(key);
    const before = polls.length;
    await clock.advance(60_000);
    expect([polls.length, scheduler.stats()]).toEqual([before, { scheduled: 0, queued: 0, running: 0, places: 1 }]);
  });
});

describe('a poll scheduler whose clock steps', () => {
  it('skips and counts the hour that was jumped over, without a burst', async () => {
    const clock = new SteppedClock();
    const steps: number[] = [];
    const { scheduler, polls, skips } = await open(clock, { onClockStep: (by) => steps.push(by) });
    for (let n = 0; n < 100; n += 1) scheduler.set(poll(`m${n}`, 60_000));
    await clock.advance(60_000);
    clock.offset += 3_600_000;
    const before = polls.length;
    await clock.advance(1_000);
    expect(polls.length - before).toBeLessThan(25);
    expect(skips.late).toBeGreaterThan(100 * 58);
    expect(steps).toEqual([3_600_000]);
  });

  it.each([{ takenOver: true }, { takenOver: false }])(
    'skips no tick of newcomers that come as it stands still for a moment, taken over: $takenOver',
    async ({ takenOver }) => {
      const clock = new SteppedClock();
      const { scheduler, polls, skips } = await open(clock, {});
      const setAt = clock.now();
      for (let n = 0; n < 200; n += 1) scheduler.set({ ...poll(`m${n}`), firstWithinMs: 10_000, takenOver });
      clock.offset = 900;
      await clock.advance(30_000);
      expect(skips).toEqual({ late: 0, overrun: 0, queued: 0 });
      for (let n = 0; n < 200; n += 1) {
        const first = tickAtOrBefore(tickGridOf(`m${n}`, 10_000), setAt) + (takenOver ? 0 : 10_000);
        const ticks = polls.filter(({ key }) => key === `m${n}`).map(({ tick }) => tick);
        expect(ticks.slice(0, 3)).toEqual([first, first + 10_000, first + 20_000]);
      }
    },
  );

  it.each([{ back: 30_000 }, { back: 90_000 }])('polls no tick twice when set back by $back ms', async ({ back }) => {
    const clock = new SteppedClock();
    const { scheduler, polls } = await open(clock, {});
    for (let n = 0; n < 20; n += 1) scheduler.set(poll(`m${n}`));
    await clock.advance(100_000);
    clock.offset -= back;
    await clock.advance(back + 20_000);
    const ticks = polls.map(({ key, tick }) => `${key}@${tick}`);
    expect(new Set(ticks).size).toBe(ticks.length);
    expect(polls.length).toBeGreaterThanOrEqual(20 * 11);
  });

  it('goes on at once when a clock that was a day ahead is put right', async () => {
    const clock = new SteppedClock();
    clock.offset = 86_400_000;
    const { scheduler, polls } = await open(clock, {});
    scheduler.set(poll('m'));
    await clock.advance(20_000);
    clock.offset = 0;
    const before = polls.length;
    await clock.advance(20_000);
    expect(polls.length - before).toBe(2);
  });

  it('holds its promises under any steps: ticks rise, and none is polled before its time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -100_000, max: 400_000 }), { maxLength: 5 }), async (steps) => {
        const clock = new SteppedClock();
        const { scheduler, polls } = await open(clock, {});
        for (const key of ['a', 'b', 'c']) scheduler.set(poll(key, 2_000));
        for (const step of steps) {
          await clock.advance(5_000);
          clock.offset += step;
        }
        await clock.advance(5_000);
        await scheduler.stop();
        for (const { tick, at } of polls) expect(tick <= at).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a poll scheduler that stops', () => {
  it('lets polls in flight end, and cancels those that outstay the drain', async () => {
    const ended: string[] = [];
    const run = async (key: string, _tick: number, signal: AbortSignal): Promise<void> => {
      if (key === 'quick') await systemClock.sleep(50);
      else await systemClock.sleep(60_000, signal);
      ended.push(key);
    };
    const { scheduler } = await open(systemClock, { run });
    for (const key of ['quick', 'stuck']) scheduler.set({ ...poll(key, 3_600_000), firstWithinMs: 1 });
    while (scheduler.stats().running < 2) await systemClock.sleep(10);
    const began = performance.now();
    await scheduler.stop();
    expect(ended).toEqual(['quick', 'stuck']);
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it('hands a bug of the poll to the host and goes on', async () => {
    const clock = new FakeClock();
    const bugs: unknown[] = [];
    const run = async (): Promise<void> => {
      throw new TypeError('oops');
    };
    const { scheduler, polls } = await open(clock, { run, onBug: (bug) => bugs.push(bug) });
    scheduler.set(poll('m'));
    await clock.advance(20_000);
    expect([polls.length, bugs.length]).toEqual([2, 2]);
  });
});

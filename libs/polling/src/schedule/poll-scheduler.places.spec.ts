import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { PollScheduler } from './poll-scheduler.js';

/** A clock whose sleepers may wake late, as they do where the event loop has other work. */
class LateClock extends FakeClock {
  lateMs = 0;
  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return super.sleep(ms + this.lateMs, signal);
  }
}

const started: PollScheduler[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((scheduler) => scheduler.stop()));
});

/** Keys that are due each second, of devices that answer when they are told to. */
async function open(keys: number) {
  const clock = new LateClock();
  const answers: (() => void)[] = [];
  const run = (): Promise<void> => new Promise((resolve) => answers.push(resolve));
  const skipped: string[] = [];
  const onBug = (error: unknown): never => {
    throw error;
  };
  const onSkipped = (reason: string): void => void skipped.push(reason);
  const scheduler = new PollScheduler({ maxConcurrent: 400, clock, run, onSkipped, onBug, drainMs: 50 });
  started.push(scheduler);
  await scheduler.start();
  for (let key = 0; key < keys; key += 1) scheduler.set({ key: `m${key}`, origin: `m${key}`, intervalMs: 1_000 });
  const answerAll = (): void => {
    for (const answer of answers.splice(0)) answer();
  };
  return { clock, scheduler, answerAll, skipped };
}

describe('a poll scheduler on a late event loop', () => {
  it('lets fewer polls begin until the loop is on time again, and polls whoever waited', async () => {
    const { clock, scheduler, answerAll, skipped } = await open(300);
    await clock.advance(1_000);
    expect(scheduler.stats()).toMatchObject({ running: 300, places: 400 });
    clock.lateMs = 120;
    await clock.advance(400);
    expect(scheduler.stats().places).toBeLessThan(200);
    answerAll();
    await clock.advance(500);
    expect(scheduler.stats().running).toBeLessThan(200);
    expect(scheduler.stats().queued).toBeGreaterThan(100);
    clock.lateMs = 0;
    await clock.advance(3_000);
    expect(scheduler.stats()).toMatchObject({ places: 400, running: 300 });
    expect(skipped.filter((reason) => reason === 'late')).toEqual([]);
  });

  it('begins those who wait as places come back, though nobody answers and nothing is due', async () => {
    const { clock, scheduler } = await open(0);
    clock.lateMs = 500;
    await clock.advance(6_000);
    expect(scheduler.stats().places).toBe(100);
    for (let key = 0; key < 150; key += 1)
      scheduler.set({ key: `h${key}`, origin: `h${key}`, intervalMs: 3_600_000, firstWithinMs: 1_000 });
    await clock.advance(2_000);
    expect(scheduler.stats()).toMatchObject({ running: 100, queued: 50 });
    clock.lateMs = 0;
    await clock.advance(2_000);
    expect(scheduler.stats()).toMatchObject({ running: 150, queued: 0 });
  });

  it('polls those who answer, however many do not, though the loop stays late', async () => {
    const { clock, scheduler } = await open(0);
    clock.lateMs = 120;
    for (let key = 0; key < 150; key += 1)
      scheduler.set({ key: `dead${key}`, origin: `dead${key}`, intervalMs: 3_600_000, firstWithinMs: 1_000 });
    await clock.advance(5_000);
    expect(scheduler.stats()).toMatchObject({ running: 150, places: 100 });
    for (let key = 0; key < 50; key += 1) scheduler.set({ key: `m${key}`, origin: `m${key}`, intervalMs: 1_000 });
    await clock.advance(3_000);
    expect(scheduler.stats()).toMatchObject({ running: 200, places: 100 });
  });
});

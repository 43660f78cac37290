import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { runTasks, type TimedTask } from './ticker.js';

const minute = 60_000;
const hour = 60 * minute;

const every = (ms: number, run: TimedTask['run'], first = false): TimedTask => ({
  name: `every ${ms}`,
  next: (afterMs) => (Math.floor(afterMs / ms) + 1) * ms,
  run,
  ...(first ? { first: (nowMs: number) => Math.floor(nowMs / ms) * ms } : {}),
});

async function play(tasks: (clock: FakeClock) => readonly TimedTask[], forMs: number): Promise<void> {
  const clock = new FakeClock(50);
  const stopping = new AbortController();
  const running = runTasks(tasks(clock), clock, stopping.signal);
  await clock.advance(0);
  await clock.advance(forMs);
  stopping.abort();
  await running;
}

/** A clock whose time of day is set while nothing else moves. */
class SetClock extends FakeClock {
  aheadMs = 0;

  override now(): number {
    return super.now() + this.aheadMs;
  }
}

/** The ticks of a task of every two hours, where the time of day is set so far ahead a minute after the start. */
async function ticksWhereSet(aheadMs: number, forMs: number): Promise<number[]> {
  const [clock, stopping, ticks] = [new SetClock(0), new AbortController(), [] as number[]];
  const running = runTasks([every(2 * hour, async (tick) => void ticks.push(tick))], clock, stopping.signal);
  await clock.advance(minute);
  clock.aheadMs = aheadMs;
  await clock.advance(forMs);
  stopping.abort();
  await running;
  return ticks;
}

describe('tasks at times of their own', () => {
  it('run once a tick, the tick in force at once where they want it', async () => {
    const [ticks, later]: number[][] = [[], []];
    const tasks = [every(100, async (tick) => void ticks!.push(tick), true), every(100, async (tick) => void later!.push(tick))];
    await play(() => tasks, 260);
    expect([ticks, later]).toEqual([
      [0, 100, 200, 300],
      [100, 200, 300],
    ]);
  });

  it('never overlap with themselves, and what was missed is let go', async () => {
    const ticks: number[] = [];
    const slow = (clock: FakeClock) =>
      every(100, async (tick, signal) => {
        ticks.push(tick);
        await clock.sleep(150, signal);
      });
    await play((clock) => [slow(clock)], 500);
    expect(ticks).toEqual([100, 300, 500]);
  });

  it('do not wait for each other', async () => {
    const ticks: number[] = [];
    const tasks = (clock: FakeClock) => [
      every(100, (_tick, signal) => clock.sleep(400, signal)),
      every(100, async (tick) => void ticks.push(tick)),
    ];
    await play(tasks, 350);
    expect(ticks).toEqual([100, 200, 300, 400]);
  });

  it('are on time though the clock was set while they slept', async () => {
    expect(await ticksWhereSet(hour + 40 * minute, 20 * minute)).toEqual([2 * hour]);
  });

  it('let a time go by that was missed by more than a minute', async () => {
    expect(await ticksWhereSet(2 * hour + 10 * minute, hour)).toEqual([]);
    expect(await ticksWhereSet(2 * hour + 10 * minute, 2 * hour)).toEqual([4 * hour]);
  });
});

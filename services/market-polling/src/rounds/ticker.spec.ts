import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { runTasks, type TimedTask } from './ticker.js';

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
});

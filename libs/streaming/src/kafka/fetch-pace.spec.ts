import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { FetchPace } from './fetch-pace.js';

describe('FetchPace', () => {
  let clock: FakeClock;
  let ending: AbortController;
  let pace: FetchPace;
  let due: number;

  beforeEach(() => {
    clock = new FakeClock();
    ending = new AbortController();
    pace = new FetchPace(clock, 100, ending.signal);
    due = 0;
  });

  const ask = (): Promise<void> => pace.due().then(() => void (due += 1));

  it('lets every partition of a fetch wait until its time has passed, counted from its answer', async () => {
    pace.fetched();
    await clock.advance(30);
    const waits = [ask(), ask()];
    await clock.advance(69);
    expect(due).toBe(0);
    await clock.advance(1);
    await Promise.all(waits);
    expect(due).toBe(2);
  });

  it('lets nobody wait whose work took longer, or who has fetched nothing yet', async () => {
    await ask();
    pace.fetched();
    await clock.advance(100);
    await ask();
    expect(due).toBe(2);
  });

  it('begins anew with each fetch, and ends with its consumer', async () => {
    pace.fetched();
    await clock.advance(100);
    await ask();
    pace.fetched();
    const wait = ask();
    await clock.advance(50);
    expect(due).toBe(1);
    ending.abort();
    await wait;
    expect(due).toBe(2);
  });
});

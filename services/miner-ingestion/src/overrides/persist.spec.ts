import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { persist } from './persist.js';

const away = new Error('away');

/** Tries until it was tried so often, and what came of it; `waits` are those between. */
async function tried(worksAt: number, isWanted: (tries: number) => boolean = () => true) {
  const waits: number[] = [];
  const clock = new (class extends FakeClock {
    override sleep(ms: number): Promise<void> {
      waits.push(ms);
      return Promise.resolve();
    }
  })();
  let tries = 0;
  const work = (): Promise<Error | null> => Promise.resolve((tries += 1) < worksAt ? away : null);
  const error = await persist(work, { clock, signal: new AbortController().signal, isWanted: () => isWanted(tries) });
  return { error, tries, waits };
}

describe('what is tried until it comes about', () => {
  it('is not tried again once it did', async () => {
    expect(await tried(1)).toEqual({ error: null, tries: 1, waits: [] });
  });

  it('is tried after waits that double up to a minute', async () => {
    const { waits } = await tried(9);
    expect(waits.map((ms) => ms / 1_000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('is given up after sixty tries, with why', async () => {
    expect(await tried(1_000)).toMatchObject({ error: away, tries: 60 });
  });

  it('is let go once nobody wants it any more', async () => {
    expect(await tried(1_000, (tries) => tries < 3)).toMatchObject({ error: null, tries: 3 });
  });
});

import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { TopicFactsCache } from './topic-facts-cache.js';

describe('TopicFactsCache', () => {
  let clock: FakeClock;
  let looks: number;
  let fails: boolean;
  let cache: TopicFactsCache;
  beforeEach(() => {
    [clock, looks, fails] = [new FakeClock(), 0, false];
    const look = (): Promise<{ partitions: number; compacted: boolean }> => {
      looks += 1;
      return fails ? Promise.reject(new Error('away')) : Promise.resolve({ partitions: 3, compacted: false });
    };
    cache = new TopicFactsCache(look, clock);
  });

  it('looks once, however long it is asked', async () => {
    await cache.of('t', false);
    await clock.advance(3_600_000);
    await cache.of('t', false);
    expect(looks).toBe(1);
  });

  it('looks again after a minute where compaction matters', async () => {
    await cache.of('t', true);
    await cache.of('t', true);
    expect(looks).toBe(1);
    await clock.advance(61_000);
    await cache.of('t', true);
    expect(looks).toBe(2);
  });

  it('does not remember a failure', async () => {
    fails = true;
    await expect(cache.of('t', false)).rejects.toThrow('away');
    fails = false;
    await expect(cache.of('t', false)).resolves.toEqual({ partitions: 3, compacted: false });
  });
});

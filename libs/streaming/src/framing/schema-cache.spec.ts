import { describe, expect, it } from '@jest/globals';
import { FakeClock, TransientError } from '@lodestream/component';
import { SchemaCache, type SchemaCacheOptions } from './schema-cache.js';
import { FakeSchemaRegistry } from './schema-registry.fake.js';

const idle = async (): Promise<void> => {};

function setUp(options: Partial<SchemaCacheOptions> = {}) {
  const registry = new FakeSchemaRegistry();
  const clock = new FakeClock();
  const cache = new SchemaCache(registry, { clock, unknownTries: 1, ...options });
  return { registry, clock, cache };
}

describe('the cache of schemas', () => {
  it('asks for a schema once, whoever wants it how often', async () => {
    const { registry, cache } = setUp();
    const id = registry.add('a-value', '"string"');
    for (let times = 0; times < 3; times += 1) await cache.fetch([id], idle);
    expect([cache.get(id), registry.questions]).toEqual(['"string"', 1]);
  });

  it('keeps no failure: the next one asks again', async () => {
    const { registry, cache } = setUp();
    const id = registry.add('a-value', '"string"');
    registry.isAway = true;
    await expect(cache.fetch([id], idle)).rejects.toBeInstanceOf(TransientError);
    registry.isAway = false;
    await cache.fetch([id], idle);
    expect(cache.get(id)).toBe('"string"');
  });

  it('believes that an id is unknown for a while, then asks again', async () => {
    const { registry, clock, cache } = setUp({ unknownForMs: 1_000 });
    await cache.fetch([1], idle);
    await cache.fetch([1], idle);
    expect([cache.get(1), registry.questions]).toEqual([null, 1]);
    registry.add('a-value', '"string"');
    await clock.advance(1_000);
    await cache.fetch([1], idle);
    expect(cache.get(1)).toBe('"string"');
  });

  it('asks a registry that lags behind again before it believes that an id is unknown', async () => {
    const { registry, clock, cache } = setUp({ unknownTries: 3, unknownPauseMs: 500 });
    const fetched = cache.fetch([1, 2], idle);
    await clock.advance(500);
    registry.add('a-value', '"string"');
    await clock.advance(500);
    await clock.advance(500);
    await fetched;
    expect([cache.get(1), cache.get(2)]).toEqual(['"string"', null]);
  });

  it('takes an id at which the registry fails for long, while it answers about another, for unknown', async () => {
    const { registry, clock, cache } = setUp({ failingForMs: 1_000 });
    const [good, bad] = [registry.add('a-value', '"string"'), registry.add('b-value', '"int"')];
    registry.failsAt.add(bad);
    await cache.fetch([good], idle);
    await expect(cache.fetch([bad], idle)).rejects.toBeInstanceOf(TransientError);
    await clock.advance(1_000);
    expect([...(await cache.fetch([bad, good], idle))]).toEqual([
      [bad, null],
      [good, '"string"'],
    ]);
    registry.failsAt.clear();
    await clock.advance(30_000);
    expect((await cache.fetch([bad], idle)).get(bad)).toBe('"int"');
  });

  it('waits for a registry that fails at everything, or of which nothing is known yet, however long', async () => {
    const { registry, clock, cache } = setUp({ failingForMs: 1_000 });
    const [good, bad] = [registry.add('a-value', '"string"'), registry.add('b-value', '"int"')];
    registry.failsAt.add(bad);
    for (let times = 0; times < 3; times += 1) {
      await expect(cache.fetch([bad], idle)).rejects.toBeInstanceOf(TransientError);
      await clock.advance(1_000);
    }
    await cache.fetch([good], idle);
    registry.failsAt.add(good);
    await expect(cache.fetch([bad], idle)).rejects.toBeInstanceOf(TransientError);
  });

  it('is bounded, and lets the caller tell its group that it is alive while many are asked for', async () => {
    const { registry, cache } = setUp({ maxSchemas: 20 });
    const ids = Array.from({ length: 40 }, (_, at) => registry.add('a-value', `"${at}"`));
    let beats = 0;
    const found = await cache.fetch(ids, async () => void (beats += 1));
    expect([...found.values()]).toEqual(ids.map((_, at) => `"${at}"`));
    expect(ids.filter((id) => cache.get(id) !== undefined)).toEqual(ids.slice(20));
    expect(beats).toBe(5);
  });
});

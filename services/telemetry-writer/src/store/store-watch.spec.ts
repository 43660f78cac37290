import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { Registry } from 'prom-client';
import { WriterMetrics } from '../metrics/writer-metrics.js';
import { StoreWatch } from './store-watch.js';

const stored = { stored: 1, refused: [], expired: [] };

function setUp() {
  const clock = new FakeClock();
  const watch = new StoreWatch(new WriterMetrics(new Registry()), clock, 30_000);
  const fail = () => expect(watch.during([], Promise.reject(new Error('store away')))).rejects.toThrow('store away');
  return { clock, watch, fail };
}

describe('watching the store', () => {
  it('is patient with a store that fails for a while', async () => {
    const { clock, watch, fail } = setUp();
    await fail();
    await clock.advance(29_000);
    expect(watch.answer()).toEqual({ ready: true });
  });

  it('is not ready when writes have been failing for too long, and says why', async () => {
    const { clock, watch, fail } = setUp();
    await fail();
    await clock.advance(20_000);
    await fail();
    await clock.advance(10_000);
    expect(watch.answer()).toEqual({ ready: false, reason: 'The telemetry store has taken nothing for 30 s: store away' });
  });

  it('counts a write that still tries from its start', async () => {
    const { clock, watch } = setUp();
    void watch.during([], new Promise(() => {}));
    await clock.advance(29_999);
    expect(watch.answer()).toEqual({ ready: true });
    await clock.advance(1);
    expect(watch.answer()).toEqual({ ready: false, reason: 'The telemetry store has taken nothing for 30 s: a write has no answer yet' });
  });

  it('is ready while others of the writes that wait come through', async () => {
    const { clock, watch } = setUp();
    void watch.during([], new Promise(() => {}));
    await clock.advance(20_000);
    await watch.during([], Promise.resolve(stored));
    await clock.advance(20_000);
    expect(watch.answer()).toEqual({ ready: true });
  });

  it('is ready again after one write that works', async () => {
    const { clock, watch, fail } = setUp();
    await fail();
    await clock.advance(60_000);
    await watch.during([], Promise.resolve(stored));
    expect(watch.answer()).toEqual({ ready: true });
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { HealthRegistry } from '@lodestream/service-kit';
import { EmbeddedEventBus, FakeEventBus } from '@lodestream/streaming';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readiness } from './readiness.js';

describe('the readiness of the application', () => {
  let directory: string | null = null;
  let bus: EmbeddedEventBus | null = null;
  afterEach(async () => {
    await bus?.stop();
    if (directory !== null) await rm(directory, { recursive: true, force: true });
  });

  it('is not there before everything has started, nor while it stops', async () => {
    const health = new HealthRegistry();
    const part = readiness(health, new FakeEventBus());
    expect(health.answers()).toEqual({ 'standalone/start': { ready: false, reason: 'it is still starting' } });
    await part.start();
    expect(health.answers()).toEqual({ 'standalone/start': { ready: true } });
    await part.stop();
    expect(health.answers()).toEqual({ 'standalone/start': { ready: false, reason: 'it is stopping' } });
  });

  it('fails while the disk of the embedded bus is full', async () => {
    directory = await mkdtemp(join(tmpdir(), 'lodestream-readiness-'));
    bus = new EmbeddedEventBus({ directory, minFreeBytes: Number.MAX_SAFE_INTEGER, patienceMs: 300, clock: systemClock });
    const health = new HealthRegistry();
    const part = readiness(health, bus);
    await bus.start();
    await part.start();
    expect(health.answers()['standalone/disk']).toEqual({ ready: true });
    void bus.admin.applyTopics([{ topic: 't', partitions: 1, retentionMs: null, compacted: false }]).catch(() => undefined);
    await systemClock.sleep(100);
    await bus.send('t', [{ key: 'k', value: 'v' }]).catch(() => undefined);
    expect(health.answers()['standalone/disk']).toMatchObject({
      ready: false,
      reason: expect.stringMatching(/disk of the embedded bus is full: .*MB/),
    });
  });
});

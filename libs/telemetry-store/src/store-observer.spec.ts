import { describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { Registry } from 'prom-client';
import { observed, prometheusObserver } from './store-observer.js';

async function valuesOf(registry: Registry, name: string): Promise<Record<string, number>> {
  const metric = (await registry.getMetricsAsJSON()).find((found) => found.name === name)!;
  return Object.fromEntries(metric.values.map(({ labels, value }) => [Object.values(labels).join(' '), value]));
}

describe('prometheusObserver', () => {
  it('counts points by what became of them, batches by how they ended, tries made again', async () => {
    const registry = new Registry();
    const observer = prometheusObserver(registry, 'influx');
    await observed(
      observer,
      () => 0,
      async () => ({ stored: 5, refused: [{ index: 1, reason: 'bad' }], expired: [2, 3] }),
    );
    await expect(
      observed(
        observer,
        () => 0,
        async () => Promise.reject(new TransientError('full', 'storage')),
      ),
    ).rejects.toThrow('full');
    observer.retried('rate_limit');
    expect(await valuesOf(registry, 'telemetry_store_points_total')).toEqual({
      'influx stored': 5,
      'influx refused': 1,
      'influx expired': 2,
    });
    expect(await valuesOf(registry, 'telemetry_store_batches_total')).toMatchObject({
      'influx ok': 1,
      'influx storage': 1,
      'influx timeout': 0,
    });
    expect(await valuesOf(registry, 'telemetry_store_retries_total')).toMatchObject({ 'influx rate_limit': 1, 'influx connectivity': 0 });
  });

  it('lets two stores share a registry, and measures how long a write took', async () => {
    const registry = new Registry();
    const [first, second] = [prometheusObserver(registry, 'embedded'), prometheusObserver(registry, 'influx')];
    let now = 0;
    await observed(
      first,
      () => (now += 1_500),
      async () => ({ stored: 1, refused: [], expired: [] }),
    );
    second.wrote('timeout', 60);
    expect(await registry.metrics()).toContain('telemetry_store_write_duration_seconds_sum{store="embedded"} 1.5');
  });
});

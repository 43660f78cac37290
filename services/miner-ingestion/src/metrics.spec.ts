import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { parse } from 'yaml';
import { IngestionMetrics } from './metrics.js';

interface Declared {
  readonly type: string;
  readonly help: string;
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

const declared = parse(readFileSync(join(import.meta.dirname, '../metrics.yaml'), 'utf8')) as Readonly<Record<string, Declared>>;

async function scrape() {
  const registry = new Registry();
  new IngestionMetrics(registry).watch({
    outboxBytes: () => 7,
    miners: () => 8,
    pollsRunning: () => 9,
    pollPlaces: () => 64,
    minersHeld: () => 2,
    leads: () => true,
  });
  return registry.getMetricsAsJSON();
}

describe('the metrics', () => {
  it('are exactly the declared ones', async () => {
    const registered = (await scrape()).map(({ name, type, help }) => ({ name, type: String(type), help }));
    const wanted = Object.entries(declared).map(([name, { type, help }]) => ({ name, type, help }));
    const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
    expect(registered.sort(byName)).toEqual(wanted.sort(byName));
  });

  it('start every counter at zero for every value of its labels', async () => {
    for (const { name, type, values } of await scrape()) {
      if (String(type) !== 'counter') continue;
      const combinations = Object.values(declared[name]!.labels).reduce((product, list) => product * list.length, 1);
      expect([name, values.length, values.every(({ value }) => value === 0)]).toEqual([name, combinations, true]);
      for (const { labels } of values)
        for (const [label, value] of Object.entries(labels)) expect(declared[name]!.labels[label]).toContain(value);
    }
  });

  it('count every poll once, however often they are scraped', async () => {
    const registry = new Registry();
    const metrics = new IngestionMetrics(registry);
    const lines = async (): Promise<string[]> =>
      (await registry.metrics()).split('\n').filter((line) => /^miner_ingestion_poll(s_total|_duration_seconds_count).* [1-9]/.test(line));
    metrics.pollAnswered('vnish', 40);
    metrics.pollAnswered('vnish', 60);
    await lines();
    metrics.pollAnswered('vnish', 10);
    metrics.pollFailed('vnish', 'timeout', 5_000);
    expect(await lines()).toEqual([
      'miner_ingestion_polls_total{driver="vnish",result="answered"} 3',
      'miner_ingestion_polls_total{driver="vnish",result="failed"} 1',
      'miner_ingestion_poll_duration_seconds_count{driver="vnish"} 4',
    ]);
  });

  it('say of every retry, failed slow read, bad record and unreadable command what kind of error it was', async () => {
    const registry = new Registry();
    const metrics = new IngestionMetrics(registry);
    metrics.pollRetried('vnish', 'timeout');
    metrics.slowRead('vnish', 'authentication');
    metrics.slowRead('vnish', null);
    metrics.badFleetRecord('malformed');
    metrics.unreadableCommand('malformed');
    const counted = (await registry.getMetricsAsJSON()).flatMap(({ name, values }) =>
      values.filter(({ value }) => value > 0).map(({ labels }) => `${name} ${Object.values(labels).join(' ')}`),
    );
    expect(counted.sort()).toEqual([
      'miner_ingestion_bad_fleet_records_total malformed',
      'miner_ingestion_poll_retries_total vnish timeout',
      'miner_ingestion_slow_read_errors_total vnish authentication',
      'miner_ingestion_slow_reads_total vnish answered',
      'miner_ingestion_slow_reads_total vnish failed',
      'miner_ingestion_unreadable_commands_total malformed',
    ]);
  });

  it('show live values when they are scraped', async () => {
    const gauges = (await scrape()).filter(({ type }) => String(type) === 'gauge').map(({ name, values }) => [name, values[0]?.value]);
    expect(Object.fromEntries(gauges)).toEqual({
      miner_ingestion_outbox_bytes: 7,
      miner_ingestion_miners: 8,
      miner_ingestion_polls_running: 9,
      miner_ingestion_poll_places: 64,
      miner_ingestion_miners_held: 2,
      miner_ingestion_fleet_leader: 1,
    });
  });
});

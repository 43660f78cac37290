import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { parse } from 'yaml';
import { dashboardMetricDeclarations, DashboardMetrics } from './dashboard-metrics.js';

const declared: unknown = parse(readFileSync(new URL('../../metrics.yaml', import.meta.url), 'utf8'));

async function scrape(use: (metrics: DashboardMetrics) => void = () => {}) {
  const registry = new Registry();
  use(new DashboardMetrics(registry));
  return registry.getMetricsAsJSON();
}

describe('the metrics of the dashboard', () => {
  it('are exactly those that metrics.yaml declares', async () => {
    expect(declared).toEqual(dashboardMetricDeclarations);
    expect((await scrape()).map(({ name }) => name).toSorted()).toEqual(Object.keys(dashboardMetricDeclarations).toSorted());
  });

  it('start at zero for every value of their labels', async () => {
    for (const { name, values } of await scrape()) {
      const { labels } = dashboardMetricDeclarations[name as keyof typeof dashboardMetricDeclarations];
      const combinations = Object.values<readonly string[]>(labels).reduce((product, list) => product * list.length, 1);
      expect([name, values.length, values.every(({ value }) => value === 0)]).toEqual([name, combinations, true]);
    }
  });

  it('count what happens, under labels they declare', async () => {
    const found = await scrape((metrics) => {
      metrics.answered('series', 503);
      metrics.unreadable('miner.telemetry');
      metrics.refused('full');
      metrics.closed('slow');
      metrics.pushed();
      metrics.watchConnections(() => 3);
    });
    const counted = found.flatMap(({ name, values }) =>
      values.filter(({ value }) => value > 0).map(({ labels, value }) => [name, labels, value]),
    );
    expect(counted).toEqual([
      ['dashboard_requests_total', { route: 'series', status: '5xx' }, 1],
      ['dashboard_live_connections_refused_total', { reason: 'full' }, 1],
      ['dashboard_live_connections_closed_total', { reason: 'slow' }, 1],
      ['dashboard_live_pushes_total', {}, 1],
      ['dashboard_unreadable_messages_total', { topic: 'miner.telemetry' }, 1],
      ['dashboard_live_connections', {}, 3],
    ]);
  });
});

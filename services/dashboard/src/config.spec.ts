import { describe, expect, it } from '@jest/globals';
import { validateSection } from '@lodestream/service-kit';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { DashboardConfig, DashboardSettings } from './config.js';
import { dashboardMetricDeclarations } from './metrics/dashboard-metrics.js';

const fileOf = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const sample = parse(fileOf('config.sample.yaml').replace(/^ {2}# ([a-z_]+: \S+)$/gm, '  $1')) as object;

describe('the configuration of the dashboard', () => {
  it('shows every option with its default in the sample, which is valid', () => {
    expect(sample).toEqual({ dashboard: { ...new DashboardSettings() } });
    expect(validateSection(DashboardConfig, sample).findings).toEqual([]);
  });

  it('works without a word', () => expect(validateSection(DashboardConfig, {}).findings).toEqual([]));

  it.each([
    { change: { host: '0.0.0.0' }, path: 'host' },
    { change: { host: '192.168.1.5' }, path: 'host' },
    { change: { port: 70_000 }, path: 'port' },
    { change: { live_interval_ms: 1 }, path: 'live_interval_ms' },
    { change: { max_live_connections: 0 }, path: 'max_live_connections' },
    { change: { max_requests_per_second: 0 }, path: 'max_requests_per_second' },
    { change: { replay_messages: -1 }, path: 'replay_messages' },
    { change: { colour: 'red' }, path: 'colour' },
  ])('refuses $change', ({ change, path }) => {
    const { findings } = validateSection(DashboardConfig, { dashboard: change });
    expect(findings.map((finding) => finding.path.join('.'))).toEqual([`dashboard.${path}`]);
  });

  it.each([...Object.keys(new DashboardSettings()), ...Object.keys(dashboardMetricDeclarations)])('explains %s in the README', (name) => {
    expect(fileOf('README.md')).toContain(`\`${name}\``);
  });
});

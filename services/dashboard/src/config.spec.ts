import { describe, expect, it } from '@jest/globals';
import { validateSection } from '@lodestream/service-kit';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { parse } from 'yaml';
import { DashboardConfig, DashboardSettings } from './config.js';
import { dashboardMetricDeclarations } from './metrics/dashboard-metrics.js';

const fileOf = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const sample = parse(fileOf('config.sample.yaml').replace(/^ {2}# ([a-z_]+: \S+)$/gm, '  $1')) as object;

const token = { name: 'anna', token: 'x'.repeat(20), role: 'viewer' };

describe('the configuration of the dashboard', () => {
  it('shows every option with its default in the sample, which is valid', () => {
    const { access_tokens: _tokens, public_urls: _urls, ...simple } = new DashboardSettings();
    expect(sample).toEqual({ dashboard: simple });
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
    { change: { public_urls: ['https://farm.example'] }, path: 'public_urls' },
    { change: { access_tokens: [token], public_urls: ['farm'] }, path: 'public_urls' },
    { change: { access_tokens: [token, token] }, path: 'access_tokens' },
    { change: { access_tokens: [{ ...token, token: 'short' }] }, path: 'access_tokens.0.token' },
    { change: { access_tokens: [{ ...token, role: 'king' }] }, path: 'access_tokens.0.role' },
    { change: { access_tokens: [{ ...token, name: 'a b' }] }, path: 'access_tokens.0.name' },
  ])('refuses $change', ({ change, path }) => {
    const { findings } = validateSection(DashboardConfig, { dashboard: change });
    expect(findings.map((finding) => finding.path.join('.'))).toEqual([`dashboard.${path}`]);
  });

  it.each(['0.0.0.0', '192.168.1.5', '::'])('listens on %s once somebody can be told apart', (host) => {
    expect(validateSection(DashboardConfig, { dashboard: { host, access_tokens: [token] } }).findings).toEqual([]);
  });

  it('says what to do about an address that anybody could reach, and shows no token in what it says', () => {
    const [finding] = validateSection(DashboardConfig, { dashboard: { host: '0.0.0.0' } }).findings;
    expect(finding?.remedy).toBe('Give `access_tokens` an entry (name, token, role), or set `host` to 127.0.0.1.');
    const { findings } = validateSection(DashboardConfig, { dashboard: { access_tokens: [{ ...token, token: 'canary' }] } });
    expect(inspect(findings) + JSON.stringify(findings)).not.toContain('canary');
  });

  it.each([...Object.keys(new DashboardSettings()), ...Object.keys(dashboardMetricDeclarations)])('explains %s in the README', (name) => {
    expect(fileOf('README.md')).toContain(`\`${name}\``);
  });
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { parse } from 'yaml';
import { FakeClock } from '@lodestream/component';
import { MarketHarness } from './market-harness.js';
import { FreePlans } from './provider-books.js';

interface Declared {
  readonly type: string;
  readonly help: string;
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

const declared = parse(readFileSync(join(import.meta.dirname, '../metrics.yaml'), 'utf8')) as Readonly<Record<string, Declared>>;
const registry = new Registry();
let scraped: Awaited<ReturnType<Registry['getMetricsAsJSON']>>;
let nodes = 0;

/** Two hours with every source; one node answers for an hour, the other never does. */
beforeAll(async () => {
  const clock = new FakeClock(Date.parse('2026-10-24T12:25:00Z'));
  const plans: FreePlans = new FreePlans(() => clock);
  const mined = { difficulty: 1_000, networkhashps: 1e12, blocks: 5_000_000 };
  const harness = new MarketHarness((...request) => {
    if (!request[0].startsWith('10.0.0.')) return plans.answers(...request);
    nodes += 1;
    return request[0] === '10.0.0.5:22555' && clock.now() < Date.parse('2026-10-24T13:25:00Z')
      ? { body: { result: mined, error: null } }
      : { status: 503 };
  }, clock);
  const node = (coin: string, host: string) => ({ coin, url: `http://${host}` });
  const networks = { nodes: [node('dogecoin', '10.0.0.5:22555'), node('bellscoin', '10.0.0.6:19918')] };
  const coingecko = { coins: ['bitcoin', 'litecoin'], tier: 'demo' };
  const service = harness.create({ coingecko, coinmarketcap: { api_key: 'a-key' }, networks }, { registry });
  await harness.begin(service);
  await clock.advance(7_200_000);
  await service.stop();
  scraped = await registry.getMetricsAsJSON();
});

const seriesOf = (name: string) => scraped.find((each) => each.name === `market_polling_${name}`)?.values ?? [];
const value = (name: string, labels: Readonly<Record<string, string>>): number | undefined =>
  seriesOf(name).find((each) => Object.entries(labels).every(([label, wanted]) => each.labels[label] === wanted))?.value;

describe('the metrics', () => {
  it('are exactly the declared ones', () => {
    const registered = scraped.map(({ name, type, help }) => ({ name, type: String(type), help }));
    const wanted = Object.entries(declared).map(([name, { type, help }]) => ({ name, type, help }));
    const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
    expect(registered.sort(byName)).toEqual(wanted.sort(byName));
  });

  it('have no label but the declared ones, nor any other value of them', () => {
    expect(nodes).toBeGreaterThan(10);
    for (const { name, values } of scraped)
      for (const { labels } of values)
        for (const [label, given] of Object.entries(labels)) if (label !== 'le') expect(declared[name]!.labels[label]).toContain(given);
  });

  it.each(['requests_total', 'request_duration_seconds', 'request_errors_total', 'credits_spent_total', 'last_answer_age_seconds'])(
    'tell %s of each source that was asked, and of each of its endpoints',
    (name) => {
      const asked = { source: 'coingecko', endpoint: 'simple_price' };
      expect(value(name, { source: 'coingecko' })).toBeGreaterThanOrEqual(0);
      const ofEndpoint = `endpoint_${name.replace('request_', '')}`;
      // an endpoint that never failed has no series of errors
      const at = name === 'request_errors_total' ? { source: 'node', endpoint: 'rpc' } : asked;
      expect(value(ofEndpoint, at)).toBeGreaterThanOrEqual(0);
    },
  );

  it('tell what the credits are that are left, where somebody counts them', () => {
    for (const source of ['coingecko', 'coinmarketcap']) {
      const spent = value('credits_spent_total', { source })!;
      expect(spent).toBeGreaterThan(0);
      expect(value('credits_left', { source })).toBe(10_000 - spent);
    }
    expect(value('credits_left', { source: 'node' })).toBeUndefined();
  });

  it('tell how many requests were answered of those that ended, and grow older with the last answer', () => {
    const [answered, failed] = ['answered', 'failed'].map((result) => value('requests_total', { source: 'node', result }));
    expect([answered! > 0, answered! + failed!]).toEqual([true, nodes]);
    expect(value('last_answer_age_seconds', { source: 'coingecko' })).toBeLessThan(300);
    expect(value('last_answer_age_seconds', { source: 'node' })).toBeGreaterThan(3_600);
  });
});

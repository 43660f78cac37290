import { describe, expect, it } from '@jest/globals';
import { topics } from '@lodestream/records';
import { Registry } from 'prom-client';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;
const settings = {
  coingecko: { coins: ['bitcoin'], tier: 'demo' },
  coinmarketcap: { api_key: 'a-key', tier: 'free' },
  networks: { explorers: false, minerstat: false },
};

/** Two sources that differ by as much as they are told to, and what is said of the whole market. */
function aHarness(ratio: { of: number }): MarketHarness {
  const answers: Answers = (host, path) => {
    const at = new Date(made.clock.now() - 1_000).toISOString();
    const status = { error_code: 0, error_message: null, credit_count: 1 };
    if (path === '/coins/markets') return { body: [{ id: 'bitcoin', current_price: 100, last_updated: at }] };
    if (path === '/simple/price') return { body: { bitcoin: { usd: 100, last_updated_at: Date.parse(at) / 1_000 } } };
    if (path.includes('/cryptocurrency/quotes'))
      return { body: { status, data: [{ id: 1, quote: [{ symbol: 'USD', price: 100 * ratio.of, last_updated: at }] }] } };
    if (path === '/global')
      return {
        body: { data: { total_market_cap: { usd: 3e12 }, market_cap_percentage: { btc: 58.5 }, updated_at: Date.parse(at) / 1_000 } },
      };
    return host === 'nowhere' ? {} : { status: 503 };
  };
  const made: MarketHarness = new MarketHarness(answers);
  return made;
}

describe('what is told besides prices', () => {
  it('is the whole market, with what the provider left out null and marked, never 0', async () => {
    const harness = aHarness({ of: 1 });
    const service = harness.create(settings);
    await harness.begin(service);
    await harness.clock.advance(2 * minute);
    await service.stop();
    const [told, ...more] = harness.bus.records(topics.marketGlobal);
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      source: 'coingecko',
      total_market_cap_usd: 3e12,
      btc_dominance_percent: 58.5,
      eth_dominance_percent: null,
      total_volume_24h_usd: null,
      stale: false,
    });
    expect(told!.quality.flags).toEqual(
      expect.arrayContaining([
        { path: 'eth_dominance_percent', reason: 'not_given' },
        { path: 'total_volume_24h_usd', reason: 'not_given' },
      ]),
    );
    expect(told!.quality.flags.map(({ path }) => path)).not.toContain('total_market_cap_usd');
  });

  it('is a disagreement, once while it lasts and again when it comes back, with the evidence', async () => {
    const ratio = { of: 1 };
    const harness = aHarness(ratio);
    const service = harness.create(settings);
    await harness.begin(service);
    await harness.clock.advance(20 * minute);
    const disagreements = () => harness.events.filter(({ type }) => type === 'disagreement');
    expect(disagreements()).toEqual([]);
    ratio.of = 1.5;
    await harness.clock.advance(60 * minute);
    expect(disagreements()).toEqual([
      expect.objectContaining({
        source_id: 'market:coinmarketcap',
        source_kind: 'market',
        severity: 'warning',
        subject: 'bitcoin',
        evidence: { price_usd: '150', taken_usd: '100', taken_from: 'coingecko' },
      }),
    ]);
    ratio.of = 1;
    await harness.clock.advance(30 * minute);
    ratio.of = 1.5;
    await harness.clock.advance(30 * minute);
    await service.stop();
    expect(disagreements()).toHaveLength(2);
  });

  it('is counted for Prometheus, by source and by endpoint', async () => {
    const [harness, registry] = [aHarness({ of: 1 }), new Registry()];
    const service = harness.create(settings, { registry });
    await harness.begin(service);
    await harness.clock.advance(2 * minute);
    await service.stop();
    const text = await registry.metrics();
    for (const line of [
      'requests_total{source="coingecko",result="answered"} 3',
      'requests_total{source="coingecko",result="failed"} 1',
      'request_errors_total{source="coingecko",error_class="connectivity"} 1',
      'endpoint_requests_total{source="coingecko",endpoint="market_chart",result="failed"} 1',
      'endpoint_requests_total{source="coingecko",endpoint="coins_markets",result="answered"} 2',
      'endpoint_last_answer_age_seconds{source="coingecko",endpoint="global"}',
      'credits_left{source="coingecko"}',
    ])
      expect(text).toContain(`market_polling_${line}`);
  });
});

import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { Registry } from 'prom-client';
import type { RequestOutcome } from '../sources/paced-api.js';
import { EndpointMetrics } from './endpoint-metrics.js';
import { endpointName } from './endpoint-name.js';

const ended = (endpoint: string, change: Partial<RequestOutcome> = {}): RequestOutcome => ({
  source: 'one',
  endpoint,
  error: null,
  message: null,
  misread: false,
  durationMs: 700,
  credits: 2,
  ...change,
});

describe('metrics of endpoints', () => {
  it('count answers, failures by class, credits and times of each endpoint apart, and grow older with the last good answer', async () => {
    const [registry, clock] = [new Registry(), new FakeClock(1_000)];
    const metrics = new EndpointMetrics(registry, clock);
    metrics.ended(ended('/coins/markets'));
    await clock.advance(60_000);
    metrics.ended(ended('/coins/markets', { error: 'rate_limit', message: 'slow down' }));
    metrics.ended(ended('/coins/bitcoin/market_chart', { error: 'timeout', message: 'late' }));
    const text = await registry.metrics();
    for (const line of [
      'requests_total{source="one",endpoint="coins_markets",result="answered"} 1',
      'requests_total{source="one",endpoint="coins_markets",result="failed"} 1',
      'requests_total{source="one",endpoint="market_chart",result="failed"} 1',
      'errors_total{source="one",endpoint="coins_markets",error_class="rate_limit"} 1',
      'errors_total{source="one",endpoint="market_chart",error_class="timeout"} 1',
      'credits_spent_total{source="one",endpoint="coins_markets"} 4',
      'duration_seconds_bucket{le="1",source="one",endpoint="coins_markets"} 2',
      'duration_seconds_bucket{le="0.5",source="one",endpoint="coins_markets"} 0',
      'last_answer_age_seconds{source="one",endpoint="coins_markets"} 60',
    ])
      expect(text).toContain(`market_polling_endpoint_${line}`);
    expect(text).not.toMatch(/last_answer_age_seconds\{[^}]*market_chart/);
  });

  it.each([
    ['/coins/markets', 'coins_markets'],
    ['/coins/pepecoin-network/market_chart', 'market_chart'],
    ['/simple/price', 'simple_price'],
    ['/global', 'global'],
    ['/v1/global-metrics/quotes/latest', 'global'],
    ['/v3/cryptocurrency/quotes/latest', 'quotes'],
    ['/v1/cryptocurrency/map', 'map'],
    ['/v1/key/info', 'key_info'],
    ['/key', 'key_info'],
    ['/v1/mining/hashrate/3d', 'hashrate'],
    ['/v1/difficulty-adjustment', 'difficulty_adjustment'],
    ['/v1/mining/reward-stats/144', 'reward_stats'],
    ['/blocks/tip/height', 'tip_height'],
    ['/coins', 'coins'],
    ['', 'rpc'],
    ['/coins/bitcoin/tickers', 'other'],
  ])('call %s %s', (path, name) => expect(endpointName(path)).toBe(name));
});

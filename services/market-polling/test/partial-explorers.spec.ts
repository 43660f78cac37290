import { describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import type { MarketData } from '@lodestream/records';
import { Registry } from 'prom-client';
import { type Answers, MarketHarness } from './market-harness.js';

const [minute, hour] = [60_000, 3_600_000];
const settings = {
  coingecko: { coins: ['bitcoin'], tier: 'demo', polling_intervals: { simple_price: 300, market_data: 300 } },
  networks: { explorers: true, minerstat: false, explorer_interval: 600 },
};
const bodies: Readonly<Record<string, unknown>> = {
  '/v1/mining/hashrate/3d': { currentHashrate: 7.2e20, currentDifficulty: 1e14 },
  '/v1/difficulty-adjustment': { timeAvg: 590_000 },
  '/v1/mining/reward-stats/144': { startBlock: 1, endBlock: 144, totalFee: '1800000000' },
};

/** An explorer of which single endpoints can be switched off. */
class Story {
  readonly failing = new Set<string>();
  readonly registry = new Registry();
  readonly harness = new MarketHarness((...asked) => this.answers(...asked));

  async live(minutes: number): Promise<void> {
    const service = this.harness.create(settings, { registry: this.registry });
    await this.harness.begin(service);
    await this.harness.clock.advance(minutes * minute);
    await service.stop();
    expect(this.harness.bugs).toEqual([]);
    this.registry.clear();
  }

  get newest(): MarketData {
    return this.harness.data.filter(({ candidates }) => candidates.length > 0).at(-1)!;
  }

  flags(reason: string): string[] {
    return this.newest.quality.flags.filter((flag) => flag.reason === reason).map(({ path }) => path);
  }

  private readonly answers: Answers = (_host, path, query) => {
    const now = this.harness.clock.now();
    if (this.failing.has(path)) throw new TransientError('gone', 'connectivity');
    const row = (id: string) => ({ id, current_price: 100_000, last_updated: new Date(now - 1_000).toISOString() });
    if (path === '/coins/markets') return { body: String(query['ids']).split(',').map(row) };
    if (path === '/blocks/tip/height') return { body: String(920_000 + Math.floor(now / hour)) };
    return bodies[path] === undefined ? { status: 404 } : { body: bodies[path] };
  };
}

describe('an explorer of which one endpoint fails', () => {
  it('is believed in the rest; what it does not say is as old as it is, then missing, and never 0', async () => {
    const story = new Story();
    await story.live(30);
    const before = story.newest.mining_metrics;
    expect(before).toMatchObject({ network_difficulty: 1e14, fees_per_block: 0.125, block_time: 590, source: 'mempool' });
    story.failing.add('/v1/mining/hashrate/3d');
    await story.live(120);
    expect(story.newest.mining_metrics).toMatchObject({ network_difficulty: 1e14, fees_per_block: 0.125 });
    expect(story.newest.mining_metrics.height).toBeGreaterThan(before.height!);
    expect(story.newest.mining_metrics.expected_usd_per_unit_day).toBe(before.expected_usd_per_unit_day);
    expect(story.flags('stale')).toEqual(['mining_metrics.network_difficulty', 'mining_metrics.network_hashrate']);
  });

  it('is told as unanswered where it was never had, and where it is out of date; the failures are counted by endpoint', async () => {
    const story = new Story();
    story.failing.add('/v1/mining/hashrate/3d').add('/v1/mining/reward-stats/144');
    const service = story.harness.create(settings, { registry: story.registry });
    await story.harness.begin(service);
    await story.harness.clock.advance(30 * minute);
    const {
      network_difficulty: difficulty,
      expected_coins_per_unit_day: coins,
      fees_per_block: fees,
      height,
    } = story.newest.mining_metrics;
    expect([difficulty, coins, fees]).toEqual([null, null, null]);
    expect(height).toBeGreaterThan(900_000);
    const at = (name: string): string => `mining_metrics.${name}`;
    expect(story.flags('no_answer')).toEqual([at('network_difficulty'), at('network_hashrate'), at('fees_per_block')]);
    expect(story.flags('not_given').filter((path) => path.startsWith('mining_metrics'))).toEqual([]);
    const counted = await story.registry.getSingleMetric('market_polling_endpoint_requests_total')!.get();
    const ended = (endpoint: string, result: string): number | undefined =>
      counted.values.find(({ labels: l }) => l['source'] === 'mempool' && l['endpoint'] === endpoint && l['result'] === result)?.value;
    expect([ended('hashrate', 'answered'), ended('tip_height', 'failed')]).toEqual([undefined, undefined]);
    expect(ended('hashrate', 'failed')).toBeGreaterThanOrEqual(3);
    expect(ended('tip_height', 'answered')).toBeGreaterThanOrEqual(3);
    expect(story.harness.events.filter(({ type }) => type === 'disconnected')).toEqual([]);
    await service.stop();
  });

  it('goes on after a restart without taking what was old for what was just told', async () => {
    const story = new Story();
    await story.live(30);
    story.failing.add('/v1/mining/hashrate/3d');
    await story.live(30);
    expect(story.flags('stale')).toContain('mining_metrics.network_difficulty');
    for (const path of [...Object.keys(bodies), '/blocks/tip/height']) story.failing.add(path);
    await story.live(20);
    expect(story.newest.mining_metrics).toMatchObject({ network_difficulty: null, source: 'mempool' });
    expect(story.flags('no_answer')).toContain('mining_metrics.network_difficulty');
  });
});

import { describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import type { MarketData } from '@lodestream/records';
import { MarketHarness } from './market-harness.js';
import { FreePlans } from './provider-books.js';

const minute = 60_000;
const hour = 60 * minute;
const settings = {
  coingecko: { coins: ['bitcoin'], tier: 'demo' },
  networks: { explorers: false, minerstat: false },
  price_change_periods: ['12h', '5d'],
};

/** CoinGecko with its plan, which can be taken away. */
class Story {
  isUp = true;
  readonly plans: FreePlans = new FreePlans(() => this.harness.clock);
  readonly harness: MarketHarness = new MarketHarness((...asked) => {
    if (!this.isUp) throw new TransientError('gone', 'connectivity');
    return this.plans.answers(...asked);
  });

  /** Runs a process for so many hours, and ends it as it is told to. */
  async live(hours: number, end: 'stopped' | 'killed' = 'stopped'): Promise<void> {
    const { lines } = this.harness;
    let isDead = false;
    const replace: typeof lines.replace = (...asked) =>
      isDead ? Promise.reject(new TransientError('dead', 'connectivity')) : lines.replace(...asked);
    const service = this.harness.create(settings, { lines: { read: (key) => lines.read(key), replace } });
    await this.harness.begin(service);
    await this.harness.clock.advance(hours * hour);
    isDead = end === 'killed';
    await service.stop();
    expect(this.harness.bugs).toEqual([]);
  }

  /** The stretches that were asked for, in hours of length. */
  get asked(): number[] {
    const calls = this.harness.calls.filter(({ path }) => path === '/coins/bitcoin/market_chart/range');
    return calls.map(({ query }) => Math.round((Number(query['to']) - Number(query['from'])) / 3_600));
  }

  get filled(): MarketData[] {
    return this.harness.data.filter(({ quality }) =>
      quality.flags.some(({ path, reason }) => path === 'price.usd' && reason === 'back_filled'),
    );
  }
}

describe('a gap in our own prices', () => {
  it('at the first start is the week before: asked for once, and not by the next process', async () => {
    const story = new Story();
    await story.live(3);
    await story.live(3);
    expect(story.asked).toEqual([168]);
    expect(story.filled.length).toBe(167);
    expect(story.filled[0]).toMatchObject({
      source: 'coingecko',
      price: { usd: 99, stale: false },
      mining_metrics: { block_reward: null },
    });
  });

  it('after an outage of the provider is filled once it is back, marked, and shown in the changes that stand on it', async () => {
    const story = new Story();
    const service = story.harness.create(settings);
    await story.harness.begin(service);
    await story.harness.clock.advance(3 * hour);
    story.isUp = false;
    await story.harness.clock.advance(5 * hour);
    story.isUp = true;
    const backAtMs = story.harness.clock.now();
    await story.harness.clock.advance(20 * hour);
    await service.stop();
    expect(story.asked).toEqual([168, 5]);
    const gap = story.filled.filter(({ timestamp }) => timestamp > backAtMs - 5 * hour);
    // the outage began and ended between two full hours
    expect(gap.length).toBe(6);
    const changes = story.harness.data.filter(({ timestamp }) => timestamp > backAtMs + 40 * minute && timestamp < backAtMs + hour);
    expect(changes.length).toBeGreaterThan(2);
    for (const { price_change: change, quality } of changes) {
      expect(change.percent_1h === null).toBe(
        !quality.flags.some(({ path, reason }) => path === 'price_change.percent_1h' && reason === 'back_filled'),
      );
    }
    expect(
      changes.some(({ price_change: { percent_1h: percent } }) => percent !== null && Math.abs(percent - 100 * (100 / 99 - 1)) < 1e-9),
    ).toBe(true);
    expect(story.plans.gecko.refused).toBe(0);
  });

  it('between two processes is filled by the second; what the first had seen stays', async () => {
    const story = new Story();
    await story.live(30);
    await story.harness.clock.advance(6 * hour);
    const againAtMs = story.harness.clock.now();
    await story.live(3);
    expect(story.asked).toEqual([168, 6]);
    expect(story.filled.length).toBe(167 + 6);
    const again = story.harness.data.find(({ observed_at: at, candidates }) => at >= againAtMs && candidates.length > 0)!;
    expect(again.price_change.percent_24h).toBeCloseTo(0, 9);
    expect(again.quality.flags).toContainEqual({ path: 'price_change.percent_24h', reason: 'derived' });
    // the price of 99 is that of the history which was filled in
    expect(again.price_change.custom).toEqual({ '12h': expect.closeTo(0, 9), '5d': expect.closeTo(100 * (100 / 99 - 1), 9) });
    expect(again.quality.flags).toContainEqual({ path: 'price_change.custom.5d', reason: 'back_filled' });
    expect(again.quality.flags).not.toContainEqual({ path: 'price_change.percent_24h', reason: 'back_filled' });
  });

  it('costs a process that was killed an hour of its own line at most', async () => {
    const story = new Story();
    await story.live(30, 'killed');
    await story.live(3);
    expect(story.asked.slice(1).every((hours) => hours <= 1.1)).toBe(true);
    expect(story.harness.data.at(-1)!.price_change.percent_24h).toBeCloseTo(0, 9);
  });
});

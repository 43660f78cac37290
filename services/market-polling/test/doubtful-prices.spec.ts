import { describe, expect, it } from '@jest/globals';
import type { MarketData } from '@lodestream/records';
import { MarketHarness } from './market-harness.js';

const minute = 60_000;
const settings = { coingecko: { coins: ['bitcoin'], tier: 'demo' }, networks: { explorers: false, minerstat: false } };

/** CoinGecko alone, at a price that can be changed. */
class Story {
  usd = 100;
  readonly harness: MarketHarness = new MarketHarness((_host, path) => {
    const at = this.harness.clock.now() - 1_000;
    if (path === '/coins/markets') return { body: [{ id: 'bitcoin', current_price: this.usd, last_updated: new Date(at).toISOString() }] };
    if (path === '/simple/price') return { body: { bitcoin: { usd: this.usd, last_updated_at: at / 1_000 } } };
    return { status: 404, body: { error: 'coin not found' } };
  });

  get newest(): MarketData {
    return this.harness.data.at(-1)!;
  }
}

const isDoubtful = ({ quality }: MarketData): boolean =>
  quality.flags.some(({ path, reason }) => path === 'price.usd' && reason === 'low_quality');

describe('a slip of the one source there is', () => {
  it('is told as it is, marked, and is no beginning of later changes', async () => {
    const story = new Story();
    const service = story.harness.create(settings);
    await story.harness.begin(service);
    await story.harness.clock.advance(60 * minute);
    expect(isDoubtful(story.newest)).toBe(false);
    story.usd = 1_000;
    const slippedAtMs = story.harness.clock.now();
    await story.harness.clock.advance(5 * minute);
    expect([story.newest.price.usd, isDoubtful(story.newest)]).toEqual([1_000, true]);
    story.usd = 100;
    await story.harness.clock.advance(80 * minute);
    await service.stop();
    const later = story.harness.data.filter(({ timestamp }) => timestamp > slippedAtMs + 6 * minute);
    expect(later.some(isDoubtful)).toBe(false);
    expect(new Set(later.map(({ price_change: change }) => change.percent_1h))).toEqual(new Set([0]));
    expect(story.harness.bugs).toEqual([]);
  });
});

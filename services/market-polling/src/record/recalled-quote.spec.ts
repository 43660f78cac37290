import { describe, expect, it } from '@jest/globals';
import { topics } from '@lodestream/records';
import { recalledQuotes } from './recalled-quote.js';

const candidate = (source: string, verdict: 'accepted' | 'outlier' | 'stale', price: number | null = 100) => ({
  ...{ source, verdict, price },
  ...{ last_updated: 1_000, observed_at: 2_000, deviation_percent: null },
});
const aRecord = (source: string, candidates: readonly ReturnType<typeof candidate>[]) =>
  topics.marketData.codec.create({
    ...{ timestamp: 3_000, observed_at: 3_000, interval_ms: 300_000, source, candidates: [...candidates] },
    ...{ coin: { id: 'litecoin', symbol: 'LTC', name: 'Litecoin' }, price: { usd: 100, btc: 0.001 } },
    market_cap: { usd: 7e9 },
  });
const taken = (source: string, ...candidates: readonly ReturnType<typeof candidate>[]): string[] =>
  recalledQuotes(aRecord(source, candidates)).flatMap((each) => (each.taken ? [each.source] : []));

describe('what a record tells of what sources said', () => {
  it('is which price was taken', () => {
    expect(taken('b', candidate('a', 'outlier'), candidate('b', 'accepted'))).toEqual(['b']);
    expect(taken('b', candidate('a', 'stale'), candidate('b', 'stale'))).toEqual([]);
  });

  it('is which one would have been, but for a pin', () => {
    expect(taken('pinned', candidate('a', 'outlier'), candidate('b', 'accepted'), candidate('c', 'accepted'))).toEqual(['b']);
  });

  it('is with its own times, and with nothing of another source', () => {
    const [one, other] = recalledQuotes(aRecord('a', [candidate('a', 'accepted'), candidate('b', 'accepted', 101)]));
    expect(one).toMatchObject({
      observedAtMs: 2_000,
      quote: { price: { usd: 100, btc: 0.001 }, marketCap: { usd: 7e9 }, lastUpdatedMs: 1_000 },
    });
    expect(other).toMatchObject({ quote: { price: { usd: 101 }, marketCap: {}, change: {} } });
    expect(other!.quote.price['btc']).toBeUndefined();
    expect(recalledQuotes(aRecord('a', [candidate('a', 'accepted', null)]))).toEqual([]);
  });
});

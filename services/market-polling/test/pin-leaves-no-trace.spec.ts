import { describe, expect, it } from '@jest/globals';
import type { MarketData } from '@lodestream/records';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;
const day = 86_400_000;
const settings = { coingecko: { coins: ['bitcoin', 'litecoin'], tier: 'demo' }, networks: { explorers: false, minerstat: false } };

/** A provider whose prices move, with a year of daily closes behind them, and who tells no changes: they come from our own line. */
function aHarness(): MarketHarness {
  const answers: Answers = (_host, path, query) => {
    const at = made.clock.now() - 1_000;
    const ids = String(query['ids']).split(',');
    const price = (id: string): number => (id === 'bitcoin' ? 100_000 : 100) * (1 + 0.03 * Math.sin(at / (20 * minute)));
    if (path === '/coins/markets')
      return { body: ids.map((id) => ({ id, current_price: price(id), last_updated: new Date(at).toISOString() })) };
    if (path === '/simple/price')
      return { body: Object.fromEntries(ids.map((id) => [id, { usd: price(id), last_updated_at: at / 1_000 }])) };
    if (!path.endsWith('/market_chart')) return { status: 404 };
    const today = Math.floor(at / day);
    return { body: { prices: Array.from({ length: 260 }, (_, n) => [(today - 259 + n) * day, 100 + 10 * Math.sin(n)]) } };
  };
  const made: MarketHarness = new MarketHarness(answers);
  return made;
}

/** The records of litecoin over two and a half hours; `pin` for one of them, with what is asked for at its beginning and its end. */
async function recordsOf(pin: (harness: MarketHarness) => Promise<void>): Promise<readonly MarketData[]> {
  const harness = aHarness();
  const service = harness.create(settings);
  await harness.begin(service);
  await harness.clock.advance(day + 61 * minute);
  const from = harness.clock.now();
  await pin(harness);
  await harness.clock.advance(150 * minute);
  await service.stop();
  expect(harness.bugs).toEqual([]);
  return harness.data.filter(
    ({ coin, timestamp, pin: held }) => coin.id === 'litecoin' && timestamp > from && !isOfTheMoment(held, timestamp),
  );
}

/** The record that is told at once when somebody pins a price: there is none at that time where nobody did. */
const isOfTheMoment = (pin: MarketData['pin'], timestamp: number): boolean => pin?.at === timestamp;

describe('a price that was pinned', () => {
  it('is shown and marked while it holds, ends by itself, and leaves no trace in changes, averages, strength and volatility', async () => {
    const without = await recordsOf(() => Promise.resolve());
    const pinned = await recordsOf(async (harness) => {
      await harness.command('coin:litecoin', 'pin_price', { usd: '250', minutes: '60' });
    });
    expect(pinned.map(({ timestamp }) => timestamp)).toEqual(without.map(({ timestamp }) => timestamp));
    const held = pinned.filter(({ pin }) => pin !== null);
    expect(held.length).toBeGreaterThan(10);
    expect(new Set(held.map(({ source, price }) => `${source} ${price.state} ${price.usd}`))).toEqual(new Set(['pinned pinned 250']));
    expect(pinned.slice(held.length)).toEqual(without.slice(held.length));
    const reckoned = (records: readonly MarketData[]) =>
      records.map(({ price_change, technical_indicators, candidates }) => ({ price_change, technical_indicators, candidates }));
    expect(reckoned(held)).toEqual(reckoned(without.slice(0, held.length)));
    const last = pinned.at(-1)!;
    expect(last.price_change.percent_1h).not.toBeNull();
    expect(last.price_change.percent_24h).not.toBeNull();
    expect(Object.values(last.technical_indicators).every((value) => value !== null)).toBe(true);
  });
});

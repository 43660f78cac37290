import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import type { ServiceIntegration } from '@lodestream/records';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;

/** A service asked for bitcoin from a provider that answers with `status`, after some ticks. */
async function asked(status: number): Promise<{ calls: number; integrations: readonly ServiceIntegration[]; now: number }> {
  const markets = [{ id: 'bitcoin', symbol: 'btc', current_price: 100_000, last_updated: '2026-01-01T00:00:00.000Z' }];
  const simple = { bitcoin: { usd: 100_000, last_updated_at: 1_767_225_600 } };
  const chart = { prices: [[Date.UTC(2026, 0, 1), 100_000]] };
  const bodies: Readonly<Record<string, unknown>> = { '/coins/markets': markets, '/coins/bitcoin/market_chart': chart };
  const answers: Answers = (_host, path) => (status === 200 ? { body: bodies[path] ?? simple } : { status, body: {} });
  const harness = new MarketHarness(answers, new FakeClock(Date.UTC(2026, 0, 1, 12)));
  const networks = { explorers: true, minerstat: false };
  const service = harness.create({ coingecko: { coins: ['bitcoin'], tier: 'demo' }, networks });
  await harness.begin(service);
  await harness.clock.advance(16 * minute);
  const integrations = service.integrations();
  await service.stop();
  return { integrations, now: harness.clock.now(), calls: harness.calls.filter(({ host }) => host.includes('coingecko')).length };
}

describe('what the service tells of its sources', () => {
  it('is that one answers, and what it was asked of what its plan allows', async () => {
    const { integrations, calls } = await asked(200);
    expect(calls).toBeGreaterThan(2);
    expect(integrations).toContainEqual(
      expect.objectContaining({
        id: 'market:coingecko',
        state: 'up',
        last_answer_at: expect.any(Number),
        budget: expect.objectContaining({ plan: 'demo', cap: 10_000, spent: calls }),
      }),
    );
    expect(integrations).toContainEqual(expect.objectContaining({ id: 'chain:mempool', budget: null }));
  });

  it('is what is asked of each, how often, and when next: of the history not before a new close can be had', async () => {
    const { integrations, now } = await asked(200);
    const requests = new Map(integrations.map((each) => [each.id, each.requests]));
    const within = (seconds: number) => (at: number | null) => at !== null && at > now && at <= now + seconds * 1_000;
    const [prices, history, global] = requests.get('market:coingecko')!;
    expect(prices).toMatchObject({ name: 'simple_price', interval_s: 300, schedule: null, calls_per_month: 8_928 });
    expect(history).toMatchObject({ name: 'historical', interval_s: 86_400, credits_per_month: 31 });
    expect(global).toMatchObject({ name: 'global', interval_s: 3_600, credits_per_month: 744 });
    expect([prices, global].map((each) => within(each!.interval_s)(each!.next_at))).toEqual([true, true]);
    const nextClose = (Math.floor(now / 86_400_000) + 1) * 86_400_000 + 40 * minute;
    expect(history!.next_at! - nextClose).toBeGreaterThanOrEqual(0);
    expect(history!.next_at! - nextClose).toBeLessThanOrEqual(60 * minute);
    expect(requests.get('chain:mempool')).toMatchObject([{ name: 'explorers', interval_s: 600, calls_per_month: null }]);
    expect(within(600)(requests.get('chain:mempool')![0]!.next_at)).toBe(true);
  });

  it('is that one does not, and why', async () => {
    const { integrations } = await asked(503);
    const last_error = expect.objectContaining({ class: expect.any(String), message: expect.stringContaining('503') });
    expect(integrations).toContainEqual(
      expect.objectContaining({ id: 'market:coingecko', state: 'down', last_answer_at: null, last_error }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { MarketHarness } from './market-harness.js';

const minute = 60_000;

/** A service asked for bitcoin from a provider that answers with `status`, after some ticks. */
async function asked(status: number): Promise<{ calls: number; integrations: readonly unknown[] }> {
  const markets = [{ id: 'bitcoin', symbol: 'btc', current_price: 100_000, last_updated: '2026-01-01T00:00:00.000Z' }];
  const simple = { bitcoin: { usd: 100_000, last_updated_at: 1_767_225_600 } };
  const bodyOf = (path: string): unknown => (path === '/coins/markets' ? markets : simple);
  const harness = new MarketHarness((_host, path) => (status === 200 ? { body: bodyOf(path) } : { status, body: {} }));
  const networks = { explorers: true, minerstat: false };
  const service = harness.create({ coingecko: { coins: ['bitcoin'], tier: 'demo' }, networks });
  await harness.begin(service);
  await harness.clock.advance(16 * minute);
  const integrations = service.integrations();
  await service.stop();
  return { integrations, calls: harness.calls.filter(({ host }) => host.includes('coingecko')).length };
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

  it('is that one does not, and why', async () => {
    const { integrations } = await asked(503);
    const last_error = expect.objectContaining({ class: expect.any(String), message: expect.stringContaining('503') });
    expect(integrations).toContainEqual(
      expect.objectContaining({ id: 'market:coingecko', state: 'down', last_answer_at: null, last_error }),
    );
  });
});

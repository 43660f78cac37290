import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;
const startMs = Date.UTC(2026, 10, 20, 10);

/** Providers that tell of their accounts, and of nothing else. */
async function afterAMinute(settings: object, answers: Answers) {
  const harness = new MarketHarness(answers, new FakeClock(startMs));
  const service = harness.create({ networks: { explorers: false, minerstat: false }, ...settings });
  await harness.begin(service);
  await harness.clock.advance(minute);
  await service.stop();
  expect(harness.bugs).toEqual([]);
  const budgetOf = (source: string) => service.integrations().find(({ id }) => id === `market:${source}`)?.budget;
  return { harness, budgetOf, told: harness.events.map(({ type, detail }) => [type, detail]) };
}

describe('what a provider says of the account', () => {
  const key = { plan: 'Basic', monthly_call_credit: 50_000, current_total_monthly_calls: 40_000 };
  const geckoAnswers: Answers = (_host, path) => (path === '/key' ? { body: key } : { status: 503 });

  it.each(['basic', 'analyst'])(
    'is asked of CoinGecko on the plan %s: its higher count is taken over, its lower limit told',
    async (tier) => {
      const { budgetOf, told, harness } = await afterAMinute({ coingecko: { api_key: 'k', tier } }, geckoAnswers);
      expect(harness.calls.filter(({ path }) => path === '/key')).toHaveLength(1);
      expect(budgetOf('coingecko')?.spent).toBeGreaterThanOrEqual(40_000);
      expect(told).toContainEqual(['other', expect.stringContaining('It gives 50,000 credits a month')]);
    },
  );

  it('is not asked of CoinGecko on the free plans, which do not tell it', async () => {
    const { harness } = await afterAMinute({ coingecko: { api_key: 'k', tier: 'demo' } }, geckoAnswers);
    expect(harness.calls.map(({ path }) => path)).not.toContain('/key');
    expect(harness.calls.length).toBeGreaterThan(0);
  });

  it('of CoinMarketCap brings its count at once; another day of reset is told, and ours stays until it is configured', async () => {
    const plan = { credit_limit_monthly: 10_000, credit_limit_monthly_reset_timestamp: '2026-12-15T00:00:00.000Z' };
    const data = { plan, usage: { current_month: { credits_used: 7_000 } } };
    const answers: Answers = (_host, path) =>
      path === '/v1/key/info' ? { body: { status: { error_code: '0', error_message: '', credit_count: 0 }, data } } : { status: 503 };
    const { budgetOf, told } = await afterAMinute({ coingecko: { enabled: false }, coinmarketcap: { api_key: 'k' } }, answers);
    expect(budgetOf('coinmarketcap')?.spent).toBeGreaterThanOrEqual(7_000);
    expect(told).toContainEqual(['other', expect.stringContaining('set billing_day to 15')]);
    expect(budgetOf('coinmarketcap')?.resets_at).toBe(Date.UTC(2026, 11, 1));
  });
});

import { describe, expect, it } from '@jest/globals';
import { CronTimes } from '@lodestream/polling';
import { findCoin } from '@lodestream/mining';
import { type BudgetedSource, toldBudget, toldRequests, toldTimes } from './told-plan.js';

const day = 86_400_000;
const begin = Date.UTC(2026, 9, 1);
const once = { callsPerRefresh: 1, creditsPerCall: 1 };

/** A source that costs 310 credits a month for prices, and one a day for each coin of history. */
const aSource = (spent: number | null, coins: readonly string[] = [], cap = 1_000): BudgetedSource => ({
  name: 'counted',
  plan: {
    ...{ source: 'counted', tier: 'demo', callsPerMinute: 30, creditsPerMonth: cap },
    requests: [
      { ...once, name: 'simple_price', use: 'price', task: 'prices', intervalSeconds: 8_640 },
      { ...once, name: 'historical', use: 'history', task: 'history', intervalSeconds: 86_400, schedule: '50 0 * * * (UTC)' },
      { ...once, name: 'key_info', use: 'global', intervalSeconds: 86_400, creditsPerCall: 0 },
    ],
  },
  quota: { spent, period: { kind: 'calendar_month' } },
  history: { coins: coins.map((id) => ({ id, coin: findCoin(id)! })) } as unknown as BudgetedSource['history'],
});

describe('what is told of a plan', () => {
  it('is each request with its interval or expression, what it costs a month, and when it is due next', () => {
    const nextOf = (source: string, task: string): number | null => (`${source} ${task}` === 'counted prices' ? 77 : null);
    expect(toldRequests(aSource(0), nextOf, begin)).toEqual([
      { name: 'simple_price', interval_s: 8_640, schedule: null, calls_per_month: 310, credits_per_month: 310, next_at: 77 },
      { name: 'historical', interval_s: 86_400, schedule: '50 0 * * * (UTC)', calls_per_month: 31, credits_per_month: 31, next_at: null },
      { name: 'key_info', interval_s: 86_400, schedule: null, calls_per_month: 31, credits_per_month: 0, next_at: null },
    ]);
  });

  it('counts the history of every coin that is followed', () => {
    expect(toldRequests(aSource(0, ['bitcoin', 'litecoin', 'dogecoin']), () => null, begin)[1]).toMatchObject({ credits_per_month: 93 });
    expect(toldBudget(aSource(0, ['bitcoin', 'litecoin', 'dogecoin']), begin)?.planned).toBe(403);
  });

  it.each([
    { spent: 0, after: 0, runsOutAt: null },
    { spent: 659, after: 0, runsOutAt: null },
    { spent: 661, after: 0, runsOutAt: (31 * day * 339) / 341 },
    { spent: 990, after: 5, runsOutAt: 5 * day + (31 * day * 10) / 341 },
    { spent: 990, after: 30.5, runsOutAt: null },
    { spent: 1_000, after: 5, runsOutAt: 5 * day },
    { spent: 1_200, after: 5, runsOutAt: 5 * day },
    { spent: null, after: 5, runsOutAt: null },
  ])('with $spent of 1,000 credits spent after $after days ends at $runsOutAt', ({ spent, after, runsOutAt }) => {
    const told = toldBudget(aSource(spent), begin + after * day);
    expect(told).toMatchObject({ cap: 1_000, planned: 341, spent });
    expect(told?.runs_out_at ?? null).toBe(runsOutAt === null ? null : begin + Math.floor(runsOutAt));
  });

  it('is nothing of a source that nobody counts, and no end of one that asks for nothing', () => {
    const [counted] = [aSource(1_000)];
    expect(toldRequests({ ...counted!, plan: null }, () => 1, begin)).toEqual([]);
    expect(toldBudget({ ...counted!, quota: null }, begin)).toBeNull();
    expect(toldBudget({ ...counted!, plan: { ...counted!.plan!, requests: [] } }, begin)).toMatchObject({ planned: 0, runs_out_at: null });
  });

  it('is of a chain when it is asked, by interval or by expression, and no cost', () => {
    const cron = new CronTimes('*/30 * * * *', 'Europe/Zurich');
    const chain = { source: 'mempool', setting: 'explorers', cadence: { intervalSeconds: 1_800, cron } } as const;
    expect(toldTimes(chain, (source, task) => (`${source} ${task}` === 'mempool chain' ? 5 : null), begin)).toEqual({
      ...{ name: 'explorers', interval_s: 1_800, schedule: '*/30 * * * * (Europe/Zurich)' },
      ...{ calls_per_month: null, credits_per_month: null, next_at: 5 },
    });
  });
});

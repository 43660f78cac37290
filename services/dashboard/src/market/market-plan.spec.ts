import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@lodestream/test-stack';
import { DashboardUnderTest } from '../../test/dashboard-under-test.js';
import { fillMarket } from '../../test/filled-market.js';
import type { MarketReport } from './market-report.js';

let under: DashboardUnderTest;
beforeAll(async () => {
  under = await DashboardUnderTest.open();
  await fillMarket(under);
});
afterAll(() => under.close());

it('tells by REST what each source is asked, how often and when next, what that costs, and when its budget runs out', async () => {
  const { sources } = await eventually(async () => {
    const report = (await under.get('/api/v1/market')).body as MarketReport;
    expect(report.sources).toHaveLength(3);
    return report;
  });
  const [node, gecko, cmc] = sources;
  expect(gecko!.budget).toMatchObject({ planned: 9_796, spent: 9_400, runs_out_at: expect.any(Number) });
  expect(gecko!.requests.map(({ name, schedule, credits_per_month }) => [name, schedule, credits_per_month])).toEqual([
    ['simple_price', null, 8_928],
    ['historical', '50 0 * * * (Europe/Zurich)', 124],
    ['key_info', null, 0],
  ]);
  expect(gecko!.requests.map(({ next_at }) => typeof next_at)).toEqual(['number', 'number', 'object']);
  expect([cmc!.budget?.spent, cmc!.budget?.runs_out_at, cmc!.requests]).toEqual([null, null, []]);
  expect(node!.requests).toEqual([expect.objectContaining({ name: 'nodes', interval_s: 300, credits_per_month: null })]);
});

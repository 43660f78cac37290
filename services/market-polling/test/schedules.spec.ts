import { expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { MarketHarness } from './market-harness.js';

const hourMs = 3_600_000;

it('asks by cron in its time zone, at once after a start, and through the night on which the clocks go back', async () => {
  const clock = new FakeClock(Date.UTC(2026, 9, 24, 12));
  const harness = new MarketHarness((_host, path) => (path === '/global' ? { body: { data: {} } } : { status: 404 }), clock);
  const schedules = { time_zone: 'Europe/Zurich', global: '30 2 * * *', historical: '0 5 * * *' };
  const service = harness.create({
    coingecko: { coins: ['bitcoin'], tier: 'demo', schedules },
    networks: { explorers: false, minerstat: false },
  });
  await harness.begin(service);
  await harness.clock.advance(36 * hourMs);
  await service.stop();
  const asked = (path: string) => harness.calls.filter((call) => call.path === path).map(({ atMs }) => atMs);
  const minutes = (from: number, times: readonly number[]) => times.map((at) => Math.floor((at - from) / 60_000));
  const globals = asked('/global');
  expect(globals).toHaveLength(2);
  expect(minutes(Date.UTC(2026, 9, 24, 12), globals.slice(0, 1))[0]).toBeLessThanOrEqual(1);
  // 02:30 comes twice in that night, before and after the clocks go back
  expect([Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)]).toContain(globals[1]! - (globals[1]! % 60_000));
  expect(asked('/coins/bitcoin/market_chart').map((at) => at - (at % 60_000))).toContain(Date.UTC(2026, 9, 25, 4, 0));
});

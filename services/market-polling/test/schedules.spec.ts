import { expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { MarketHarness } from './market-harness.js';
import { FreePlans } from './provider-books.js';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const networks = { explorers: false, minerstat: false };

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

/** What each provider was asked for, and the ticks of bitcoin's records, in hours and minutes of UTC. */
async function asked(marketData: object, from: string, hours: number) {
  const clock = new FakeClock(Date.parse(from));
  const plans: FreePlans = new FreePlans(() => clock);
  const harness = new MarketHarness((...request) => plans.answers(...request), clock);
  const service = harness.create({ ...marketData, networks });
  await harness.begin(service);
  await clock.advance(hours * hourMs);
  await service.stop();
  const at = (path: string): number[] => harness.calls.filter((call) => call.path === path).map(({ atMs }) => atMs);
  // what was filled in from history has no candidates
  const ticks = harness.data
    .filter(({ coin, candidates }) => coin.id === 'bitcoin' && candidates.length > 0)
    .map(({ timestamp }) => timestamp);
  return { simple: at('/simple/price'), markets: at('/coins/markets'), listings: at('/v3/cryptocurrency/quotes/latest'), ticks };
}

const clocks = (times: readonly number[]): string[] => times.map((atMs) => new Date(atMs).toISOString().slice(11, 16));

it('asks for prices by cron, one call where two expressions meet, and makes a record at each of those times', async () => {
  const coingecko = {
    ...{ coins: ['bitcoin'], tier: 'demo' },
    schedules: { time_zone: 'Asia/Kolkata', simple_price: '*/20 * * * *', market_data: '0 * * * *' },
  };
  const coinmarketcap = { api_key: 'a-key', schedules: { listings: '10,40 * * * *' } };
  const { simple, markets, listings, ticks } = await asked({ coingecko, coinmarketcap }, '2026-10-24T12:25:00Z', 2);
  expect(clocks(markets)).toEqual(['12:25', '12:30', '13:30']);
  expect(clocks(simple)).toEqual(['12:50', '13:10', '13:50', '14:10']);
  expect(clocks(listings)).toEqual(['12:25', '12:40', '13:10', '13:40', '14:10']);
  expect(clocks(ticks)).toEqual(['12:25', '12:30', '12:50', '13:10', '13:30', '13:50', '14:10']);
});

it('asks for prices at named hours once each, on the days too on which the clocks change', async () => {
  const schedules = { time_zone: 'Europe/Zurich', simple_price: '0,30 1-3 * * *', market_data: '0,30 1-3 * * *' };
  const coingecko = { coins: ['bitcoin'], tier: 'demo', schedules };
  const spring = await asked({ coingecko }, '2027-03-27T23:10:00Z', 5);
  expect(clocks(spring.ticks)).toEqual(['23:10', '00:00', '00:30', '01:00', '01:30']);
  const autumn = await asked({ coingecko }, '2026-10-24T22:10:00Z', 6);
  expect(clocks(autumn.ticks)).toEqual(['22:10', '23:00', '23:30', '00:00', '00:30', '02:00', '02:30']);
});

it('asks the two providers of prices minutes apart, and makes records at the times of one of them', async () => {
  const coingecko = { coins: ['bitcoin'], tier: 'demo' };
  const { simple, markets, listings, ticks } = await asked({ coingecko, coinmarketcap: { api_key: 'a-key' } }, '2026-10-24T12:25:00Z', 6);
  const gecko = [...simple, ...markets];
  const apart = listings.slice(1).map((at) => Math.min(...gecko.map((other) => Math.abs(at - other))));
  expect(apart.length).toBeGreaterThanOrEqual(23);
  expect(Math.min(...apart)).toBeGreaterThan(2 * minuteMs);
  expect(ticks.length).toBeLessThanOrEqual(73);
});

it('asks for chains by cron in its time zone, at once after a start, and once each on the night on which the clocks go back', async () => {
  const clock = new FakeClock(Date.parse('2026-10-24T22:10:00Z'));
  const harness = new MarketHarness(() => ({ status: 404 }), clock);
  const node = { coin: 'dogecoin', url: 'http://10.0.0.5:22555' };
  const schedules = { time_zone: 'Europe/Zurich', explorers: '0 1-3 * * *', nodes: '30 */2 * * *' };
  const chains = { minerstat: false, nodes: [node], schedules };
  const service = harness.create({ coingecko: { coins: ['bitcoin'], tier: 'demo' }, networks: chains });
  await harness.begin(service);
  await clock.advance(6 * hourMs);
  const told = service.integrations();
  await service.stop();
  const asked = (host: string): string[] => clocks(harness.calls.filter((call) => call.host === host).map(({ atMs }) => atMs));
  // the endpoints of an explorer follow each other within a minute
  const at = (host: string): string[] => [...new Set(asked(host))];
  expect(at('mempool.space')).toEqual(['22:10', '23:00', '00:00', '02:00']);
  // every other hour goes on through both hours that the clocks show as two
  expect(at('10.0.0.5:22555')).toEqual(['22:10', '22:30', '00:30', '01:30', '03:30']);
  expect(told.find(({ id }) => id === 'chain:mempool')?.requests).toMatchObject([
    { name: 'explorers', schedule: '0 1-3 * * * (Europe/Zurich)', next_at: Date.parse('2026-10-26T00:00:00Z') },
  ]);
});

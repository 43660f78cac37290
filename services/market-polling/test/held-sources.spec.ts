import { expect, it } from '@jest/globals';
import { FakeBudgetStore } from '@lodestream/polling';
import { FakeLeases, LeaseTable } from '@lodestream/streaming';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;
const settings = { coingecko: { coins: ['bitcoin'], tier: 'demo' }, networks: { minerstat_interval: 300 } };
/** Every source of chains asks for an hour of rest; prices come. */
const answers = (harness: () => MarketHarness): Answers => {
  return (host, path, query) => {
    const at = harness().clock.now();
    const row = (id: string) => ({ id, current_price: 100, last_updated: new Date(at).toISOString() });
    if (host.includes('coingecko') && path === '/coins/markets') return { body: String(query['ids']).split(',').map(row) };
    return host.includes('coingecko') ? { status: 503 } : { status: 429, headers: { 'retry-after': '3600' } };
  };
};

it.each(['is started again', 'takes over'])('a process that %s gives sources that count nothing the rest they asked for', async (how) => {
  const harness: MarketHarness = new MarketHarness(answers(() => harness));
  const [budgets, table] = [new FakeBudgetStore(), new LeaseTable()];
  const create = () => harness.create(settings, { budgets, leases: new FakeLeases(table, harness.clock) });
  const asked = () => harness.calls.filter(({ host }) => /mempool|minerstat/.test(host)).map(({ host }) => host);
  const first = create();
  const waiting = how === 'takes over' ? create() : null;
  await harness.begin(first);
  await waiting?.start();
  await harness.clock.advance(10 * minute);
  expect(asked().toSorted()).toEqual(['api.minerstat.com', 'mempool.space']);
  await first.stop();
  const second = waiting ?? create();
  if (waiting === null) await harness.begin(second);
  await harness.clock.advance(40 * minute);
  expect(asked()).toHaveLength(2);
  await harness.clock.advance(30 * minute);
  await second.stop();
  expect(new Set(asked().slice(2))).toEqual(new Set(['api.minerstat.com', 'mempool.space']));
  expect(harness.bugs).toEqual([]);
});

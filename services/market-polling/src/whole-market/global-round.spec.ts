import { describe, expect, it } from '@jest/globals';
import { FakeClock, silentLog, TransientError } from '@lodestream/component';
import type { MarketGlobalInput } from '@lodestream/records';
import { cadenceOf } from '../plan/cadence.js';
import { type GlobalProvider, GlobalRound } from './global-round.js';

const hour = 3_600_000;
const figures = { total_market_cap_usd: 1_000, total_coins: null, dominance_percent: { btc: 60 }, exchange_rates: { eur: 0.9 } };
const never = new AbortController().signal;

async function published(hours: readonly number[], more: Partial<GlobalProvider> = {}): Promise<MarketGlobalInput[]> {
  const records: MarketGlobalInput[] = [];
  const provider: GlobalProvider = {
    source: 'test',
    cadences: [],
    comprehensive: cadenceOf('comprehensive', 86_400, undefined),
    global: () => Promise.resolve(figures),
    ...more,
  };
  const round = new GlobalRound({ provider, clock: new FakeClock(), log: silentLog, publish: (record) => records.push(record) });
  for (const at of hours) await round.run(at * hour, never);
  return records;
}

describe('figures of the whole market', () => {
  it('are the main ones each time, and everything once a day and at the start', async () => {
    const records = await published([20, 21, 23, 24, 25, 47, 49, 50]);
    expect(records.filter(({ comprehensive }) => comprehensive).map(({ timestamp }) => timestamp / hour)).toEqual([20, 24, 49]);
    expect(records[0]).toMatchObject({ total_market_cap_usd: 1_000, dominance_percent: { btc: 60 }, exchange_rates: { eur: 0.9 } });
    expect(records[1]).toMatchObject({ total_market_cap_usd: 1_000, dominance_percent: {}, exchange_rates: {} });
    expect(records[1]!.quality).toEqual({ flags: [{ path: 'total_coins', reason: 'not_given' }] });
  });

  it('are everything at the times of an expression', async () => {
    const comprehensive = cadenceOf('comprehensive', 86_400, { time_zone: 'Europe/Zurich', comprehensive: '0 6 * * *' } as never);
    const records = await published([20, 28, 29, 30, 52, 53], { comprehensive });
    expect(records.filter((record) => record.comprehensive).map(({ timestamp }) => timestamp / hour)).toEqual([20, 29, 53]);
  });

  it('are the main ones where the rest is not had, and everything the next time', async () => {
    const asked: (number | null)[] = [];
    const shares: GlobalProvider['shares'] = (total) => {
      asked.push(total);
      return asked.length === 1 ? Promise.reject(new TransientError('gone', 'connectivity')) : Promise.resolve({ btc: 61 });
    };
    const records = await published([1, 2, 3], { shares });
    expect(records.map(({ comprehensive, dominance_percent }) => [comprehensive, dominance_percent])).toEqual([
      [false, {}],
      [true, { btc: 61 }],
      [false, {}],
    ]);
    expect(asked).toEqual([1_000, 1_000]);
  });

  it('are none where the provider does not answer', async () => {
    expect(await published([1], { global: () => Promise.reject(new TransientError('gone', 'connectivity')) })).toEqual([]);
  });
});

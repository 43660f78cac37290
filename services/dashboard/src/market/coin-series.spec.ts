import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { marketDataPoint } from '@lodestream/telemetry-store';
import { eventually } from '@lodestream/test-stack';
import { DashboardUnderTest } from '../../test/dashboard-under-test.js';
import { aCoin } from '../../test/filled-market.js';

const minute = 60_000;
const start = Math.floor(Date.now() / (5 * minute)) * 5 * minute - 30 * minute;
let under: DashboardUnderTest;

beforeAll(async () => {
  under = await DashboardUnderTest.open();
  const records = [0, 5, 15].map((ago) => aCoin('bitcoin', 'BTC', { timestamp: start + ago * minute, price: { usd: 100_000 + ago } }));
  await under.store.write(records.map(marketDataPoint));
  await under.send('marketData', [
    ['bitcoin', { ...records.at(-1)!, mining_metrics: { ...records[0]!.mining_metrics, hashrate_unit: 'TH/s' } }],
  ]);
  await eventually(async () => expect((await under.get('/api/v1/market')).body.coins).toHaveLength(1));
});
afterAll(() => under.close());

const ask = (query: string, coin = 'bitcoin') =>
  under.get(`/api/v1/market/coins/${coin}/series?from=${start}&to=${start + 20 * minute}&${query}`);

describe('/api/v1/market/coins/{id}/series', () => {
  it('answers steps of the interval of the coin, and a gap where no record is', async () => {
    const { body } = await ask('metrics=price_usd');
    expect(body).toMatchObject({ coin_id: 'bitcoin', step_ms: 5 * minute, aggregate: 'mean' });
    expect(body.series[0].points.map(([, value, coverage]: number[]) => [value, coverage])).toEqual([
      [100_000, 1],
      [100_005, 1],
      [null, 0],
      [100_015, 1],
    ]);
  });

  it('is the same as CSV, with its units and under the name of the coin', async () => {
    const { body, headers } = await ask('metrics=price_usd,network_hashrate&format=csv');
    expect(headers.get('content-disposition')).toBe('attachment; filename="bitcoin.csv"');
    const [head, ...rows] = String(body).trimEnd().split('\r\n');
    expect(head).toBe(
      'coin_id,from (ISO 8601 UTC),price_usd (USD),price_usd coverage (ratio),network_hashrate (TH/s),network_hashrate coverage (ratio)',
    );
    expect(rows[0]).toBe(`bitcoin,${new Date(start).toISOString()},100000,1,,0`);
    expect(rows).toHaveLength(4);
  });

  it('knows no coin that nobody told of, and no metric that is not one', async () => {
    expect(await ask('metrics=price_usd', 'nothing')).toMatchObject({ status: 404 });
    expect(await ask('metrics=power')).toMatchObject({ status: 400, body: { errors: [{ field: 'metrics' }] } });
  });
});

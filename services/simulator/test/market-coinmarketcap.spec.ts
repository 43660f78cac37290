import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closeMarkets, opened, openMarket, type OpenMarket, type Told } from './open-market.js';

const basic = { 'X-CMC_PRO_API_KEY': 'cmc-simulated-basic' };
const startup = { 'X-CMC_PRO_API_KEY': 'cmc-simulated-startup' };
const minuteMs = 60_000;
const dayMs = 86_400_000;
let market: OpenMarket;

beforeEach(async () => {
  market = await openMarket();
});
afterAll(closeMarkets);

const ask = (path: string, headers: Record<string, string> = basic): Promise<Told> => market.ask(`/coinmarketcap${path}`, headers);
const quotes = '/cryptocurrency/quotes/latest';

describe('quotes', () => {
  it('of v3 are arrays in an array, with an error code that is a text', async () => {
    const { status, body } = await ask(`/v3${quotes}?id=1,2,74&skip_invalid=true`);
    expect(status).toBe(200);
    expect(body.status).toEqual({
      timestamp: new Date(opened).toISOString(),
      error_code: '0',
      error_message: '',
      elapsed: expect.any(Number),
      credit_count: 1,
      notice: null,
    });
    expect(body.data.map((row: any) => row.id)).toEqual([1, 2, 74]);
    expect(body.data[1]).toMatchObject({
      name: 'Litecoin',
      symbol: 'LTC',
      slug: 'litecoin',
      max_supply: 84e6,
      platform: null,
      is_active: 1,
    });
    expect(body.data[1].tags[0]).toHaveProperty('slug', 'mineable');
    expect(body.data[1].quote).toEqual([
      expect.objectContaining({ id: 2781, symbol: 'USD', price: expect.any(Number), market_cap: expect.any(Number) }),
    ]);
    const dominances = body.data.map((row: any) => row.quote[0].market_cap_dominance);
    expect(dominances[0]).toBeGreaterThan(50);
    expect(dominances.reduce((sum: number, part: number) => sum + part, 0)).toBeLessThan(100);
    expect(body.data[0].cmc_rank).toBe(1);
    for (const field of [
      'volume_24h',
      'volume_change_24h',
      'percent_change_1h',
      'percent_change_24h',
      'percent_change_7d',
      'percent_change_90d',
    ]) {
      expect([field, body.data[1].quote[0][field]]).toEqual([field, expect.any(Number)]);
    }
    expect(body.data[1].quote[0].last_updated).toBe(new Date(Math.floor(opened / minuteMs) * minuteMs).toISOString());
  });

  it('of v2 are a map by id, and by symbol a map of arrays', async () => {
    const byId = (await ask(`/v2${quotes}?id=1,2`)).body;
    expect(Object.keys(byId.data)).toEqual(['1', '2']);
    expect(byId.data['2'].quote.USD.price).toEqual(expect.any(Number));
    expect(byId.status).toMatchObject({ error_code: 0, error_message: null });
    const bySymbol = (await ask(`/v2${quotes}?symbol=PEP`)).body;
    expect(bySymbol.data.PEP.map((row: any) => row.slug)).toEqual(['pepecoin-org', 'pep-token']);
  });

  it('of v1 are a map to one coin of the symbol', async () => {
    const { body } = await ask(`/v1${quotes}?symbol=PEP`);
    expect(body.data.PEP).toMatchObject({ slug: 'pepecoin-org', quote: { USD: { price: expect.any(Number) } } });
  });

  it('fail as a whole for one unknown id, unless it may be skipped', async () => {
    expect(await ask(`/v3${quotes}?id=1,999999`)).toMatchObject({
      status: 400,
      body: { status: { error_code: 400, error_message: expect.stringContaining('999999') } },
    });
    expect((await ask(`/v3${quotes}?id=1,999999&skip_invalid=true`)).body.data.map((row: any) => row.id)).toEqual([1]);
  });

  it('by slug know a coin whose number nobody knows', async () => {
    const { body } = await ask(`/v3${quotes}?slug=pepecoin-org,bellscoin`);
    expect(body.data.map((row: any) => row.symbol)).toEqual(['PEP', 'BELLS']);
  });

  it('are refused without an identity, or with one that is none', async () => {
    expect(await ask(`/v3${quotes}`)).toMatchObject({ status: 400, body: { status: { error_code: 400 } } });
    expect(await ask(`/v3${quotes}?id=bitcoin`)).toMatchObject({ status: 400 });
  });

  it('cost a credit for each hundred coins, and one for each further currency on plans that have any', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => index + 1).join(',');
    expect((await ask(`/v3${quotes}?id=${ids}&skip_invalid=true`)).body.status.credit_count).toBe(2);
    expect(await ask(`/v3${quotes}?id=1&convert=USD,BTC`)).toMatchObject({ status: 400, body: { status: { error_code: 400 } } });
    const two = await ask(`/v3${quotes}?id=1&convert=USD,BTC`, startup);
    expect(two.body.status.credit_count).toBe(2);
    expect(two.body.data[0].quote.map((quote: any) => quote.symbol)).toEqual(['USD', 'BTC']);
    expect(two.body.data[0].quote[1].price).toBeCloseTo(1, 2);
  });
});

describe('listings', () => {
  it('are arrays in both versions, quotes an array in v3 and a map in v1', async () => {
    const [v3, v1] = [await ask('/v3/cryptocurrency/listings/latest?limit=5'), await ask('/v1/cryptocurrency/listings/latest?limit=5')];
    expect(v3.body.data.map((row: any) => row.symbol)).toEqual(v1.body.data.map((row: any) => row.symbol));
    expect(v3.body.data).toHaveLength(5);
    expect([v3.body.data[0].quote[0].symbol, v1.body.data[0].quote.USD.price]).toEqual(['USD', v3.body.data[0].quote[0].price]);
    expect(v3.body.data[0].tags).toContain('sha-256');
  });

  it('cost a credit for each two hundred rows asked for', async () => {
    expect((await ask('/v3/cryptocurrency/listings/latest?limit=200')).body.status.credit_count).toBe(1);
    expect((await ask('/v3/cryptocurrency/listings/latest?limit=5000')).body.status.credit_count).toBe(25);
    expect((await ask('/v3/cryptocurrency/listings/latest?limit=5001')).status).toBe(400);
  });

  it('sort and filter', async () => {
    const { body } = await ask('/v3/cryptocurrency/listings/latest?sort=price&sort_dir=asc&price_min=1');
    const prices = body.data.map((row: any) => row.quote[0].price);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(prices[0]).toBeGreaterThanOrEqual(1);
  });
});

it('/v2/simple/price is an array with quotes in the plural', async () => {
  const { body } = await ask('/v2/simple/price?id=1,74');
  expect(body.data[1]).toEqual({
    id: 74,
    name: 'Dogecoin',
    symbol: 'DOGE',
    slug: 'dogecoin',
    quotes: [
      {
        symbol: 'USD',
        price: expect.any(Number),
        market_cap: expect.any(Number),
        volume_24h: expect.any(Number),
        percent_change_24h: expect.any(Number),
        last_updated: expect.any(String),
      },
    ],
  });
});

it('the map has several rows of one symbol, and costs nothing', async () => {
  const { body } = await ask('/v1/cryptocurrency/map?symbol=LKY,PEP');
  expect(body.data.map((row: any) => row.slug)).toEqual(['pepecoin-org', 'luckycoin', 'lucky-yield', 'pep-token']);
  expect(body.data[0]).toMatchObject({ id: expect.any(Number), is_active: 1, platform: null });
  expect(body.status.credit_count).toBe(0);
});

it('global metrics tell of the whole market, made anew each five minutes', async () => {
  const { body } = await ask('/v1/global-metrics/quotes/latest');
  expect(body.data).toMatchObject({
    active_cryptocurrencies: expect.any(Number),
    total_cryptocurrencies: expect.any(Number),
    active_exchanges: expect.any(Number),
    btc_dominance: expect.any(Number),
    eth_dominance: expect.any(Number),
    quote: { USD: { total_market_cap: expect.any(Number), total_volume_24h: expect.any(Number), altcoin_market_cap: expect.any(Number) } },
    last_updated: new Date(Math.floor(opened / 300_000) * 300_000).toISOString(),
  });
});

it('key info tells what is left, costs nothing, and counts towards the minute', async () => {
  await ask(`/v3${quotes}?id=1`);
  const { body } = await ask('/v1/key/info');
  expect(body.data).toMatchObject({
    plan: { credit_limit_monthly: 15_000, rate_limit_minute: 30, credit_limit_monthly_reset_timestamp: '2026-07-01T00:00:00.000Z' },
    usage: {
      current_minute: { requests_made: 2, requests_left: 28 },
      current_day: { credits_used: null, credits_left: null },
      current_month: { credits_used: 1, credits_left: 14_999 },
    },
  });
  expect(body.status.credit_count).toBe(0);
});

describe('keys', () => {
  it.each([
    ['none', {}, 401, 1002],
    ['a wrong one', { 'X-CMC_PRO_API_KEY': 'nonsense' }, 401, 1001],
    ['one that was never activated', { 'X-CMC_PRO_API_KEY': 'cmc-simulated-inactive' }, 402, 1003],
    ['one that was not paid for', { 'X-CMC_PRO_API_KEY': 'cmc-simulated-unpaid' }, 402, 1004],
  ] as const)('are refused: %s', async (_what, headers, status, code) => {
    expect(await ask(`/v3${quotes}?id=1`, headers)).toMatchObject({ status, body: { status: { error_code: code, credit_count: 0 } } });
  });

  it('do not open what the plan lacks', async () => {
    expect(await ask('/v1/blockchain/statistics/latest')).toMatchObject({ status: 403, body: { status: { error_code: 1006 } } });
  });

  it('are not needed under /public-api, where the envelope may lack its status', async () => {
    const { status, body } = await ask(`/public-api/v3${quotes}?id=1`, {});
    expect([status, Object.keys(body)]).toEqual([200, ['data']]);
    expect(await ask('/public-api/v1/key/info', {})).toMatchObject({ status: 403, body: { status: { error_code: 1005 } } });
  });
});

describe('limits', () => {
  it('of the free plan are 30 a minute: code 1008, and when to come again', async () => {
    for (let call = 0; call < 30; call += 1) expect((await ask('/v1/key/info')).status).toBe(200);
    const refused = await ask('/v1/key/info');
    expect(refused).toMatchObject({ status: 429, body: { status: { error_code: 1008 } } });
    expect(refused.headers.get('retry-after')).toBe('53');
    await market.clock.advance(53_000);
    expect((await ask('/v1/key/info')).status).toBe(200);
  });

  it('of the free plan are 15,000 credits a month: code 1010, until the next', async () => {
    for (let spent = 0; spent < 15_000; spent += 25) {
      // no row costs so much, but what is asked for is paid for
      expect((await ask('/v3/cryptocurrency/listings/latest?limit=5000&price_min=1000000000')).status).toBe(200);
      await market.clock.advance(minuteMs / 20);
    }
    const refused = await ask(`/v3${quotes}?id=1`);
    expect(refused).toMatchObject({ status: 429, body: { status: { error_code: 1010 } } });
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(Date.UTC(2026, 6, 1) / 1000));
    expect((await ask('/v1/key/info')).body.data.usage.current_month.credits_left).toBe(0);
    await market.clock.advance(30 * dayMs);
    expect((await ask(`/v3${quotes}?id=1`)).status).toBe(200);
  }, 60_000);
});

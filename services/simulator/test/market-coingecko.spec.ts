import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDoubles } from '../src/market/coingecko/doubles.js';
import { closeMarkets, opened, openMarket, type OpenMarket, type Told, trueUsd } from './open-market.js';

const demo = { 'x-cg-demo-api-key': 'CG-simulated-demo' };
const pro = { 'x-cg-pro-api-key': 'CG-simulated-pro' };
const minuteMs = 60_000;
const dayMs = 86_400_000;
let market: OpenMarket;

beforeEach(async () => {
  market = await openMarket();
});
afterAll(closeMarkets);

const ask = (path: string, headers: Record<string, string> = demo): Promise<Told> => market.ask(`/coingecko/api/v3${path}`, headers);

describe('/simple/price', () => {
  it('is an object keyed by id, in the currencies asked for, with what is included', async () => {
    const include = 'include_market_cap=true&include_24hr_vol=true&include_24hr_change=true&include_last_updated_at=true';
    const { status, body } = await ask(`/simple/price?ids=bitcoin,dogecoin,bellscoin&vs_currencies=usd,btc&${include}&precision=full`);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['bellscoin', 'bitcoin', 'dogecoin']);
    expect(body.dogecoin).toEqual({
      usd: expect.any(Number),
      usd_market_cap: expect.any(Number),
      usd_24h_vol: expect.any(Number),
      usd_24h_change: expect.any(Number),
      btc: expect.any(Number),
      btc_market_cap: expect.any(Number),
      btc_24h_vol: expect.any(Number),
      btc_24h_change: expect.any(Number),
      last_updated_at: Math.floor(opened / minuteMs) * 60,
    });
    expect(Math.abs(body.bitcoin.usd / trueUsd(market, 'bitcoin') - 1)).toBeLessThan(0.01);
    expect(body.bellscoin.usd_market_cap).toBeNull();
  });

  it('leaves unknown ids out without a word, and takes names for other assets than the ones that are mined', async () => {
    const { status, body } = await ask('/simple/price?ids=pepecoin-network,pepecoin,no-such-coin&vs_currencies=usd');
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['pepecoin', 'pepecoin-network']);
    expect(body.pepecoin.usd / body['pepecoin-network'].usd).toBeGreaterThan(100);
  });

  it('finds the largest of a symbol, or all of them', async () => {
    const [top, all] = [
      await ask('/simple/price?symbols=pep&vs_currencies=usd'),
      await ask('/simple/price?symbols=pep&include_tokens=all&vs_currencies=usd'),
    ];
    expect(Object.keys(top.body)).toEqual(['pepecoin-network']);
    expect(Object.keys(all.body)).toEqual(['pepecoin-network', 'pep-token']);
  });

  it('writes very small prices in scientific notation', async () => {
    const answer = await fetch(`${market.doubles.url()}/coingecko/api/v3/simple/price?ids=dingocoin&vs_currencies=btc&precision=full`, {
      headers: demo,
    });
    expect(await answer.text()).toMatch(/"btc":\d(\.\d+)?e-\d+/);
  });

  it('changes once a minute at most', async () => {
    const first = await ask('/simple/price?ids=bitcoin&vs_currencies=usd');
    await market.clock.advance(50_000);
    expect((await ask('/simple/price?ids=bitcoin&vs_currencies=usd')).body).toEqual(first.body);
    await market.clock.advance(minuteMs);
    expect((await ask('/simple/price?ids=bitcoin&vs_currencies=usd')).body).not.toEqual(first.body);
  });

  it.each(['/simple/price?ids=bitcoin', '/simple/price?vs_currencies=usd'])('answers 400 to %s', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
  });
});

describe('/coins/markets', () => {
  it('is an array with the fields of its documents, numbers null where they are not known', async () => {
    const path =
      '/coins/markets?vs_currency=usd&ids=bitcoin,litecoin,bellscoin&per_page=250&sparkline=true&price_change_percentage=1h,7d,30d';
    const { body } = await ask(path);
    expect(body.map((row: any) => row.id)).toEqual(['bitcoin', 'litecoin', 'bellscoin']);
    expect(body[0]).toMatchObject({ symbol: 'btc', name: 'Bitcoin', roi: null, market_cap_rank: 1, max_supply: 21e6 });
    const numbers = [
      'current_price',
      'market_cap',
      'total_volume',
      'high_24h',
      'low_24h',
      'price_change_24h',
      'price_change_percentage_24h',
    ];
    const more = [
      'fully_diluted_valuation',
      'market_cap_change_24h',
      'circulating_supply',
      'total_supply',
      'ath',
      'ath_change_percentage',
      'atl',
    ];
    for (const field of [...numbers, ...more]) expect([field, body[0][field]]).toEqual([field, expect.any(Number)]);
    for (const period of ['1h', '7d', '30d']) expect(body[0][`price_change_percentage_${period}_in_currency`]).toEqual(expect.any(Number));
    expect(body[0].sparkline_in_7d.price).toHaveLength(168);
    expect(body[0].last_updated).toBe(new Date(Math.floor(opened / minuteMs) * minuteMs).toISOString());
    expect(body[2]).toMatchObject({ market_cap: 0, market_cap_rank: null, fully_diluted_valuation: null, max_supply: null });
  });

  it('pages and orders', async () => {
    const all = (await ask('/coins/markets?vs_currency=usd')).body;
    const second = (await ask('/coins/markets?vs_currency=usd&per_page=2&page=2')).body;
    expect(second.map((row: any) => row.id)).toEqual(all.slice(2, 4).map((row: any) => row.id));
    const byId = (await ask('/coins/markets?vs_currency=usd&order=id_asc&per_page=3')).body.map((row: any) => row.id);
    expect(byId).toEqual([...byId].sort());
  });

  it('answers 400 to a currency it does not have', async () => {
    expect(await ask('/coins/markets?vs_currency=nope')).toMatchObject({ status: 400, body: { error: 'invalid vs_currency' } });
    expect(await ask('/coins/markets')).toMatchObject({ status: 400 });
  });
});

describe('/coins/{id}/market_chart', () => {
  it('of 90 days is hourly, of a year daily at midnight, with now as a last point off the grid', async () => {
    const hourly = (await ask('/coins/bitcoin/market_chart?vs_currency=usd&days=90')).body;
    expect(hourly.prices).toHaveLength(90 * 24 + 1);
    expect(hourly.prices[1][0] - hourly.prices[0][0]).toBe(3_600_000);
    const daily = (await ask('/coins/bitcoin/market_chart?vs_currency=usd&days=365&interval=daily')).body;
    expect(Object.keys(daily)).toEqual(['prices', 'market_caps', 'total_volumes']);
    expect(daily.prices).toHaveLength(366);
    expect(daily.prices.slice(0, -1).every(([at]: [number]) => at % dayMs === 0)).toBe(true);
    expect(daily.prices.at(-1)[0] % dayMs).not.toBe(0);
    expect((await ask('/coins/bitcoin/market_chart?vs_currency=usd&days=1')).body.prices).toHaveLength(24 * 12 + 1);
  });

  it('has no point of a day that just ended until some minutes after midnight', async () => {
    await market.clock.advance(dayMs - (opened % dayMs) + 10 * minuteMs);
    const midnight = market.clock.now() - 10 * minuteMs;
    const path = '/coins/bitcoin/market_chart?vs_currency=usd&days=2&interval=daily';
    expect((await ask(path)).body.prices.map(([at]: [number]) => at)).not.toContain(midnight);
    await market.clock.advance(30 * minuteMs);
    expect((await ask(path)).body.prices.map(([at]: [number]) => at)).toContain(midnight);
  });

  it('of a range takes seconds or dates', async () => {
    const [from, to] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 4, 1)];
    const seconds = await ask(`/coins/litecoin/market_chart/range?vs_currency=usd&from=${from / 1000}&to=${to / 1000}`);
    const dates = await ask('/coins/litecoin/market_chart/range?vs_currency=usd&from=2026-01-01&to=2026-05-01');
    expect(seconds.body.prices).toHaveLength(121);
    expect(dates.body).toEqual(seconds.body);
  });

  it('reaches back a year on free plans, further on others', async () => {
    const path = '/coins/bitcoin/market_chart?vs_currency=usd&days=max';
    expect(await ask(path)).toMatchObject({ status: 401, body: { error: { status: { error_code: 10012 } } } });
    expect((await market.ask(`/coingecko-pro/api/v3${path}`, pro)).body.prices.length).toBeGreaterThan(366);
  });

  it('has forced intervals on the highest plan only, and no unknown coin', async () => {
    const path = '/coins/bitcoin/market_chart?vs_currency=usd&days=30&interval=hourly';
    expect(await ask(path)).toMatchObject({ status: 401, body: { error: { status: { error_code: 10005 } } } });
    expect(await ask('/coins/no-such-coin/market_chart?vs_currency=usd&days=1')).toMatchObject({
      status: 404,
      body: { error: 'coin not found' },
    });
  });
});

it('/global tells of the whole market, made anew each ten minutes', async () => {
  const { body } = await ask('/global');
  expect(body.data).toMatchObject({
    active_cryptocurrencies: expect.any(Number),
    markets: expect.any(Number),
    total_market_cap: { usd: expect.any(Number), btc: expect.any(Number) },
    total_volume: { usd: expect.any(Number) },
    market_cap_percentage: { btc: expect.any(Number), eth: expect.any(Number) },
    market_cap_change_percentage_24h_usd: expect.any(Number),
    updated_at: Math.floor(opened / 600_000) * 600,
  });
  expect(body.data.market_cap_percentage.btc).toBeLessThan(100);
});

it('/ping, /coins/list and /coins/{id} answer', async () => {
  expect((await ask('/ping')).body).toHaveProperty('gecko_says');
  expect((await ask('/coins/list')).body).toContainEqual({ id: 'pepecoin-network', symbol: 'pep', name: 'Pepecoin' });
  expect((await ask('/coins/litecoin')).body).toMatchObject({ id: 'litecoin', hashing_algorithm: 'scrypt', block_time_in_minutes: 2.5 });
  expect(await ask('/coins/nobody')).toMatchObject({ status: 404, body: { error: 'coin not found' } });
  expect((await ask('/nothing')).status).toBe(404);
});

describe('keys', () => {
  it.each([
    ['a Demo key on the Pro host', '/coingecko-pro/api/v3/ping', { 'x-cg-pro-api-key': 'CG-simulated-demo' }, 400, 10011],
    ['a Demo header on the Pro host', '/coingecko-pro/api/v3/ping', demo, 400, 10011],
    ['a Pro key on the public host', '/coingecko/api/v3/ping', pro, 400, 10010],
    ['no key on the Pro host', '/coingecko-pro/api/v3/ping', {}, 401, 10002],
    ['a wrong key', '/coingecko/api/v3/ping', { 'x-cg-demo-api-key': 'CG-wrong' }, 401, 10002],
  ] as const)('are refused: %s', async (_what, path, headers, status, code) => {
    expect(await market.ask(path, headers)).toMatchObject({ status, body: { status: { error_code: code } } });
  });

  it('have their connection kept for longer than a minute', async () => {
    expect((await ask('/ping')).headers.get('keep-alive')).toBe('timeout=75');
  });

  it('open their own host, by header or query, and none is needed', async () => {
    expect((await market.ask('/coingecko/api/v3/ping')).status).toBe(200);
    expect((await market.ask('/coingecko/api/v3/ping?x_cg_demo_api_key=CG-simulated-demo')).status).toBe(200);
    expect((await market.ask('/coingecko-pro/api/v3/key', pro)).body).toMatchObject({
      monthly_call_credit: 100_000,
      current_total_monthly_calls: 0,
    });
    expect((await market.ask('/coingecko-pro/api/v3/key', pro)).body).toMatchObject({
      current_total_monthly_calls: 1,
      current_remaining_monthly_calls: 99_999,
    });
  });
});

describe('limits', () => {
  it('of a Demo key are 30 a minute, the 31st is told how long to wait', async () => {
    for (let call = 0; call < 30; call += 1) expect((await ask('/ping')).status).toBe(200);
    const refused = await ask('/ping');
    expect(refused).toMatchObject({ status: 429, body: { status: { error_code: 429 } } });
    expect(Number(refused.headers.get('retry-after'))).toBe(53);
    await market.clock.advance(53_000);
    expect((await ask('/ping')).status).toBe(200);
    expect(market.used('coingecko').customers['key CG-simulated-demo']).toEqual({
      requestsThisMinute: 1,
      creditsThisMonth: 31,
      busiestMinute: 31,
      refused: 1,
    });
  });

  it('do not always say how long to wait', async () => {
    await market.clock.advance(2 * minuteMs);
    for (let call = 0; call < 30; call += 1) await ask('/ping');
    const refused = await ask('/ping');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, null]);
  });

  it('count calls that fail towards the minute, but not as credits', async () => {
    for (let call = 0; call < 30; call += 1) expect((await ask('/coins/nobody')).status).toBe(404);
    expect((await ask('/ping')).status).toBe(429);
    expect(market.used('coingecko').customers['key CG-simulated-demo'].creditsThisMonth).toBe(0);
  });

  it('of a Demo key are 10,000 credits a month, and begin anew with the next', () => {
    const [double] = createDoubles(market.doubles.world, market.doubles.faults);
    const call = { method: 'GET', path: '/ping', query: new URLSearchParams(), headers: demo, body: undefined, client: '127.0.0.1' };
    const ping = (moment: number): number => double!.answer({ ...call, at: moment }).status;
    let at = opened;
    for (let spent = 0; spent < 10_000; spent += 1) {
      if (spent % 25 === 0) at += minuteMs;
      expect(ping(at)).toBe(200);
    }
    expect(ping(at + minuteMs)).toBe(429);
    expect(ping(at + 30 * dayMs)).toBe(200);
  });

  it('without a key are by address', async () => {
    for (let call = 0; call < 10; call += 1) expect((await ask('/ping', {})).status).toBe(200);
    expect((await ask('/ping', {})).status).toBe(429);
    expect((await ask('/ping')).status).toBe(200);
  });
});

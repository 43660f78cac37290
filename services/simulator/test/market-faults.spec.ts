import { afterAll, describe, expect, it } from '@jest/globals';
import { closeMarkets, opened, openMarket, type OpenMarket, type Told, trueUsd } from './open-market.js';

const dayMs = 86_400_000;
const priceOf = (market: OpenMarket, coin = 'bitcoin'): Promise<Told> =>
  market.ask(
    `/coingecko/api/v3/simple/price?ids=${coin}&vs_currencies=usd&include_24hr_change=true&include_last_updated_at=true&precision=full`,
  );
const quoteOf = (market: OpenMarket, slug = 'bitcoin'): Promise<Told> =>
  market.ask(`/coinmarketcap/v3/cryptocurrency/quotes/latest?slug=${slug}&skip_invalid=true`, {
    'X-CMC_PRO_API_KEY': 'cmc-simulated-basic',
  });

afterAll(closeMarkets);

describe('troubles of a provider', () => {
  it('begin and end when the script says so', async () => {
    const market = await openMarket({ faults: [{ source: 'coingecko', kind: 'server_error', fromMs: 60_000, durationMs: 60_000 }] });
    const statuses: number[] = [];
    for (let minute = 0; minute < 3; minute += 1) {
      statuses.push((await priceOf(market)).status);
      await market.clock.advance(60_000);
    }
    expect(statuses).toEqual([200, 503, 200]);
  });

  it('down: the connection ends without an answer, the other provider goes on', async () => {
    const market = await openMarket({ faults: [{ source: 'coingecko', kind: 'down' }] });
    await expect(priceOf(market)).rejects.toThrow();
    expect((await quoteOf(market)).status).toBe(200);
    expect(market.used('coingecko').endpoints['/simple/price'].statuses).toEqual({ 0: 1 });
  });

  it('hang: nothing comes', async () => {
    const market = await openMarket({ faults: [{ source: 'coinmarketcap', kind: 'hang' }] });
    const answer = fetch(`${market.doubles.url()}/coinmarketcap/v1/key/info`, { signal: AbortSignal.timeout(150) });
    await expect(answer).rejects.toThrow(/timeout|aborted/);
  });

  it('truncated: half a body; html: a page with status 200', async () => {
    const half = await openMarket({ faults: [{ source: 'coingecko', kind: 'truncated' }] });
    await expect(priceOf(half)).rejects.toThrow();
    const html = await priceOf(await openMarket({ faults: [{ source: 'coingecko', kind: 'html' }] }));
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html']);
  });

  it.each([
    ['rate_limited', 429, 429],
    ['error_in_200', 200, 429],
    ['month_exhausted', 429, 429],
    ['unauthorized', 401, 10002],
    ['forbidden', 403, 1020],
  ] as const)('%s: CoinGecko answers %d with code %d in the body', async (kind, status, code) => {
    const answer = await priceOf(await openMarket({ faults: [{ source: 'coingecko', kind }] }));
    expect(answer).toMatchObject({ status, body: { status: { error_code: code } } });
    expect(answer.headers.has('retry-after')).toBe(kind === 'rate_limited');
  });

  it.each([
    ['rate_limited', 429, 1008],
    ['day_exhausted', 429, 1009],
    ['month_exhausted', 429, 1010],
    ['ip_limited', 429, 1011],
    ['unauthorized', 401, 1001],
    ['forbidden', 403, 1007],
    ['error_in_200', 200, 1008],
  ] as const)('%s: CoinMarketCap answers %d with code %d in the body', async (kind, status, code) => {
    const answer = await quoteOf(await openMarket({ faults: [{ source: 'coinmarketcap', kind }] }));
    expect(answer).toMatchObject({ status, body: { status: { error_code: code } } });
    expect(answer.body.data).toBeUndefined();
  });

  it.each([
    ['mempool', '/mempool/api/v1/difficulty-adjustment'],
    ['minerstat', '/minerstat/v2/coins'],
  ] as const)('rate_limited: %s answers 429', async (source, path) => {
    expect((await (await openMarket({ faults: [{ source, kind: 'rate_limited' }] })).ask(path)).status).toBe(429);
  });

  it('rate_limited: a node says that it is still starting', async () => {
    const market = await openMarket({ faults: [{ source: 'node', kind: 'rate_limited' }] });
    expect(await market.call('dogecoin', 'getmininginfo')).toMatchObject({ status: 500, body: { error: { code: -28 } } });
  });

  it.each([408, 500, 502, 503])('server_error: %i, CoinMarketCap wrapping its own 500', async (status) => {
    const market = await openMarket({
      faults: (['coingecko', 'coinmarketcap'] as const).map((source) => ({ source, kind: 'server_error', status })),
    });
    const [priced, quoted] = [await priceOf(market), await quoteOf(market)];
    expect([priced.status, quoted.status]).toEqual([status, status]);
    expect(quoted.body?.status?.error_code).toBe(status === 500 ? 500 : undefined);
  });

  it('drift: fields are called something else', async () => {
    const market = await openMarket({
      faults: (['coingecko', 'coinmarketcap', 'node'] as const).map((source) => ({ source, kind: 'drift' as const })),
    });
    expect(Object.keys((await priceOf(market)).body.bitcoin)).toContain('usd_price');
    expect((await quoteOf(market)).body.data[0]).not.toHaveProperty('quote');
    expect((await market.call('litecoin', 'getmininginfo')).body.result).not.toHaveProperty('networkhashps');
  });

  it.each([
    { kind: 'retyped', markets: { current_price: { amount: expect.any(Number) } }, rows: { quote: { amount: expect.any(Array) } } },
    { kind: 'without_ids', markets: { symbol: 'btc' }, rows: { symbol: 'BTC' } },
  ] as const)('$kind: rows are of another shape', async ({ kind, markets, rows }) => {
    const market = await openMarket({ faults: (['coingecko', 'coinmarketcap'] as const).map((source) => ({ source, kind })) });
    const [row] = (await market.ask('/coingecko/api/v3/coins/markets?vs_currency=usd&ids=bitcoin')).body;
    const [quoted] = (await quoteOf(market)).body.data;
    expect([row, quoted]).toMatchObject([markets, rows]);
    expect(['id' in row, 'id' in quoted]).toEqual(Array(2).fill(kind === 'retyped'));
    expect(Object.keys((await priceOf(market)).body)).toEqual([kind === 'retyped' ? 'bitcoin' : 'row_0']);
  });

  it('wrapped and reshaped: the whole answer is of another shape', async () => {
    const wrapped = await openMarket({ faults: [{ source: 'coingecko', kind: 'wrapped' }] });
    expect(Object.keys((await priceOf(wrapped)).body)).toEqual(['payload']);
    const reshaped = await openMarket({ faults: [{ source: 'coinmarketcap', kind: 'reshaped' }] });
    expect((await quoteOf(reshaped)).body).toEqual([expect.objectContaining({ credit_count: 1 }), expect.any(Array)]);
  });
});

describe('troubles of one coin', () => {
  it('stale: it keeps its last price and says since when, without a change of a day', async () => {
    const market = await openMarket({ faults: [{ source: 'coingecko', kind: 'stale', coin: 'dogecoin', fromMs: 0 }] });
    const before = (await priceOf(market, 'dogecoin')).body.dogecoin;
    await market.clock.advance(2 * dayMs);
    const after = (await priceOf(market, 'dogecoin')).body.dogecoin;
    expect(after).toEqual({ usd: before.usd, usd_24h_change: null, last_updated_at: before.last_updated_at });
    expect((await priceOf(market)).body.bitcoin.last_updated_at).toBe(Math.floor(market.clock.now() / 60_000) * 60);
  });

  it('stale ever since: its last price is from before the world opened', async () => {
    const market = await openMarket({ faults: [{ source: 'coinmarketcap', kind: 'stale', coin: 'litecoin' }] });
    const told = (await quoteOf(market, 'litecoin')).body.data[0];
    await market.clock.advance(dayMs);
    expect((await quoteOf(market, 'litecoin')).body.data[0].last_updated).toBe(told.last_updated);
    expect(Date.parse(told.last_updated)).toBe(Math.floor((opened - dayMs) / 60_000) * 60_000);
  });

  it('missing: it is left out; null_price: it is there without a price', async () => {
    const market = await openMarket({
      faults: [
        { source: 'coingecko', kind: 'missing', coin: 'litecoin' },
        { source: 'coingecko', kind: 'null_price', coin: 'dogecoin' },
      ],
    });
    const { body } = await priceOf(market, 'litecoin,dogecoin,bitcoin');
    expect([Object.keys(body).sort(), body.dogecoin.usd]).toEqual([['bitcoin', 'dogecoin'], null]);
  });

  it('skewed: one provider is off while the other tells the truth', async () => {
    const market = await openMarket({ faults: [{ source: 'coinmarketcap', kind: 'skewed', coin: 'bitcoin', factor: 1.2 }] });
    const usd = trueUsd(market, 'bitcoin');
    expect((await quoteOf(market)).body.data[0].quote[0].price / usd).toBeCloseTo(1.2, 1);
    expect((await priceOf(market)).body.bitcoin.usd / usd).toBeCloseTo(1, 2);
    expect(
      (await quoteOf(market, 'dogecoin')).body.data[0].quote[0].price / (await priceOf(market, 'dogecoin')).body.dogecoin.usd,
    ).toBeCloseTo(1, 2);
  });

  it('minerstat’s missing figures are −1', async () => {
    const market = await openMarket({ faults: [{ source: 'minerstat', kind: 'missing', coin: 'bellscoin' }] });
    expect((await market.ask('/minerstat/v2/coins?list=BELLS')).body[0]).toMatchObject({
      network_hashrate: -1,
      difficulty: -1,
      reward_block: -1,
    });
  });
});

describe('/faults', () => {
  const tell = async (market: OpenMarket, method: string, body?: unknown): Promise<Response> =>
    fetch(`${market.doubles.url()}/faults`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

  it('troubles a provider while it runs, for a while, and ends it', async () => {
    const market = await openMarket();
    const told = await tell(market, 'POST', { source: 'coingecko', kind: 'server_error', duration_seconds: 30 });
    expect(await told.json()).toMatchObject({ at: opened, faults: [{ source: 'coingecko', kind: 'server_error', since: opened }] });
    expect((await priceOf(market)).status).toBe(503);
    await market.clock.advance(30_000);
    expect((await priceOf(market)).status).toBe(200);
    await tell(market, 'POST', { source: 'coingecko', kind: 'html' });
    await tell(market, 'DELETE');
    expect(await (await tell(market, 'GET')).json()).toEqual({ at: opened + 30_000, faults: [] });
    expect((await priceOf(market)).body).toHaveProperty('bitcoin');
  });

  it.each([
    [{ source: 'nobody', kind: 'down' }],
    [{ source: 'coingecko', kind: 'bored' }],
    [{ source: 'coingecko', kind: 'skewed', factor: -1 }],
    [{ source: 'coingecko', kind: 'skewed', coin: 'dogcoin' }],
    [{ source: 'coingecko', kind: 'down', coin: 'dogecoin' }],
    [{ source: 'coingecko', kind: 'down', duration_seconds: 0 }],
    [{ source: 'coingecko', kind: 'server_error', status: 200 }],
    [[]],
    ['no'],
  ])('refuses %j', async (body) => {
    const answer = await tell(await openMarket(), 'POST', body);
    expect([answer.status, await answer.json()]).toEqual([400, { error: expect.any(String) }]);
  });

  it('refuses one trouble more than there may be, and goes on', async () => {
    const market = await openMarket({ faults: Array.from({ length: 1_000 }, () => ({ source: 'mempool', kind: 'slow' }) as const) });
    expect((await tell(market, 'POST', { source: 'coingecko', kind: 'down' })).status).toBe(400);
    expect((await priceOf(market)).status).toBe(200);
  });

  it('is for this machine by its own names', async () => {
    const market = await openMarket();
    expect((await tell(market, 'PUT', {})).status).toBe(405);
    expect((await market.ask('/nothing')).status).toBe(404);
    expect((await market.ask('/faults', { origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('the truth', () => {
  it('is the same for the same seed and moment, in another process too', async () => {
    const [one, two] = [await openMarket(), await openMarket()];
    const at = opened + 5 * dayMs;
    two.doubles.truth(at + dayMs);
    const [a, b] = [one.doubles.truth(at), two.doubles.truth(at)];
    expect(b['coins']).toEqual(a['coins']);
    expect(b['chains']).toEqual(a['chains']);
    expect((await openMarket({ seed: 2 })).doubles.truth(at)['coins']).not.toEqual(a['coins']);
  });

  it('moves where the script has a shock, and all who speak of it follow', async () => {
    const market = await openMarket({ shocks: [{ what: 'price', coin: 'dogecoin', factor: 0.5, fromMs: 60_000 }] });
    const before = (await priceOf(market, 'dogecoin')).body.dogecoin.usd;
    await market.clock.advance(120_000);
    expect((await priceOf(market, 'dogecoin')).body.dogecoin.usd / before).toBeCloseTo(0.5, 1);
    expect((await quoteOf(market, 'dogecoin')).body.data[0].quote[0].price / before).toBeCloseTo(0.5, 1);
  });
});

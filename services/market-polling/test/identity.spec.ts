import { describe, expect, it } from '@jest/globals';
import type { MarketData } from '@lodestream/records';
import { Registry } from 'prom-client';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;
const networks = { explorers: false, minerstat: false };
const pep = 'pepecoin-network';

/** Both providers: CoinGecko with a list that can be changed or away, CoinMarketCap with the numbers it knows. */
class Story {
  list: readonly { readonly id: string; readonly symbol: string; readonly name: string }[] | null = [];
  known: Record<string, string> = { '1': 'BTC', '2': 'LTC' };
  readonly harness: MarketHarness = new MarketHarness((...asked) => this.answers(...asked));

  /** What Prometheus is told of ids that are not certain. */
  readonly gauges: string[] = [];

  async live(marketData: object, minutes: number): Promise<void> {
    const registry = new Registry();
    const service = this.harness.create({ ...marketData, networks }, { registry });
    await this.harness.begin(service);
    await this.harness.clock.advance(minutes * minute);
    const lines = (await registry.metrics()).split('\n');
    this.gauges.push(...lines.filter((line) => line.startsWith('market_polling_unverified_ids{')));
    await service.stop();
    expect(this.harness.bugs).toEqual([]);
  }

  calls(path: string): number {
    return this.harness.calls.filter((call) => call.path === path).length;
  }

  of(coinId: string): MarketData[] {
    return this.harness.data.filter(({ coin }) => coin.id === coinId);
  }

  private readonly answers: Answers = (host, path, query) => {
    const at = new Date(this.harness.clock.now() - 1_000).toISOString();
    if (host.includes('coinmarketcap')) return this.cmc(path, query, at);
    const ids = String(query['ids']).split(',');
    if (path === '/coins/list') return this.list === null ? { status: 503 } : { body: this.list };
    if (path === '/coins/markets') return { body: ids.map((id) => ({ id, current_price: 100, last_updated: at })) };
    if (path !== '/simple/price') return { status: 404, body: { error: 'coin not found' } };
    return { body: Object.fromEntries(ids.map((id) => [id, { usd: 100, last_updated_at: Date.parse(at) / 1_000 }])) };
  };

  /** One unknown name fails a whole call, whatever was asked for. */
  private cmc(path: string, query: Readonly<Record<string, unknown>>, last_updated: string): ReturnType<Answers> {
    const by = path.endsWith('/map') ? 'symbol' : 'id';
    if (query[by] === undefined) return { status: 404 };
    const asked = (query[by] as string).split(',');
    const listed = asked.flatMap((name) => Object.entries(this.known).filter(([id, symbol]) => name === (by === 'id' ? id : symbol)));
    const unknown = asked.filter((name) => !listed.some((row) => row.includes(name)));
    const status = { error_code: 0, error_message: '', credit_count: 1 };
    if (unknown.length > 0)
      return {
        status: 400,
        body: { status: { ...status, error_code: 400, error_message: `Invalid value for "${by}": "${unknown.join(',')}"` } },
      };
    const names: Record<string, string> = { BTC: 'Bitcoin', LTC: 'Litecoin', BELLS: 'Bellscoin' };
    const data = listed.map(([id, symbol]) => ({
      ...{ id: Number(id), symbol, name: names[symbol], slug: names[symbol]!.toLowerCase(), is_active: 1, platform: null },
      quote: [{ symbol: 'USD', price: 100, last_updated }],
    }));
    return { body: { status, data } };
  }
}

const doubtful = ({ quality }: MarketData): boolean =>
  quality.flags.some(({ path, reason }) => path === 'coin.id' && reason === 'unverified_id');

describe('a coin whose id was never compared with the provider’s list', () => {
  const coingecko = { coins: ['bitcoin', 'bellscoin', 'a-stranger'], tier: 'demo' };

  it('is flagged until it was, once for all processes, and told', async () => {
    const story = new Story();
    story.list = null;
    await story.live({ coingecko }, 10);
    expect(story.of('bellscoin').map(doubtful)).toEqual([true, true, true]);
    expect(story.of('bitcoin').some(doubtful)).toBe(false);
    expect(story.gauges).toEqual(['market_polling_unverified_ids{source="coingecko"} 2']);
    story.list = [
      { id: 'bellscoin', symbol: 'bells', name: 'Bellscoin' },
      { id: 'a-stranger', symbol: 'str', name: 'Stranger' },
    ];
    const before = [story.of('bellscoin').length, story.calls('/coins/list')] as const;
    for (let life = 0; life < 2; life += 1) await story.live({ coingecko }, 20);
    expect(story.of('bellscoin').slice(before[0]).some(doubtful)).toBe(false);
    expect(story.of('a-stranger').slice(before[0]).some(doubtful)).toBe(false);
    expect(story.calls('/coins/list')).toBe(before[1] + 1);
    expect(story.gauges.at(-1)).toBe('market_polling_unverified_ids{source="coingecko"} 0');
    const told = story.harness.events.filter(({ type }) => type === 'other').map(({ subject }) => subject);
    expect(told.filter((subject) => subject === 'bellscoin' || subject === 'a-stranger')).toEqual(['bellscoin', 'a-stranger']);
  });

  it('is not priced where another coin stands under its id, which is told as a warning', async () => {
    const story = new Story();
    story.list = [{ id: pep, symbol: 'net', name: 'Network' }];
    await story.live({ coingecko: { ...coingecko, coins: ['bitcoin', pep] } }, 20);
    expect(story.of(pep).length).toBeGreaterThan(3);
    for (const record of story.of(pep)) expect([record.source, record.price.usd, doubtful(record)]).toEqual(['none', null, true]);
    expect(story.harness.calls.some(({ query }) => String(query['ids']).includes(pep))).toBe(false);
    expect(story.gauges).toEqual(['market_polling_unverified_ids{source="coingecko"} 1']);
    expect(story.harness.events).toContainEqual(
      expect.objectContaining({ source_id: 'market:coingecko', severity: 'warning', subject: pep }),
    );
  });

  it('is not looked up where the table has all ids of it', async () => {
    const story = new Story();
    await story.live({ coingecko: { ...coingecko, coins: ['bitcoin', 'litecoin'] } }, 20);
    expect(story.calls('/coins/list')).toBe(0);
  });
});

describe('a name that CoinMarketCap does not know', () => {
  const coinmarketcap = { api_key: 'a-key' };

  it('among tickers to look up costs the others nothing but a second call', async () => {
    const story = new Story();
    story.known = { ...story.known, '77': 'BELLS' };
    await story.live({ coingecko: { enabled: false, coins: ['bitcoin', 'bellscoin', pep] }, coinmarketcap }, 20);
    expect(story.calls('/v1/cryptocurrency/map')).toBe(2);
    expect(story.of('bellscoin').at(-1)).toMatchObject({ source: 'coinmarketcap', price: { usd: 100 } });
    expect(story.of(pep).at(-1)).toMatchObject({ source: 'none', price: { usd: null } });
    expect(story.of(pep).every(doubtful)).toBe(true);
  });

  it('among ids that were certain is looked up anew, and the others have their prices at once', async () => {
    const story = new Story();
    story.known = { '1': 'BTC', '22': 'LTC' };
    await story.live({ coingecko: { enabled: false, coins: ['bitcoin', 'litecoin'] }, coinmarketcap }, 20);
    expect(story.calls('/v1/cryptocurrency/map')).toBe(1);
    const [first] = story.of('litecoin');
    expect(first).toMatchObject({ source: 'coinmarketcap', price: { usd: 100 } });
    const told = story.harness.events.filter(({ subject }) => subject === 'litecoin').map(({ detail }) => detail);
    expect(told).toEqual([expect.stringContaining('22')]);
    expect(story.harness.events.some(({ type }) => type === 'disconnected')).toBe(false);
  });
});

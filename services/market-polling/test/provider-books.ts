import type { Clock } from '@lodestream/component';
import type { Answers } from './market-harness.js';

const minuteMs = 60_000;

/** What a provider allows, and what it counted. */
class Books {
  readonly atMs: number[] = [];
  readonly byPath = new Map<string, number>();
  credits = 0;
  refused = 0;

  constructor(
    private readonly perMinute: number,
    private readonly perMonth: number,
  ) {}

  /** Counts a call as providers do: over any cap it is refused, and counts for the minute all the same. */
  admit(path: string, credits: number, nowMs: number): boolean {
    this.atMs.push(nowMs);
    const inMinute = this.atMs.filter((at) => at > nowMs - minuteMs).length;
    while (this.atMs.length > 0 && this.atMs[0]! <= nowMs - minuteMs) this.atMs.shift();
    if (inMinute > this.perMinute || this.credits + credits > this.perMonth) {
      this.refused += 1;
      return false;
    }
    this.credits += credits;
    this.byPath.set(path, (this.byPath.get(path) ?? 0) + 1);
    return true;
  }
}

/** Both providers on their free plans, counting as they do; prices are those of a quiet day. */
export class FreePlans {
  readonly gecko: Books;
  readonly cmc = new Books(30, 10_000);

  constructor(
    private readonly clock: () => Clock,
    callsPerMinute = 30,
  ) {
    this.gecko = new Books(callsPerMinute, 10_000);
  }

  readonly answers: Answers = (host, path, query) => {
    const now = this.clock().now();
    if (host.includes('coingecko')) return this.gecko.admit(nameOf(path), 1, now) ? this.geckoSays(path, query, now) : { status: 429 };
    if (!host.includes('coinmarketcap')) return { status: 404 };
    const credits = path === '/v1/key/info' ? 0 : 1;
    return this.cmc.admit(path, credits, now) ? this.cmcSays(path, query, now) : { status: 429, body: { status: { error_code: 1008 } } };
  };

  private geckoSays(path: string, query: Readonly<Record<string, unknown>>, now: number): { body: unknown } {
    const ids = String(query['ids']).split(',');
    if (path === '/coins/markets')
      return {
        body: ids.map((id) => ({
          id,
          current_price: 100,
          market_cap: 1e9,
          total_volume: 1e6,
          last_updated: new Date(now - 30_000).toISOString(),
        })),
      };
    if (path === '/simple/price')
      return { body: Object.fromEntries(ids.map((id) => [id, { usd: 100, last_updated_at: now / 1_000 - 30 }])) };
    if (path === '/global') return { body: { data: { total_market_cap: { usd: 1e12 }, updated_at: Math.floor(now / 1_000) } } };
    if (path === '/coins/list') return { body: rareCoins };
    if (path.endsWith('/range')) return { body: { prices: hoursOf(Number(query['from']), Number(query['to'])) } };
    const [today, days] = [Math.floor(now / 86_400_000), Number(query['days'])];
    return { body: { prices: Array.from({ length: days + 1 }, (_, day) => [(today - days + day) * 86_400_000, 100 + (day % 7)]) } };
  }

  private cmcSays(path: string, query: Readonly<Record<string, unknown>>, now: number): { body: unknown } {
    const status = { error_code: '0', error_message: '', credit_count: 1 };
    if (path === '/v1/key/info') return { body: { status, data: { usage: { current_month: { credits_used: this.cmc.credits } } } } };
    const last_updated = new Date(now - 60_000).toISOString();
    if (path.startsWith('/v1/global'))
      return { body: { status, data: { btc_dominance: 55, quote: { USD: { total_market_cap: 1e12 } }, last_updated } } };
    if (path.includes('/listings/'))
      return { body: { status, data: [{ id: 1, symbol: 'BTC', quote: [{ symbol: 'USD', market_cap: 6e11 }] }] } };
    const rows = String(query['id'])
      .split(',')
      .map((id) => ({ id: Number(id), quote: [{ symbol: 'USD', price: 100.5, last_updated }] }));
    return { body: { status, data: rows } };
  }
}

const rareCoins = [
  { id: 'bellscoin', symbol: 'bells', name: 'Bellscoin' },
  { id: 'pepecoin-network', symbol: 'pep', name: 'Pepecoin' },
];

/** A price an hour, five milliseconds past it. */
function hoursOf(fromSeconds: number, toSeconds: number): [number, number][] {
  const first = Math.ceil(fromSeconds / 3_600);
  return Array.from({ length: Math.floor(toSeconds / 3_600) - first + 1 }, (_, hour) => [(first + hour) * 3_600_000 + 5, 99]);
}

const nameOf = (path: string): string => (path.includes('/market_chart') ? path.replace(/^.*\/market_chart/, 'market_chart') : path);

import { FakeClock } from '@lodestream/component';
import { createMarketDoubles, type MarketDoubles, type MarketOptions } from '../src/index.js';

/** A moment on no grid: neither a minute nor a day begins. */
export const opened = Date.UTC(2026, 5, 1, 12, 0, 7);
const open: MarketDoubles[] = [];

/** An answer of a double. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

/** A market that is open, and how to ask its providers. */
export interface OpenMarket {
  readonly clock: FakeClock;
  readonly doubles: MarketDoubles;
  /** Asks a path of the doubles' port. */
  ask(path: string, headers?: Record<string, string>): Promise<Told>;
  /** Calls a method of a coin's node. */
  call(coin: string, method: string, params?: readonly unknown[], headers?: Record<string, string>): Promise<Told>;
  /** How a source was used, by endpoint and by customer. */
  used(source: string): any;
}

/** Opens a market on a free port under a clock that stands still. */
export async function openMarket(options: Partial<MarketOptions> = {}): Promise<OpenMarket> {
  const clock = new FakeClock(options.startMs ?? opened);
  const doubles = createMarketDoubles({ seed: 1, port: 0, clock, startMs: opened, ...options });
  await doubles.start();
  open.push(doubles);
  const told = async (path: string, init: RequestInit): Promise<Told> => {
    const answer = await fetch(`${doubles.url()}${path}`, { signal: AbortSignal.timeout(20_000), ...init });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return { status: answer.status, headers: answer.headers, body: isJson && text !== '' ? JSON.parse(text) : text };
  };
  const authorization = `Basic ${Buffer.from('lodestream:simulated').toString('base64')}`;
  return {
    clock,
    doubles,
    ask: (path, headers = {}) => told(path, { headers }),
    call: (coin, method, params = [], headers = { authorization }) =>
      told(`/node/${coin}`, { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '1.0', id: 7, method, params }) }),
    used: (source) => doubles.usage().find((provider) => provider.source === source),
  };
}

/** US dollars that a coin is truly worth now. */
export function trueUsd({ clock, doubles: { world } }: OpenMarket, coin: string): number {
  return world.prices.usd(
    world.assets.find(({ id }) => id === coin)!,
    clock.now(),
  );
}

/** Closes every market a spec opened. */
export async function closeMarkets(): Promise<void> {
  await Promise.all(open.splice(0).map((doubles) => doubles.stop()));
}

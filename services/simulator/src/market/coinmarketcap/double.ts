import type { MarketFaultBook } from '../faults/market-fault-book.js';
import type { Quotes } from '../quotes.js';
import type { MeterState } from '../wire/meter.js';
import type { Provider, ProviderAnswer, ProviderCall } from '../wire/provider.js';
import { Access, type Customer } from './access.js';
import { coinMap } from './coin-map.js';
import { failed, refusal } from './envelope.js';
import { globalMetrics } from './global-metrics.js';
import { keyInfo } from './key-info.js';
import { listingsLatest } from './listings-latest.js';
import { quotesLatest } from './quotes-latest.js';
import { simplePrice } from './simple-price.js';

type Endpoint = (quotes: Quotes, call: ProviderCall, customer: Customer) => ProviderAnswer;

const endpoints: Readonly<Record<string, Endpoint>> = {
  '/v3/cryptocurrency/quotes/latest': quotesLatest('v3'),
  '/v2/cryptocurrency/quotes/latest': quotesLatest('v2'),
  '/v1/cryptocurrency/quotes/latest': quotesLatest('v1'),
  '/v3/cryptocurrency/listings/latest': listingsLatest('v3'),
  '/v1/cryptocurrency/listings/latest': listingsLatest('v1'),
  '/v2/simple/price': simplePrice,
  '/v1/cryptocurrency/map': coinMap,
  '/v1/global-metrics/quotes/latest': globalMetrics,
  '/v1/key/info': keyInfo,
  '/v1/blockchain/statistics/latest': (_quotes, { at }) => failed(at, 1006),
};

const publicPrefix = '/public-api';
/** What the way without a key does not have. */
const keyed: readonly string[] = ['/v1/key/info'];

/** CoinMarketCap's API as its documents state it in 2026, by key and, under `/public-api`, without one. */
export class CoinMarketCapDouble implements Provider {
  readonly source = 'coinmarketcap';
  readonly prefix = '/coinmarketcap';
  private readonly access = new Access();

  constructor(
    private readonly quotes: Quotes,
    private readonly faults: MarketFaultBook,
  ) {}

  answer(call: ProviderCall): ProviderAnswer {
    const isPublic = call.path.startsWith(`${publicPrefix}/`);
    const name = isPublic ? call.path.slice(publicPrefix.length) : call.path;
    const customer = this.access.admit(call, isPublic);
    if ('status' in customer) return { ...customer, endpoint: name };
    const answer = { ...this.judged(call, name, customer, isPublic), endpoint: name };
    customer.meter.spend(answer.credits ?? 0, call.at);
    return isPublic && answer.status === 200 ? withoutStatus(answer) : answer;
  }

  broken(status: number, at: number): ProviderAnswer {
    return status === 500
      ? failed(at, 500, 'An internal server error occurred')
      : { status, headers: { 'Content-Type': 'text/html' }, body: '<html></html>' };
  }

  meters(at: number): Record<string, MeterState> {
    return this.access.states(at);
  }

  private judged(call: ProviderCall, name: string, customer: Customer, isPublic: boolean): ProviderAnswer {
    const over = customer.meter.request(call.at);
    const scripted = this.faults.refusal(this.source, call.at);
    if (customer.plan.refusesWith !== undefined) return failed(call.at, customer.plan.refusesWith);
    if (scripted !== undefined) return refusal(scripted, call.at);
    // what costs nothing is answered when the month's credits are gone
    if (over === 'minute') return failed(call.at, isPublic ? 1011 : 1008);
    if (over === 'month' && name !== '/v1/key/info') return failed(call.at, 1010);
    if (!Object.hasOwn(endpoints, name)) return { status: 404, body: { statusCode: 404, error: 'Not Found', message: 'Not Found' } };
    return isPublic && keyed.includes(name)
      ? failed(call.at, 1005, 'An API Key is required for this call.')
      : endpoints[name]!(this.quotes, call, customer);
  }
}

/** Without a key the envelope may lack its status. */
function withoutStatus(answer: ProviderAnswer): ProviderAnswer {
  const { data } = answer.body as { data?: unknown };
  return data === undefined ? answer : { ...answer, body: { data } };
}

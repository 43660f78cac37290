import type { MarketFaultBook } from '../faults/market-fault-book.js';
import type { Quotes } from '../quotes.js';
import type { MeterState } from '../wire/meter.js';
import type { Provider, ProviderAnswer, ProviderCall } from '../wire/provider.js';
import { type Access, type Customer, overLimit, refusal } from './access.js';
import { coinPage, coinsList } from './coin-pages.js';
import { coinsMarkets } from './coins-markets.js';
import { textError } from './errors.js';
import { globalFigures } from './global-figures.js';
import { marketChart, marketChartRange } from './market-chart.js';
import { simplePrice } from './simple-price.js';

type Endpoint = (quotes: Quotes, call: ProviderCall, customer: Customer) => ProviderAnswer;

const fixed: Readonly<Record<string, Endpoint>> = {
  '/ping': () => ({ status: 200, body: { gecko_says: '(V3) To the Moon!' } }),
  '/simple/price': simplePrice,
  '/coins/markets': coinsMarkets,
  '/coins/list': coinsList,
  '/global': globalFigures,
  '/key': keyState,
};

const ofCoin: Readonly<Record<string, Endpoint>> = {
  '': coinPage,
  '/market_chart': marketChart,
  '/market_chart/range': marketChartRange,
};

/** CoinGecko's API v3 as its documents state it in 2026: `public` is the host without a key and with a Demo key, `pro` the other. */
export class CoinGeckoDouble implements Provider {
  readonly source = 'coingecko';
  readonly prefix: string;

  constructor(
    private readonly host: 'public' | 'pro',
    private readonly quotes: Quotes,
    private readonly faults: MarketFaultBook,
    private readonly access: Access,
  ) {
    this.prefix = host === 'pro' ? '/coingecko-pro/api/v3' : '/coingecko/api/v3';
  }

  answer(call: ProviderCall): ProviderAnswer {
    const { endpoint, name } = endpointOf(call.path);
    const customer = this.access.admit(call, this.host);
    if ('status' in customer) return { ...customer, endpoint: name };
    const over = customer.meter.request(call.at);
    const scripted = this.faults.refusal(this.source, call.at);
    const refused = scripted !== undefined ? refusal(scripted, call.at) : over === null ? null : overLimit(over, call.at);
    const answer = refused ?? endpoint(this.quotes, call, customer);
    // a good answer costs one credit, a failed one none
    const credits = answer.status === 200 && refused === null ? 1 : 0;
    customer.meter.spend(credits, call.at);
    return { ...answer, endpoint: name, credits };
  }

  meters(at: number): Record<string, MeterState> {
    return this.access.states(at);
  }
}

function endpointOf(path: string): { endpoint: Endpoint; name: string } {
  if (Object.hasOwn(fixed, path)) return { endpoint: fixed[path]!, name: path };
  const match = /^\/coins\/[^/]+(\/.*)?$/.exec(path);
  const rest = match?.[1] ?? '';
  if (match !== null && Object.hasOwn(ofCoin, rest)) return { endpoint: ofCoin[rest]!, name: `/coins/{id}${rest}` };
  return { endpoint: () => textError(404, 'Incorrect path. Please check https://docs.coingecko.com/'), name: 'unknown' };
}

function keyState(_quotes: Quotes, { at }: ProviderCall, { plan, meter }: Customer): ProviderAnswer {
  if (plan.name === 'keyless' || plan.name === 'demo') return textError(404, 'not found');
  const { creditsThisMonth } = meter.state(at);
  const credits = plan.limits.creditsPerMonth!;
  return {
    status: 200,
    body: {
      plan: plan.name,
      rate_limit_request_per_minute: plan.limits.perMinute,
      monthly_call_credit: credits,
      current_total_monthly_calls: creditsThisMonth,
      current_remaining_monthly_calls: credits - creditsThisMonth,
    },
  };
}

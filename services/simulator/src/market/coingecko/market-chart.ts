import type { Quotes } from '../quotes.js';
import type { ProviderAnswer, ProviderCall } from '../wire/provider.js';
import type { Asset } from '../world/asset-sheet.js';
import { type Customer, notInPlan, tooFarBack } from './access.js';
import { textError } from './errors.js';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A day's point appears so long after midnight UTC. */
const dayReadyMs = 20 * minuteMs;
const mostDays = 3 * 365;

/** `/coins/{id}/market_chart`: the last `days`, up to now. */
export function marketChart(quotes: Quotes, call: ProviderCall, customer: Customer): ProviderAnswer {
  const days = call.query.get('days');
  const count = days === 'max' ? Infinity : Number(days ?? Number.NaN);
  if (!(count > 0)) return textError(400, 'Missing parameter days');
  return chart(quotes, call, customer, { from: call.at - Math.min(count, mostDays) * dayMs, to: call.at, back: count * dayMs });
}

/** `/coins/{id}/market_chart/range`: between two moments in Unix seconds, or dates. */
export function marketChartRange(quotes: Quotes, call: ProviderCall, customer: Customer): ProviderAnswer {
  const [from, to] = [momentOf(call.query.get('from')), momentOf(call.query.get('to'))];
  if (from === null || to === null || from > to) return textError(400, 'Invalid from or to');
  const within = { from: Math.max(from, call.at - mostDays * dayMs), to: Math.min(to, call.at) };
  return chart(quotes, call, customer, { ...within, back: call.at - from });
}

interface Range {
  readonly from: number;
  readonly to: number;
  /** How far back it reaches from now, in ms. */
  readonly back: number;
}

function chart(quotes: Quotes, call: ProviderCall, { plan }: Customer, range: Range): ProviderAnswer {
  const currency = call.query.get('vs_currency')?.toLowerCase();
  if (currency === undefined) return textError(400, 'Missing parameter vs_currency');
  const word = call.path.split('/')[2];
  const asset = quotes.world.assets.find(({ listed }) => listed.word === word);
  if (asset === undefined || quotes.of(asset, call.at) === null) return textError(404, 'coin not found');
  if (quotes.world.prices.in(currency, asset, call.at) === null) return textError(400, 'invalid vs_currency');
  const interval = call.query.get('interval');
  if ((plan.name === 'keyless' || plan.name === 'demo') && range.back > 365 * dayMs + minuteMs) return tooFarBack();
  if ((interval === 'hourly' || interval === '5m') && plan.name !== 'enterprise') return notInPlan();
  const step = stepOf(interval, range.to - range.from);
  return { status: 200, body: series(quotes, asset, currency, pointsOf(range, step, call.at)) };
}

function stepOf(interval: string | null, length: number): number {
  if (interval === 'daily') return dayMs;
  if (interval === 'hourly') return hourMs;
  if (interval === '5m') return 5 * minuteMs;
  if (length <= dayMs + minuteMs) return 5 * minuteMs;
  return length <= 90 * dayMs + minuteMs ? hourMs : dayMs;
}

/** The grid's moments, and the moment itself where the range reaches up to now, which is off the grid. */
function pointsOf({ from, to }: Range, step: number, now: number): number[] {
  const points: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    if (step < dayMs || now - at >= dayReadyMs) points.push(at);
  }
  if (to >= now - minuteMs) points.push(Math.floor(now / 1000) * 1000);
  return points;
}

function series(
  quotes: Quotes,
  asset: Asset,
  currency: string,
  points: readonly number[],
): Record<string, (readonly [number, number | null])[]> {
  const { prices } = quotes.world;
  const priceAt = (at: number): number => quotes.past(asset, currency, at)!;
  return {
    prices: points.map((at) => [at, priceAt(at)]),
    market_caps: points.map((at) => [at, priceAt(at) * prices.supply(asset, at)]),
    total_volumes: points.map((at) => [at, (priceAt(at) * prices.volume(asset, at)) / prices.usd(asset, at)]),
  };
}

function momentOf(text: string | null): number | null {
  if (text === null || text === '') return null;
  const moment = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isFinite(moment) ? moment : null;
}

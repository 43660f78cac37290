import type { RefusalKind } from '../faults/market-fault.js';
import { type Customer as OneCustomer, Customers } from '../wire/customers.js';
import { type MeterState, secondsToNextMinute } from '../wire/meter.js';
import { header, type ProviderAnswer, type ProviderCall } from '../wire/provider.js';
import { nestedError, statusError, tooMany } from './errors.js';
import { keylessPlan, keys, type Plan } from './plans.js';

/** Who asks, and how they stand. */
export type Customer = OneCustomer<Plan>;

/** Whose request it is: by the key and the host, for a key works on its own plan's host only. */
export class Access {
  private readonly all = new Customers<Plan>();

  /** The customer, or why there is none. */
  admit(call: ProviderCall, host: 'public' | 'pro'): Customer | ProviderAnswer {
    const proKey = header(call, 'x-cg-pro-api-key') ?? call.query.get('x_cg_pro_api_key') ?? undefined;
    const demoKey = header(call, 'x-cg-demo-api-key') ?? call.query.get('x_cg_demo_api_key') ?? undefined;
    const key = host === 'pro' ? proKey : (demoKey ?? proKey);
    if (key === undefined) {
      if (host === 'public') return this.all.of(`address ${call.client}`, keylessPlan);
      return demoKey === undefined ? statusError(401, 10_002, 'API Key Missing') : wrongHost(10_011);
    }
    const plan = Object.hasOwn(keys, key) ? keys[key]! : undefined;
    if (plan === undefined) return statusError(401, 10_002, 'invalid API key');
    if ((plan.name === 'demo') !== (host === 'public')) return wrongHost(host === 'public' ? 10_010 : 10_011);
    return this.all.of(`key ${key}`, plan);
  }

  /** Every customer seen. */
  states(at: number): Record<string, MeterState> {
    return this.all.states(at);
  }
}

/** A refusal for want of budget; the real one says how long to wait most of the time, not always. */
export function overLimit(which: 'minute' | 'month', at: number): ProviderAnswer {
  const says = which === 'minute' && Math.floor(at / 60_000) % 3 !== 2;
  return tooMany(says ? secondsToNextMinute(at) : null);
}

/** What the script refuses with, in this provider's words. */
export function refusal(kind: RefusalKind, at: number): ProviderAnswer {
  if (kind === 'unauthorized') return statusError(401, 10_002, 'API Key Missing');
  if (kind === 'forbidden') return statusError(403, 1020, 'Access Denied: error code 1020');
  if (kind === 'error_in_200') return { ...tooMany(null), status: 200 };
  if (kind === 'rate_limited') return tooMany(secondsToNextMinute(at));
  return tooMany(null);
}

/** A history the plan does not have. */
export const tooFarBack = (): ProviderAnswer =>
  nestedError(401, 10_012, 'Your request exceeds the allowed time range of the past 365 days.');

/** An endpoint or an interval the plan does not have. */
export const notInPlan = (): ProviderAnswer => nestedError(401, 10_005, 'This request is limited to higher plans.');

const wrongHost = (code: 10_010 | 10_011): ProviderAnswer =>
  statusError(
    400,
    code,
    code === 10_010
      ? 'If you are using a Pro API key, change the root URL to the Pro one.'
      : 'If you are using a Demo API key, change the root URL to the public one.',
  );

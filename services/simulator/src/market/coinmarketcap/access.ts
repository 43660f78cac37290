import { type Customer as OneCustomer, Customers } from '../wire/customers.js';
import type { MeterState } from '../wire/meter.js';
import { header, type ProviderAnswer, type ProviderCall } from '../wire/provider.js';
import { failed } from './envelope.js';
import { keylessPlan, keys, type Plan } from './plans.js';

/** Who asks, and how they stand. */
export type Customer = OneCustomer<Plan>;

/** Whose request it is, by the key. */
export class Access {
  private readonly all = new Customers<Plan>();

  /** The customer, or why there is none; `isPublic` is the way without a key. */
  admit(call: ProviderCall, isPublic: boolean): Customer | ProviderAnswer {
    if (isPublic) return this.all.of(`address ${call.client}`, keylessPlan);
    const key = header(call, 'x-cmc_pro_api_key') ?? call.query.get('CMC_PRO_API_KEY') ?? '';
    if (key === '') return failed(call.at, 1002);
    return Object.hasOwn(keys, key) ? this.all.of(`key ${key}`, keys[key]!) : failed(call.at, 1001);
  }

  /** Every customer seen. */
  states(at: number): Record<string, MeterState> {
    return this.all.states(at);
  }
}

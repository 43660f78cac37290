import { Meter, type MeterState } from '../wire/meter.js';
import { header, type ProviderAnswer, type ProviderCall } from '../wire/provider.js';
import { failed } from './envelope.js';
import { keylessPlan, keys, type Plan } from './plans.js';

/** Who asks, and how they stand. */
export interface Customer {
  readonly plan: Plan;
  readonly meter: Meter;
}

/** Whose request it is, by the key. */
export class Access {
  private readonly all = new Map<string, Customer>();

  /** The customer, or why there is none; `isPublic` is the way without a key. */
  admit(call: ProviderCall, isPublic: boolean): Customer | ProviderAnswer {
    if (isPublic) return this.customer(`address ${call.client}`, keylessPlan);
    const key = header(call, 'x-cmc_pro_api_key') ?? call.query.get('CMC_PRO_API_KEY') ?? '';
    if (key === '') return failed(call.at, 1002);
    return Object.hasOwn(keys, key) ? this.customer(`key ${key}`, keys[key]!) : failed(call.at, 1001);
  }

  /** Every customer seen. */
  states(at: number): Record<string, MeterState> {
    return Object.fromEntries([...this.all].map(([name, { meter }]) => [name, meter.state(at)]));
  }

  private customer(name: string, plan: Plan): Customer {
    let known = this.all.get(name);
    if (known === undefined) this.all.set(name, (known = { plan, meter: new Meter(plan.limits) }));
    return known;
  }
}

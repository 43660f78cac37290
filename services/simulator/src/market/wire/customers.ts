import { Meter, type MeterState, type PlanLimits } from './meter.js';

/** More keys and addresses than that are not remembered: the one that came first is forgotten. */
const most = 1_000;

/** Who asks, and how they stand. */
export interface Customer<Plan> {
  readonly plan: Plan;
  readonly meter: Meter;
}

/** The customers of one provider, by key, or by address for those without one. */
export class Customers<Plan extends { readonly limits: PlanLimits }> {
  private readonly all = new Map<string, Customer<Plan>>();

  /** The customer of that name; a new one begins with nothing used. */
  of(name: string, plan: Plan): Customer<Plan> {
    const known = this.all.get(name);
    if (known !== undefined) return known;
    if (this.all.size >= most) this.all.delete(this.all.keys().next().value!);
    const customer = { plan, meter: new Meter(plan.limits) };
    this.all.set(name, customer);
    return customer;
  }

  /** How everyone remembered stands. */
  states(at: number): Record<string, MeterState> {
    return Object.fromEntries([...this.all].map(([name, { meter }]) => [name, meter.state(at)]));
  }
}

import type { PlanLimits } from '../wire/meter.js';

/** A way to be a customer of CoinGecko. */
export interface Plan {
  readonly name: 'keyless' | 'demo' | 'pro' | 'enterprise';
  readonly limits: PlanLimits;
}

/** Plans of 2026. Without a key the limit is by address, and no promise: 5 to 15 a minute were seen. */
export const keylessPlan: Plan = { name: 'keyless', limits: { perMinute: 10, creditsPerMonth: null } };
const demo: Plan = { name: 'demo', limits: { perMinute: 30, creditsPerMonth: 10_000 } };
const pro: Plan = { name: 'pro', limits: { perMinute: 250, creditsPerMonth: 100_000 } };
const enterprise: Plan = { name: 'enterprise', limits: { perMinute: 500, creditsPerMonth: 5_000_000 } };

/** Keys that the double knows, and what they were bought for. */
export const keys: Readonly<Record<string, Plan>> = {
  'CG-simulated-demo': demo,
  'CG-simulated-demo-2': demo,
  'CG-simulated-pro': pro,
  'CG-simulated-enterprise': enterprise,
};

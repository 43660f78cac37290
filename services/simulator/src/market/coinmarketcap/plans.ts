import type { PlanLimits } from '../wire/meter.js';

/** A way to be a customer of CoinMarketCap. */
export interface Plan {
  readonly name: 'keyless' | 'basic' | 'startup' | 'enterprise';
  readonly limits: PlanLimits;
  /** Most currencies one call may convert to. */
  readonly converts: number;
  /** The code it refuses everything with: a plan that was never activated, or not paid for. */
  readonly refusesWith?: 1003 | 1004;
}

/** Without a key, under `/public-api`: by address, fewer endpoints. */
export const keylessPlan: Plan = { name: 'keyless', limits: { perMinute: 10, creditsPerMonth: null }, converts: 1 };

/** Keys that the double knows, and what they were bought for. Basic of 2026: 15,000 credits a month, 30 requests a minute. */
export const keys: Readonly<Record<string, Plan>> = {
  'cmc-simulated-basic': { name: 'basic', limits: { perMinute: 30, creditsPerMonth: 15_000 }, converts: 1 },
  'cmc-simulated-startup': { name: 'startup', limits: { perMinute: 60, creditsPerMonth: 300_000 }, converts: 40 },
  'cmc-simulated-inactive': { name: 'startup', limits: { perMinute: 60, creditsPerMonth: 0 }, converts: 40, refusesWith: 1003 },
  'cmc-simulated-unpaid': { name: 'startup', limits: { perMinute: 60, creditsPerMonth: 0 }, converts: 40, refusesWith: 1004 },
  'cmc-simulated-enterprise': { name: 'enterprise', limits: { perMinute: 120, creditsPerMonth: 30_000_000 }, converts: 120 },
};

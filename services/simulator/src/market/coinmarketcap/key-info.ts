import type { Quotes } from '../quotes.js';
import { nextMonth } from '../wire/meter.js';
import type { ProviderAnswer, ProviderCall } from '../wire/provider.js';
import type { Customer } from './access.js';
import { enveloped } from './envelope.js';

/** `/v1/key/info`: the plan and what is left of it. It costs no credit, and counts towards the minute. */
export function keyInfo(_quotes: Quotes, { at }: ProviderCall, { plan, meter }: Customer): ProviderAnswer {
  const { requestsThisMinute, creditsThisMonth } = meter.state(at);
  const { perMinute, creditsPerMonth } = plan.limits;
  const reset = nextMonth(at);
  const data = {
    plan: {
      credit_limit_monthly: creditsPerMonth,
      credit_limit_monthly_reset: `In ${Math.ceil((reset - at) / 86_400_000)} days`,
      credit_limit_monthly_reset_timestamp: new Date(reset).toISOString(),
      rate_limit_minute: perMinute,
    },
    usage: {
      current_minute: { requests_made: requestsThisMinute, requests_left: Math.max(0, (perMinute ?? 0) - requestsThisMinute) },
      // the free plan has no limit by the day any more
      current_day: { credits_used: null, credits_left: null },
      current_month: { credits_used: creditsThisMonth, credits_left: Math.max(0, (creditsPerMonth ?? 0) - creditsThisMonth) },
    },
  };
  return enveloped('v1', at, data, 0);
}

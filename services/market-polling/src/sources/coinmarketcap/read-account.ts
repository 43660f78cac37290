import { countOf, objectOf, timeOf } from '../../quotes/read-json.js';
import type { Account } from '../account-watch.js';

/** Reads `/v1/key/info`, some of whose figures are null by the plan. */
export function readAccount(json: unknown): Account {
  const data = objectOf(objectOf(json)?.['data']);
  const plan = objectOf(data?.['plan']);
  return {
    used: countOf(objectOf(objectOf(data?.['usage'])?.['current_month'])?.['credits_used']),
    limit: countOf(plan?.['credit_limit_monthly']),
    resetsAtMs: timeOf(plan?.['credit_limit_monthly_reset_timestamp']),
  };
}

import { countOf } from '../../quotes/read-json.js';
import { objectAt, unexpected } from '../../quotes/shape.js';
import type { Account } from '../account-watch.js';

const endpoint = '/key';

/** Reads `/key`, which says nothing of when its month ends. @throws PermanentError with the place, where the count is missing */
export function readKey(json: unknown): Account {
  const key = objectAt(endpoint, '$', json);
  const calls = key['current_total_monthly_calls'];
  const used = calls === 0 ? 0 : countOf(calls);
  if (used === null) throw unexpected(endpoint, '$.current_total_monthly_calls', 'a count', calls);
  return { used, limit: countOf(key['monthly_call_credit']), resetsAtMs: null };
}

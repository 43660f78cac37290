// Generated from schemas/ by `npm run generate`; do not edit.
import type { PoolPayout, PoolPayoutInput } from './pool-payout.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, asList, countFields, createCodec, dropUnknown, isDouble, isLong, refuse, refuseUndeclared, within } from './codec-runtime.js';

const namesOfPayoutType: ReadonlySet<unknown> = new Set(["balance","payout","credit","fee","correction","other"]);

const namesOfPayoutQualityFlag: ReadonlySet<unknown> = new Set(["path","reason"]);

function readPayoutQualityFlag(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PayoutQualityFlag');
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
  if (countFields(r) !== 2) dropUnknown(r, namesOfPayoutQualityFlag as ReadonlySet<string>, tally);
  return r;
}

function checkPayoutQualityFlag(value: unknown): void {
  const r = asFields(value, 'PayoutQualityFlag');
  if (countFields(r) !== 2) refuseUndeclared(r, namesOfPayoutQualityFlag as ReadonlySet<string>);
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
}

const namesOfPayoutQuality: ReadonlySet<unknown> = new Set(["flags"]);

function read_PayoutQuality_flags(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of PayoutQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readPayoutQualityFlag(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readPayoutQuality(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PayoutQuality');
  let at = '';
  try {
    if (r.flags === undefined) r.flags = [];
    at = 'flags'; read_PayoutQuality_flags(r.flags, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 1) dropUnknown(r, namesOfPayoutQuality as ReadonlySet<string>, tally);
  return r;
}

function check_PayoutQuality_flags(value: unknown): void {
  const all = asList(value, 'array of PayoutQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkPayoutQualityFlag(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkPayoutQuality(value: unknown): void {
  const r = asFields(value, 'PayoutQuality');
  if (countFields(r) !== 1) refuseUndeclared(r, namesOfPayoutQuality as ReadonlySet<string>);
  let at = '';
  try {
    at = 'flags'; check_PayoutQuality_flags(r.flags);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfPoolPayout: ReadonlySet<unknown> = new Set(["timestamp","observed_at","pool_id","account","type","payout_id","coin_id","currency","amount","balance","balance_unconfirmed","paid_total","threshold","usd_value","transaction_id","status","source","quality"]);

function readPoolPayout(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PoolPayout');
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.pool_id === 'string')) refuse('pool_id', 'string', r.pool_id);
  if (!(typeof r.account === 'string')) refuse('account', 'string', r.account);
  if (!namesOfPayoutType.has(r.type)) { if (typeof r.type === 'string') { r.type = 'other'; tally.unknownFields += 1; } else refuse('type', 'one of balance, payout, credit, fee, correction, other', r.type); }
  if (r.payout_id === undefined) r.payout_id = null;
  else if (r.payout_id !== null && !(typeof r.payout_id === 'string')) refuse('payout_id', 'string or null', r.payout_id);
  if (r.coin_id === undefined) r.coin_id = null;
  else if (r.coin_id !== null && !(typeof r.coin_id === 'string')) refuse('coin_id', 'string or null', r.coin_id);
  if (!(typeof r.currency === 'string')) refuse('currency', 'string', r.currency);
  if (r.amount === undefined) r.amount = null;
  else if (r.amount !== null && !isDouble(r.amount)) refuse('amount', 'double or null', r.amount);
  if (r.balance === undefined) r.balance = null;
  else if (r.balance !== null && !isDouble(r.balance)) refuse('balance', 'double or null', r.balance);
  if (r.balance_unconfirmed === undefined) r.balance_unconfirmed = null;
  else if (r.balance_unconfirmed !== null && !isDouble(r.balance_unconfirmed)) refuse('balance_unconfirmed', 'double or null', r.balance_unconfirmed);
  if (r.paid_total === undefined) r.paid_total = null;
  else if (r.paid_total !== null && !isDouble(r.paid_total)) refuse('paid_total', 'double or null', r.paid_total);
  if (r.threshold === undefined) r.threshold = null;
  else if (r.threshold !== null && !isDouble(r.threshold)) refuse('threshold', 'double or null', r.threshold);
  if (r.usd_value === undefined) r.usd_value = null;
  else if (r.usd_value !== null && !isDouble(r.usd_value)) refuse('usd_value', 'double or null', r.usd_value);
  if (r.transaction_id === undefined) r.transaction_id = null;
  else if (r.transaction_id !== null && !(typeof r.transaction_id === 'string')) refuse('transaction_id', 'string or null', r.transaction_id);
  if (r.status === undefined) r.status = null;
  else if (r.status !== null && !(typeof r.status === 'string')) refuse('status', 'string or null', r.status);
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  let at = '';
  try {
    if (r.quality === undefined) r.quality = {};
    at = 'quality'; readPayoutQuality(r.quality, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 18) dropUnknown(r, namesOfPoolPayout as ReadonlySet<string>, tally);
  return r;
}

function checkPoolPayout(value: unknown): void {
  const r = asFields(value, 'PoolPayout');
  if (countFields(r) !== 18) refuseUndeclared(r, namesOfPoolPayout as ReadonlySet<string>);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.pool_id === 'string')) refuse('pool_id', 'string', r.pool_id);
  if (!(typeof r.account === 'string')) refuse('account', 'string', r.account);
  if (!namesOfPayoutType.has(r.type)) refuse('type', 'one of balance, payout, credit, fee, correction, other', r.type);
  if (r.payout_id !== null && !(typeof r.payout_id === 'string')) refuse('payout_id', 'string or null', r.payout_id);
  if (r.coin_id !== null && !(typeof r.coin_id === 'string')) refuse('coin_id', 'string or null', r.coin_id);
  if (!(typeof r.currency === 'string')) refuse('currency', 'string', r.currency);
  if (r.amount !== null && !isDouble(r.amount)) refuse('amount', 'double or null', r.amount);
  if (r.balance !== null && !isDouble(r.balance)) refuse('balance', 'double or null', r.balance);
  if (r.balance_unconfirmed !== null && !isDouble(r.balance_unconfirmed)) refuse('balance_unconfirmed', 'double or null', r.balance_unconfirmed);
  if (r.paid_total !== null && !isDouble(r.paid_total)) refuse('paid_total', 'double or null', r.paid_total);
  if (r.threshold !== null && !isDouble(r.threshold)) refuse('threshold', 'double or null', r.threshold);
  if (r.usd_value !== null && !isDouble(r.usd_value)) refuse('usd_value', 'double or null', r.usd_value);
  if (r.transaction_id !== null && !(typeof r.transaction_id === 'string')) refuse('transaction_id', 'string or null', r.transaction_id);
  if (r.status !== null && !(typeof r.status === 'string')) refuse('status', 'string or null', r.status);
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  let at = '';
  try {
    at = 'quality'; checkPayoutQuality(r.quality);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link PoolPayout} into plain JSON and back. */
export const poolPayoutCodec: Codec<PoolPayout, PoolPayoutInput> = createCodec<PoolPayout, PoolPayoutInput>({
  recordName: 'pool_payout',
  schema: 'pool_payout/1',
  maxBytes: 1048576,
  read: (value, tally) => readPoolPayout(value, tally) as unknown as PoolPayout,
  check: checkPoolPayout,
});

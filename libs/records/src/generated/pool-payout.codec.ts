// Generated from schemas/ by `npm run generate`; do not edit.
import type { PoolPayout, PoolPayoutInput } from './pool-payout.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, asList, countFields, createCodec, dropUnknown, isDouble, isLong, quote, refuse, refuseUndeclared, within } from './codec-runtime.js';

const namesOfPayoutType: ReadonlySet<unknown> = new Set(["balance","payout","credit","fee","correction","other"]);

const namesOfPayoutQualityFlag: ReadonlySet<unknown> = new Set(["path","reason"]);

function readPayoutQualityFlag(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PayoutQualityFlag');
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
  if (countFields(r) !== 2) dropUnknown(r, namesOfPayoutQualityFlag as ReadonlySet<string>, tally);
  return r;
}

function writePayoutQualityFlag(value: unknown): string {
  const r = asFields(value, 'PayoutQualityFlag');
  if (countFields(r) !== 2) refuseUndeclared(r, namesOfPayoutQualityFlag as ReadonlySet<string>);
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
  return '{"path":' + quote(r.path as string) + ',"reason":' + quote(r.reason as string) + '}';
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

function write_PayoutQuality_flags(value: unknown): string {
  const all = asList(value, 'array of PayoutQualityFlag');
  let text = '[';
  let key = 0;
  try {
    for (; key < all.length; key += 1) {  text += (key === 0 ? '' : ',') + (writePayoutQualityFlag(all[key])); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
  return text + ']';
}
function writePayoutQuality(value: unknown): string {
  const r = asFields(value, 'PayoutQuality');
  if (countFields(r) !== 1) refuseUndeclared(r, namesOfPayoutQuality as ReadonlySet<string>);
  let flagsText: string;
  let at = '';
  try {
    at = 'flags'; flagsText = write_PayoutQuality_flags(r.flags);
  } catch (error) {
    throw within(error, at);
  }
  return '{"flags":' + flagsText + '}';
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

function writePoolPayout(value: unknown): string {
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
  let qualityText: string;
  let at = '';
  try {
    at = 'quality'; qualityText = writePayoutQuality(r.quality);
  } catch (error) {
    throw within(error, at);
  }
  return '{"timestamp":' + (r.timestamp as number) + ',"observed_at":' + (r.observed_at as number) + ',"pool_id":' + quote(r.pool_id as string) + ',"account":' + quote(r.account as string) + ',"type":' + '"' + (r.type as string) + '"' + ',"payout_id":' + (r.payout_id === null ? 'null' : quote(r.payout_id as string)) + ',"coin_id":' + (r.coin_id === null ? 'null' : quote(r.coin_id as string)) + ',"currency":' + quote(r.currency as string) + ',"amount":' + (r.amount as number | null) + ',"balance":' + (r.balance as number | null) + ',"balance_unconfirmed":' + (r.balance_unconfirmed as number | null) + ',"paid_total":' + (r.paid_total as number | null) + ',"threshold":' + (r.threshold as number | null) + ',"usd_value":' + (r.usd_value as number | null) + ',"transaction_id":' + (r.transaction_id === null ? 'null' : quote(r.transaction_id as string)) + ',"status":' + (r.status === null ? 'null' : quote(r.status as string)) + ',"source":' + quote(r.source as string) + ',"quality":' + qualityText + '}';
}

/** Turns {@link PoolPayout} into plain JSON and back. */
export const poolPayoutCodec: Codec<PoolPayout, PoolPayoutInput> = createCodec<PoolPayout, PoolPayoutInput>({
  recordName: 'pool_payout',
  schema: 'pool_payout/1',
  maxBytes: 1048576,
  read: (value, tally) => readPoolPayout(value, tally) as unknown as PoolPayout,
  write: writePoolPayout,
});

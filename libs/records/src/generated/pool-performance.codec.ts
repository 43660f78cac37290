// Generated from schemas/ by `npm run generate`; do not edit.
import type { PoolPerformance, PoolPerformanceInput } from './pool-performance.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, asList, countFields, createCodec, dropUnknown, isDouble, isInt, isLong, refuse, refuseUndeclared, within } from './codec-runtime.js';

const namesOfPoolHashrate: ReadonlySet<unknown> = new Set(["reported","effective","unit","window_s"]);

function readPoolHashrate(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PoolHashrate');
  if (r.reported === undefined) r.reported = null;
  else if (r.reported !== null && !isDouble(r.reported)) refuse('reported', 'double or null', r.reported);
  if (r.effective === undefined) r.effective = null;
  else if (r.effective !== null && !isDouble(r.effective)) refuse('effective', 'double or null', r.effective);
  if (r.unit === undefined) r.unit = null;
  else if (r.unit !== null && !(typeof r.unit === 'string')) refuse('unit', 'string or null', r.unit);
  if (r.window_s === undefined) r.window_s = null;
  else if (r.window_s !== null && !isLong(r.window_s)) refuse('window_s', 'long or null', r.window_s);
  if (countFields(r) !== 4) dropUnknown(r, namesOfPoolHashrate as ReadonlySet<string>, tally);
  return r;
}

function checkPoolHashrate(value: unknown): void {
  const r = asFields(value, 'PoolHashrate');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfPoolHashrate as ReadonlySet<string>);
  if (r.reported !== null && !isDouble(r.reported)) refuse('reported', 'double or null', r.reported);
  if (r.effective !== null && !isDouble(r.effective)) refuse('effective', 'double or null', r.effective);
  if (r.unit !== null && !(typeof r.unit === 'string')) refuse('unit', 'string or null', r.unit);
  if (r.window_s !== null && !isLong(r.window_s)) refuse('window_s', 'long or null', r.window_s);
}

const namesOfPoolShares: ReadonlySet<unknown> = new Set(["accepted","rejected","stale","invalid","accepted_delta","rejected_delta","stale_delta","invalid_delta","accepted_difficulty","acceptance_percent","last_share_time","counter_reset"]);

function readPoolShares(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PoolShares');
  if (r.accepted === undefined) r.accepted = null;
  else if (r.accepted !== null && !isLong(r.accepted)) refuse('accepted', 'long or null', r.accepted);
  if (r.rejected === undefined) r.rejected = null;
  else if (r.rejected !== null && !isLong(r.rejected)) refuse('rejected', 'long or null', r.rejected);
  if (r.stale === undefined) r.stale = null;
  else if (r.stale !== null && !isLong(r.stale)) refuse('stale', 'long or null', r.stale);
  if (r.invalid === undefined) r.invalid = null;
  else if (r.invalid !== null && !isLong(r.invalid)) refuse('invalid', 'long or null', r.invalid);
  if (r.accepted_delta === undefined) r.accepted_delta = null;
  else if (r.accepted_delta !== null && !isLong(r.accepted_delta)) refuse('accepted_delta', 'long or null', r.accepted_delta);
  if (r.rejected_delta === undefined) r.rejected_delta = null;
  else if (r.rejected_delta !== null && !isLong(r.rejected_delta)) refuse('rejected_delta', 'long or null', r.rejected_delta);
  if (r.stale_delta === undefined) r.stale_delta = null;
  else if (r.stale_delta !== null && !isLong(r.stale_delta)) refuse('stale_delta', 'long or null', r.stale_delta);
  if (r.invalid_delta === undefined) r.invalid_delta = null;
  else if (r.invalid_delta !== null && !isLong(r.invalid_delta)) refuse('invalid_delta', 'long or null', r.invalid_delta);
  if (r.accepted_difficulty === undefined) r.accepted_difficulty = null;
  else if (r.accepted_difficulty !== null && !isDouble(r.accepted_difficulty)) refuse('accepted_difficulty', 'double or null', r.accepted_difficulty);
  if (r.acceptance_percent === undefined) r.acceptance_percent = null;
  else if (r.acceptance_percent !== null && !isDouble(r.acceptance_percent)) refuse('acceptance_percent', 'double or null', r.acceptance_percent);
  if (r.last_share_time === undefined) r.last_share_time = null;
  else if (r.last_share_time !== null && !isLong(r.last_share_time)) refuse('last_share_time', 'long or null', r.last_share_time);
  if (r.counter_reset === undefined) r.counter_reset = false;
  else if (!(typeof r.counter_reset === 'boolean')) refuse('counter_reset', 'boolean', r.counter_reset);
  if (countFields(r) !== 12) dropUnknown(r, namesOfPoolShares as ReadonlySet<string>, tally);
  return r;
}

function checkPoolShares(value: unknown): void {
  const r = asFields(value, 'PoolShares');
  if (countFields(r) !== 12) refuseUndeclared(r, namesOfPoolShares as ReadonlySet<string>);
  if (r.accepted !== null && !isLong(r.accepted)) refuse('accepted', 'long or null', r.accepted);
  if (r.rejected !== null && !isLong(r.rejected)) refuse('rejected', 'long or null', r.rejected);
  if (r.stale !== null && !isLong(r.stale)) refuse('stale', 'long or null', r.stale);
  if (r.invalid !== null && !isLong(r.invalid)) refuse('invalid', 'long or null', r.invalid);
  if (r.accepted_delta !== null && !isLong(r.accepted_delta)) refuse('accepted_delta', 'long or null', r.accepted_delta);
  if (r.rejected_delta !== null && !isLong(r.rejected_delta)) refuse('rejected_delta', 'long or null', r.rejected_delta);
  if (r.stale_delta !== null && !isLong(r.stale_delta)) refuse('stale_delta', 'long or null', r.stale_delta);
  if (r.invalid_delta !== null && !isLong(r.invalid_delta)) refuse('invalid_delta', 'long or null', r.invalid_delta);
  if (r.accepted_difficulty !== null && !isDouble(r.accepted_difficulty)) refuse('accepted_difficulty', 'double or null', r.accepted_difficulty);
  if (r.acceptance_percent !== null && !isDouble(r.acceptance_percent)) refuse('acceptance_percent', 'double or null', r.acceptance_percent);
  if (r.last_share_time !== null && !isLong(r.last_share_time)) refuse('last_share_time', 'long or null', r.last_share_time);
  if (!(typeof r.counter_reset === 'boolean')) refuse('counter_reset', 'boolean', r.counter_reset);
}

const namesOfPoolEarnings: ReadonlySet<unknown> = new Set(["amount","currency","time_period","fee_percent"]);

function readPoolEarnings(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PoolEarnings');
  if (r.amount === undefined) r.amount = null;
  else if (r.amount !== null && !isDouble(r.amount)) refuse('amount', 'double or null', r.amount);
  if (r.currency === undefined) r.currency = null;
  else if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
  if (r.time_period === undefined) r.time_period = null;
  else if (r.time_period !== null && !(typeof r.time_period === 'string')) refuse('time_period', 'string or null', r.time_period);
  if (r.fee_percent === undefined) r.fee_percent = null;
  else if (r.fee_percent !== null && !isDouble(r.fee_percent)) refuse('fee_percent', 'double or null', r.fee_percent);
  if (countFields(r) !== 4) dropUnknown(r, namesOfPoolEarnings as ReadonlySet<string>, tally);
  return r;
}

function checkPoolEarnings(value: unknown): void {
  const r = asFields(value, 'PoolEarnings');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfPoolEarnings as ReadonlySet<string>);
  if (r.amount !== null && !isDouble(r.amount)) refuse('amount', 'double or null', r.amount);
  if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
  if (r.time_period !== null && !(typeof r.time_period === 'string')) refuse('time_period', 'string or null', r.time_period);
  if (r.fee_percent !== null && !isDouble(r.fee_percent)) refuse('fee_percent', 'double or null', r.fee_percent);
}

const namesOfPoolCoinMined: ReadonlySet<unknown> = new Set(["coin_id","symbol","amount","usd_value","mining_type"]);

function readPoolCoinMined(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PoolCoinMined');
  if (!(typeof r.coin_id === 'string')) refuse('coin_id', 'string', r.coin_id);
  if (r.symbol === undefined) r.symbol = null;
  else if (r.symbol !== null && !(typeof r.symbol === 'string')) refuse('symbol', 'string or null', r.symbol);
  if (r.amount === undefined) r.amount = null;
  else if (r.amount !== null && !isDouble(r.amount)) refuse('amount', 'double or null', r.amount);
  if (r.usd_value === undefined) r.usd_value = null;
  else if (r.usd_value !== null && !isDouble(r.usd_value)) refuse('usd_value', 'double or null', r.usd_value);
  if (r.mining_type === undefined) r.mining_type = null;
  else if (r.mining_type !== null && !(typeof r.mining_type === 'string')) refuse('mining_type', 'string or null', r.mining_type);
  if (countFields(r) !== 5) dropUnknown(r, namesOfPoolCoinMined as ReadonlySet<string>, tally);
  return r;
}

function checkPoolCoinMined(value: unknown): void {
  const r = asFields(value, 'PoolCoinMined');
  if (countFields(r) !== 5) refuseUndeclared(r, namesOfPoolCoinMined as ReadonlySet<string>);
  if (!(typeof r.coin_id === 'string')) refuse('coin_id', 'string', r.coin_id);
  if (r.symbol !== null && !(typeof r.symbol === 'string')) refuse('symbol', 'string or null', r.symbol);
  if (r.amount !== null && !isDouble(r.amount)) refuse('amount', 'double or null', r.amount);
  if (r.usd_value !== null && !isDouble(r.usd_value)) refuse('usd_value', 'double or null', r.usd_value);
  if (r.mining_type !== null && !(typeof r.mining_type === 'string')) refuse('mining_type', 'string or null', r.mining_type);
}

const namesOfPoolProfitability: ReadonlySet<unknown> = new Set(["per_hash_rate","unit","time_period","currency"]);

function readPoolProfitability(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PoolProfitability');
  if (r.per_hash_rate === undefined) r.per_hash_rate = null;
  else if (r.per_hash_rate !== null && !isDouble(r.per_hash_rate)) refuse('per_hash_rate', 'double or null', r.per_hash_rate);
  if (r.unit === undefined) r.unit = null;
  else if (r.unit !== null && !(typeof r.unit === 'string')) refuse('unit', 'string or null', r.unit);
  if (r.time_period === undefined) r.time_period = null;
  else if (r.time_period !== null && !(typeof r.time_period === 'string')) refuse('time_period', 'string or null', r.time_period);
  if (r.currency === undefined) r.currency = null;
  else if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
  if (countFields(r) !== 4) dropUnknown(r, namesOfPoolProfitability as ReadonlySet<string>, tally);
  return r;
}

function checkPoolProfitability(value: unknown): void {
  const r = asFields(value, 'PoolProfitability');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfPoolProfitability as ReadonlySet<string>);
  if (r.per_hash_rate !== null && !isDouble(r.per_hash_rate)) refuse('per_hash_rate', 'double or null', r.per_hash_rate);
  if (r.unit !== null && !(typeof r.unit === 'string')) refuse('unit', 'string or null', r.unit);
  if (r.time_period !== null && !(typeof r.time_period === 'string')) refuse('time_period', 'string or null', r.time_period);
  if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
}

const namesOfPoolQualityFlag: ReadonlySet<unknown> = new Set(["path","reason"]);

function readPoolQualityFlag(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PoolQualityFlag');
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
  if (countFields(r) !== 2) dropUnknown(r, namesOfPoolQualityFlag as ReadonlySet<string>, tally);
  return r;
}

function checkPoolQualityFlag(value: unknown): void {
  const r = asFields(value, 'PoolQualityFlag');
  if (countFields(r) !== 2) refuseUndeclared(r, namesOfPoolQualityFlag as ReadonlySet<string>);
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
}

const namesOfPoolQuality: ReadonlySet<unknown> = new Set(["flags"]);

function read_PoolQuality_flags(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of PoolQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readPoolQualityFlag(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readPoolQuality(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PoolQuality');
  let at = '';
  try {
    if (r.flags === undefined) r.flags = [];
    at = 'flags'; read_PoolQuality_flags(r.flags, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 1) dropUnknown(r, namesOfPoolQuality as ReadonlySet<string>, tally);
  return r;
}

function check_PoolQuality_flags(value: unknown): void {
  const all = asList(value, 'array of PoolQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkPoolQualityFlag(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkPoolQuality(value: unknown): void {
  const r = asFields(value, 'PoolQuality');
  if (countFields(r) !== 1) refuseUndeclared(r, namesOfPoolQuality as ReadonlySet<string>);
  let at = '';
  try {
    at = 'flags'; check_PoolQuality_flags(r.flags);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfPoolPerformance: ReadonlySet<unknown> = new Set(["timestamp","observed_at","pool_id","account","worker_id","miner_id","algorithm","interval_ms","hashrate","shares","earnings","coins_mined","profitability","difficulty","status","stale","last_updated","workers_online","source","quality"]);

function read_PoolPerformance_coins_mined(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of PoolCoinMined');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readPoolCoinMined(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readPoolPerformance(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'PoolPerformance');
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.pool_id === 'string')) refuse('pool_id', 'string', r.pool_id);
  if (!(typeof r.account === 'string')) refuse('account', 'string', r.account);
  if (!(typeof r.worker_id === 'string')) refuse('worker_id', 'string', r.worker_id);
  if (r.miner_id === undefined) r.miner_id = null;
  else if (r.miner_id !== null && !(typeof r.miner_id === 'string')) refuse('miner_id', 'string or null', r.miner_id);
  if (r.algorithm === undefined) r.algorithm = null;
  else if (r.algorithm !== null && !(typeof r.algorithm === 'string')) refuse('algorithm', 'string or null', r.algorithm);
  if (!isInt(r.interval_ms)) refuse('interval_ms', 'int', r.interval_ms);
  if (r.difficulty === undefined) r.difficulty = null;
  else if (r.difficulty !== null && !isDouble(r.difficulty)) refuse('difficulty', 'double or null', r.difficulty);
  if (r.status === undefined) r.status = null;
  else if (r.status !== null && !(typeof r.status === 'string')) refuse('status', 'string or null', r.status);
  if (r.stale === undefined) r.stale = false;
  else if (!(typeof r.stale === 'boolean')) refuse('stale', 'boolean', r.stale);
  if (r.last_updated === undefined) r.last_updated = null;
  else if (r.last_updated !== null && !isLong(r.last_updated)) refuse('last_updated', 'long or null', r.last_updated);
  if (r.workers_online === undefined) r.workers_online = null;
  else if (r.workers_online !== null && !isInt(r.workers_online)) refuse('workers_online', 'int or null', r.workers_online);
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  let at = '';
  try {
    if (r.hashrate === undefined) r.hashrate = {};
    at = 'hashrate'; readPoolHashrate(r.hashrate, tally);
    if (r.shares === undefined) r.shares = {};
    at = 'shares'; readPoolShares(r.shares, tally);
    if (r.earnings === undefined) r.earnings = {};
    at = 'earnings'; readPoolEarnings(r.earnings, tally);
    if (r.coins_mined === undefined) r.coins_mined = [];
    at = 'coins_mined'; read_PoolPerformance_coins_mined(r.coins_mined, tally);
    if (r.profitability === undefined) r.profitability = {};
    at = 'profitability'; readPoolProfitability(r.profitability, tally);
    if (r.quality === undefined) r.quality = {};
    at = 'quality'; readPoolQuality(r.quality, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 20) dropUnknown(r, namesOfPoolPerformance as ReadonlySet<string>, tally);
  return r;
}

function check_PoolPerformance_coins_mined(value: unknown): void {
  const all = asList(value, 'array of PoolCoinMined');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkPoolCoinMined(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkPoolPerformance(value: unknown): void {
  const r = asFields(value, 'PoolPerformance');
  if (countFields(r) !== 20) refuseUndeclared(r, namesOfPoolPerformance as ReadonlySet<string>);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.pool_id === 'string')) refuse('pool_id', 'string', r.pool_id);
  if (!(typeof r.account === 'string')) refuse('account', 'string', r.account);
  if (!(typeof r.worker_id === 'string')) refuse('worker_id', 'string', r.worker_id);
  if (r.miner_id !== null && !(typeof r.miner_id === 'string')) refuse('miner_id', 'string or null', r.miner_id);
  if (r.algorithm !== null && !(typeof r.algorithm === 'string')) refuse('algorithm', 'string or null', r.algorithm);
  if (!isInt(r.interval_ms)) refuse('interval_ms', 'int', r.interval_ms);
  if (r.difficulty !== null && !isDouble(r.difficulty)) refuse('difficulty', 'double or null', r.difficulty);
  if (r.status !== null && !(typeof r.status === 'string')) refuse('status', 'string or null', r.status);
  if (!(typeof r.stale === 'boolean')) refuse('stale', 'boolean', r.stale);
  if (r.last_updated !== null && !isLong(r.last_updated)) refuse('last_updated', 'long or null', r.last_updated);
  if (r.workers_online !== null && !isInt(r.workers_online)) refuse('workers_online', 'int or null', r.workers_online);
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  let at = '';
  try {
    at = 'hashrate'; checkPoolHashrate(r.hashrate);
    at = 'shares'; checkPoolShares(r.shares);
    at = 'earnings'; checkPoolEarnings(r.earnings);
    at = 'coins_mined'; check_PoolPerformance_coins_mined(r.coins_mined);
    at = 'profitability'; checkPoolProfitability(r.profitability);
    at = 'quality'; checkPoolQuality(r.quality);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link PoolPerformance} into plain JSON and back. */
export const poolPerformanceCodec: Codec<PoolPerformance, PoolPerformanceInput> = createCodec<PoolPerformance, PoolPerformanceInput>({
  recordName: 'pool_performance',
  schema: 'pool_performance/1',
  maxBytes: 1048576,
  read: (value, tally) => readPoolPerformance(value, tally) as unknown as PoolPerformance,
  check: checkPoolPerformance,
});

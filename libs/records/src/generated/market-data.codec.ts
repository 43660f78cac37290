// Generated from schemas/ by `npm run generate`; do not edit.
import type { MarketData, MarketDataInput } from './market-data.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, asList, checkKey, countFields, createCodec, dropUnknown, isDouble, isInt, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfPriceState: ReadonlySet<unknown> = new Set(["fresh","fallback","cached","stale","pinned","none","unknown"]);

const namesOfCandidateVerdict: ReadonlySet<unknown> = new Set(["accepted","outlier","stale","unknown"]);

const namesOfMarketCoin: ReadonlySet<unknown> = new Set(["id","symbol","name"]);

function readMarketCoin(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketCoin');
  if (!(typeof r.id === 'string')) refuse('id', 'string', r.id);
  if (r.symbol === undefined) r.symbol = null;
  else if (r.symbol !== null && !(typeof r.symbol === 'string')) refuse('symbol', 'string or null', r.symbol);
  if (r.name === undefined) r.name = null;
  else if (r.name !== null && !(typeof r.name === 'string')) refuse('name', 'string or null', r.name);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMarketCoin as ReadonlySet<string>, tally);
  return r;
}

function checkMarketCoin(value: unknown): void {
  const r = asFields(value, 'MarketCoin');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMarketCoin as ReadonlySet<string>);
  if (!(typeof r.id === 'string')) refuse('id', 'string', r.id);
  if (r.symbol !== null && !(typeof r.symbol === 'string')) refuse('symbol', 'string or null', r.symbol);
  if (r.name !== null && !(typeof r.name === 'string')) refuse('name', 'string or null', r.name);
}

const namesOfMarketPrice: ReadonlySet<unknown> = new Set(["usd","btc","other","btc_derived","last_updated","age_ms","stale","state"]);

function read_MarketPrice_other(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readMarketPrice(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketPrice');
  if (r.usd === undefined) r.usd = null;
  else if (r.usd !== null && !isDouble(r.usd)) refuse('usd', 'double or null', r.usd);
  if (r.btc === undefined) r.btc = null;
  else if (r.btc !== null && !isDouble(r.btc)) refuse('btc', 'double or null', r.btc);
  if (r.btc_derived === undefined) r.btc_derived = false;
  else if (!(typeof r.btc_derived === 'boolean')) refuse('btc_derived', 'boolean', r.btc_derived);
  if (r.last_updated === undefined) r.last_updated = null;
  else if (r.last_updated !== null && !isLong(r.last_updated)) refuse('last_updated', 'long or null', r.last_updated);
  if (r.age_ms === undefined) r.age_ms = null;
  else if (r.age_ms !== null && !isLong(r.age_ms)) refuse('age_ms', 'long or null', r.age_ms);
  if (r.stale === undefined) r.stale = false;
  else if (!(typeof r.stale === 'boolean')) refuse('stale', 'boolean', r.stale);
  if (r.state === undefined) r.state = "unknown";
  else if (!namesOfPriceState.has(r.state)) { if (typeof r.state === 'string') { r.state = 'unknown'; tally.unknownFields += 1; } else refuse('state', 'one of fresh, fallback, cached, stale, pinned, none, unknown', r.state); }
  let at = '';
  try {
    if (r.other === undefined) r.other = {};
    at = 'other'; read_MarketPrice_other(r.other, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 8) dropUnknown(r, namesOfMarketPrice as ReadonlySet<string>, tally);
  return r;
}

function check_MarketPrice_other(value: unknown): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkMarketPrice(value: unknown): void {
  const r = asFields(value, 'MarketPrice');
  if (countFields(r) !== 8) refuseUndeclared(r, namesOfMarketPrice as ReadonlySet<string>);
  if (r.usd !== null && !isDouble(r.usd)) refuse('usd', 'double or null', r.usd);
  if (r.btc !== null && !isDouble(r.btc)) refuse('btc', 'double or null', r.btc);
  if (!(typeof r.btc_derived === 'boolean')) refuse('btc_derived', 'boolean', r.btc_derived);
  if (r.last_updated !== null && !isLong(r.last_updated)) refuse('last_updated', 'long or null', r.last_updated);
  if (r.age_ms !== null && !isLong(r.age_ms)) refuse('age_ms', 'long or null', r.age_ms);
  if (!(typeof r.stale === 'boolean')) refuse('stale', 'boolean', r.stale);
  if (!namesOfPriceState.has(r.state)) refuse('state', 'one of fresh, fallback, cached, stale, pinned, none, unknown', r.state);
  let at = '';
  try {
    at = 'other'; check_MarketPrice_other(r.other);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMarketPin: ReadonlySet<unknown> = new Set(["usd","by","at","until","reason"]);

function readMarketPin(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketPin');
  if (!isDouble(r.usd)) refuse('usd', 'double', r.usd);
  if (!(typeof r.by === 'string')) refuse('by', 'string', r.by);
  if (!isLong(r.at)) refuse('at', 'long', r.at);
  if (!isLong(r.until)) refuse('until', 'long', r.until);
  if (r.reason === undefined) r.reason = null;
  else if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  if (countFields(r) !== 5) dropUnknown(r, namesOfMarketPin as ReadonlySet<string>, tally);
  return r;
}

function checkMarketPin(value: unknown): void {
  const r = asFields(value, 'MarketPin');
  if (countFields(r) !== 5) refuseUndeclared(r, namesOfMarketPin as ReadonlySet<string>);
  if (!isDouble(r.usd)) refuse('usd', 'double', r.usd);
  if (!(typeof r.by === 'string')) refuse('by', 'string', r.by);
  if (!isLong(r.at)) refuse('at', 'long', r.at);
  if (!isLong(r.until)) refuse('until', 'long', r.until);
  if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
}

const namesOfMarketCap: ReadonlySet<unknown> = new Set(["usd","btc","other"]);

function read_MarketCap_other(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readMarketCap(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketCap');
  if (r.usd === undefined) r.usd = null;
  else if (r.usd !== null && !isDouble(r.usd)) refuse('usd', 'double or null', r.usd);
  if (r.btc === undefined) r.btc = null;
  else if (r.btc !== null && !isDouble(r.btc)) refuse('btc', 'double or null', r.btc);
  let at = '';
  try {
    if (r.other === undefined) r.other = {};
    at = 'other'; read_MarketCap_other(r.other, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 3) dropUnknown(r, namesOfMarketCap as ReadonlySet<string>, tally);
  return r;
}

function check_MarketCap_other(value: unknown): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkMarketCap(value: unknown): void {
  const r = asFields(value, 'MarketCap');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMarketCap as ReadonlySet<string>);
  if (r.usd !== null && !isDouble(r.usd)) refuse('usd', 'double or null', r.usd);
  if (r.btc !== null && !isDouble(r.btc)) refuse('btc', 'double or null', r.btc);
  let at = '';
  try {
    at = 'other'; check_MarketCap_other(r.other);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMarketVolume: ReadonlySet<unknown> = new Set(["usd","btc","other"]);

function read_MarketVolume_other(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readMarketVolume(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketVolume');
  if (r.usd === undefined) r.usd = null;
  else if (r.usd !== null && !isDouble(r.usd)) refuse('usd', 'double or null', r.usd);
  if (r.btc === undefined) r.btc = null;
  else if (r.btc !== null && !isDouble(r.btc)) refuse('btc', 'double or null', r.btc);
  let at = '';
  try {
    if (r.other === undefined) r.other = {};
    at = 'other'; read_MarketVolume_other(r.other, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 3) dropUnknown(r, namesOfMarketVolume as ReadonlySet<string>, tally);
  return r;
}

function check_MarketVolume_other(value: unknown): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkMarketVolume(value: unknown): void {
  const r = asFields(value, 'MarketVolume');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMarketVolume as ReadonlySet<string>);
  if (r.usd !== null && !isDouble(r.usd)) refuse('usd', 'double or null', r.usd);
  if (r.btc !== null && !isDouble(r.btc)) refuse('btc', 'double or null', r.btc);
  let at = '';
  try {
    at = 'other'; check_MarketVolume_other(r.other);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMarketPriceChange: ReadonlySet<unknown> = new Set(["percent_1h","percent_24h","percent_7d","custom"]);

function read_MarketPriceChange_custom(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readMarketPriceChange(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketPriceChange');
  if (r.percent_1h === undefined) r.percent_1h = null;
  else if (r.percent_1h !== null && !isDouble(r.percent_1h)) refuse('percent_1h', 'double or null', r.percent_1h);
  if (r.percent_24h === undefined) r.percent_24h = null;
  else if (r.percent_24h !== null && !isDouble(r.percent_24h)) refuse('percent_24h', 'double or null', r.percent_24h);
  if (r.percent_7d === undefined) r.percent_7d = null;
  else if (r.percent_7d !== null && !isDouble(r.percent_7d)) refuse('percent_7d', 'double or null', r.percent_7d);
  let at = '';
  try {
    if (r.custom === undefined) r.custom = {};
    at = 'custom'; read_MarketPriceChange_custom(r.custom, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 4) dropUnknown(r, namesOfMarketPriceChange as ReadonlySet<string>, tally);
  return r;
}

function check_MarketPriceChange_custom(value: unknown): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkMarketPriceChange(value: unknown): void {
  const r = asFields(value, 'MarketPriceChange');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfMarketPriceChange as ReadonlySet<string>);
  if (r.percent_1h !== null && !isDouble(r.percent_1h)) refuse('percent_1h', 'double or null', r.percent_1h);
  if (r.percent_24h !== null && !isDouble(r.percent_24h)) refuse('percent_24h', 'double or null', r.percent_24h);
  if (r.percent_7d !== null && !isDouble(r.percent_7d)) refuse('percent_7d', 'double or null', r.percent_7d);
  let at = '';
  try {
    at = 'custom'; check_MarketPriceChange_custom(r.custom);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMarketSmoothedDifficulty: ReadonlySet<unknown> = new Set(["difficulty","span_ms","observations"]);

function readMarketSmoothedDifficulty(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketSmoothedDifficulty');
  if (!isDouble(r.difficulty)) refuse('difficulty', 'double', r.difficulty);
  if (!isLong(r.span_ms)) refuse('span_ms', 'long', r.span_ms);
  if (!isInt(r.observations)) refuse('observations', 'int', r.observations);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMarketSmoothedDifficulty as ReadonlySet<string>, tally);
  return r;
}

function checkMarketSmoothedDifficulty(value: unknown): void {
  const r = asFields(value, 'MarketSmoothedDifficulty');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMarketSmoothedDifficulty as ReadonlySet<string>);
  if (!isDouble(r.difficulty)) refuse('difficulty', 'double', r.difficulty);
  if (!isLong(r.span_ms)) refuse('span_ms', 'long', r.span_ms);
  if (!isInt(r.observations)) refuse('observations', 'int', r.observations);
}

const namesOfMarketHalving: ReadonlySet<unknown> = new Set(["height","at","block_reward"]);

function readMarketHalving(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketHalving');
  if (r.height === undefined) r.height = null;
  else if (r.height !== null && !isLong(r.height)) refuse('height', 'long or null', r.height);
  if (r.at === undefined) r.at = null;
  else if (r.at !== null && !isLong(r.at)) refuse('at', 'long or null', r.at);
  if (r.block_reward === undefined) r.block_reward = null;
  else if (r.block_reward !== null && !isDouble(r.block_reward)) refuse('block_reward', 'double or null', r.block_reward);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMarketHalving as ReadonlySet<string>, tally);
  return r;
}

function checkMarketHalving(value: unknown): void {
  const r = asFields(value, 'MarketHalving');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMarketHalving as ReadonlySet<string>);
  if (r.height !== null && !isLong(r.height)) refuse('height', 'long or null', r.height);
  if (r.at !== null && !isLong(r.at)) refuse('at', 'long or null', r.at);
  if (r.block_reward !== null && !isDouble(r.block_reward)) refuse('block_reward', 'double or null', r.block_reward);
}

const namesOfMarketRetarget: ReadonlySet<unknown> = new Set(["height","at","change_percent"]);

function readMarketRetarget(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketRetarget');
  if (r.height === undefined) r.height = null;
  else if (r.height !== null && !isLong(r.height)) refuse('height', 'long or null', r.height);
  if (r.at === undefined) r.at = null;
  else if (r.at !== null && !isLong(r.at)) refuse('at', 'long or null', r.at);
  if (r.change_percent === undefined) r.change_percent = null;
  else if (r.change_percent !== null && !isDouble(r.change_percent)) refuse('change_percent', 'double or null', r.change_percent);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMarketRetarget as ReadonlySet<string>, tally);
  return r;
}

function checkMarketRetarget(value: unknown): void {
  const r = asFields(value, 'MarketRetarget');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMarketRetarget as ReadonlySet<string>);
  if (r.height !== null && !isLong(r.height)) refuse('height', 'long or null', r.height);
  if (r.at !== null && !isLong(r.at)) refuse('at', 'long or null', r.at);
  if (r.change_percent !== null && !isDouble(r.change_percent)) refuse('change_percent', 'double or null', r.change_percent);
}

const namesOfMarketAlgorithmDifficulty: ReadonlySet<unknown> = new Set(["difficulty","span_ms","observations"]);

function readMarketAlgorithmDifficulty(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketAlgorithmDifficulty');
  if (!isDouble(r.difficulty)) refuse('difficulty', 'double', r.difficulty);
  if (!isLong(r.span_ms)) refuse('span_ms', 'long', r.span_ms);
  if (!isInt(r.observations)) refuse('observations', 'int', r.observations);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMarketAlgorithmDifficulty as ReadonlySet<string>, tally);
  return r;
}

function checkMarketAlgorithmDifficulty(value: unknown): void {
  const r = asFields(value, 'MarketAlgorithmDifficulty');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMarketAlgorithmDifficulty as ReadonlySet<string>);
  if (!isDouble(r.difficulty)) refuse('difficulty', 'double', r.difficulty);
  if (!isLong(r.span_ms)) refuse('span_ms', 'long', r.span_ms);
  if (!isInt(r.observations)) refuse('observations', 'int', r.observations);
}

const namesOfMarketAlgorithm: ReadonlySet<unknown> = new Set(["mining_algorithm","hashrate_unit","network_hashrate","network_difficulty","smoothed_difficulty","block_time","expected_coins_per_unit_day","expected_usd_per_unit_day"]);

function readMarketAlgorithm(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketAlgorithm');
  if (!(typeof r.mining_algorithm === 'string')) refuse('mining_algorithm', 'string', r.mining_algorithm);
  if (!(typeof r.hashrate_unit === 'string')) refuse('hashrate_unit', 'string', r.hashrate_unit);
  if (r.network_hashrate === undefined) r.network_hashrate = null;
  else if (r.network_hashrate !== null && !isDouble(r.network_hashrate)) refuse('network_hashrate', 'double or null', r.network_hashrate);
  if (r.network_difficulty === undefined) r.network_difficulty = null;
  else if (r.network_difficulty !== null && !isDouble(r.network_difficulty)) refuse('network_difficulty', 'double or null', r.network_difficulty);
  if (r.block_time === undefined) r.block_time = null;
  else if (r.block_time !== null && !isDouble(r.block_time)) refuse('block_time', 'double or null', r.block_time);
  if (r.expected_coins_per_unit_day === undefined) r.expected_coins_per_unit_day = null;
  else if (r.expected_coins_per_unit_day !== null && !isDouble(r.expected_coins_per_unit_day)) refuse('expected_coins_per_unit_day', 'double or null', r.expected_coins_per_unit_day);
  if (r.expected_usd_per_unit_day === undefined) r.expected_usd_per_unit_day = null;
  else if (r.expected_usd_per_unit_day !== null && !isDouble(r.expected_usd_per_unit_day)) refuse('expected_usd_per_unit_day', 'double or null', r.expected_usd_per_unit_day);
  let at = '';
  try {
    if (r.smoothed_difficulty === undefined) r.smoothed_difficulty = null;
    at = 'smoothed_difficulty'; if (r.smoothed_difficulty !== null) readMarketAlgorithmDifficulty(r.smoothed_difficulty, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 8) dropUnknown(r, namesOfMarketAlgorithm as ReadonlySet<string>, tally);
  return r;
}

function checkMarketAlgorithm(value: unknown): void {
  const r = asFields(value, 'MarketAlgorithm');
  if (countFields(r) !== 8) refuseUndeclared(r, namesOfMarketAlgorithm as ReadonlySet<string>);
  if (!(typeof r.mining_algorithm === 'string')) refuse('mining_algorithm', 'string', r.mining_algorithm);
  if (!(typeof r.hashrate_unit === 'string')) refuse('hashrate_unit', 'string', r.hashrate_unit);
  if (r.network_hashrate !== null && !isDouble(r.network_hashrate)) refuse('network_hashrate', 'double or null', r.network_hashrate);
  if (r.network_difficulty !== null && !isDouble(r.network_difficulty)) refuse('network_difficulty', 'double or null', r.network_difficulty);
  if (r.block_time !== null && !isDouble(r.block_time)) refuse('block_time', 'double or null', r.block_time);
  if (r.expected_coins_per_unit_day !== null && !isDouble(r.expected_coins_per_unit_day)) refuse('expected_coins_per_unit_day', 'double or null', r.expected_coins_per_unit_day);
  if (r.expected_usd_per_unit_day !== null && !isDouble(r.expected_usd_per_unit_day)) refuse('expected_usd_per_unit_day', 'double or null', r.expected_usd_per_unit_day);
  let at = '';
  try {
    at = 'smoothed_difficulty'; if (r.smoothed_difficulty !== null) checkMarketAlgorithmDifficulty(r.smoothed_difficulty);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMarketMiningMetrics: ReadonlySet<unknown> = new Set(["network_hashrate","network_difficulty","smoothed_difficulty","block_reward","block_time","mining_algorithm","hashrate_unit","height","fees_per_block","expected_coins_per_unit_day","expected_usd_per_unit_day","next_halving","next_retarget","algorithms","source","last_updated"]);

function read_MarketMiningMetrics_algorithms(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of MarketAlgorithm');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readMarketAlgorithm(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readMarketMiningMetrics(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketMiningMetrics');
  if (r.network_hashrate === undefined) r.network_hashrate = null;
  else if (r.network_hashrate !== null && !isDouble(r.network_hashrate)) refuse('network_hashrate', 'double or null', r.network_hashrate);
  if (r.network_difficulty === undefined) r.network_difficulty = null;
  else if (r.network_difficulty !== null && !isDouble(r.network_difficulty)) refuse('network_difficulty', 'double or null', r.network_difficulty);
  if (r.block_reward === undefined) r.block_reward = null;
  else if (r.block_reward !== null && !isDouble(r.block_reward)) refuse('block_reward', 'double or null', r.block_reward);
  if (r.block_time === undefined) r.block_time = null;
  else if (r.block_time !== null && !isDouble(r.block_time)) refuse('block_time', 'double or null', r.block_time);
  if (r.mining_algorithm === undefined) r.mining_algorithm = null;
  else if (r.mining_algorithm !== null && !(typeof r.mining_algorithm === 'string')) refuse('mining_algorithm', 'string or null', r.mining_algorithm);
  if (r.hashrate_unit === undefined) r.hashrate_unit = null;
  else if (r.hashrate_unit !== null && !(typeof r.hashrate_unit === 'string')) refuse('hashrate_unit', 'string or null', r.hashrate_unit);
  if (r.height === undefined) r.height = null;
  else if (r.height !== null && !isLong(r.height)) refuse('height', 'long or null', r.height);
  if (r.fees_per_block === undefined) r.fees_per_block = null;
  else if (r.fees_per_block !== null && !isDouble(r.fees_per_block)) refuse('fees_per_block', 'double or null', r.fees_per_block);
  if (r.expected_coins_per_unit_day === undefined) r.expected_coins_per_unit_day = null;
  else if (r.expected_coins_per_unit_day !== null && !isDouble(r.expected_coins_per_unit_day)) refuse('expected_coins_per_unit_day', 'double or null', r.expected_coins_per_unit_day);
  if (r.expected_usd_per_unit_day === undefined) r.expected_usd_per_unit_day = null;
  else if (r.expected_usd_per_unit_day !== null && !isDouble(r.expected_usd_per_unit_day)) refuse('expected_usd_per_unit_day', 'double or null', r.expected_usd_per_unit_day);
  if (r.source === undefined) r.source = null;
  else if (r.source !== null && !(typeof r.source === 'string')) refuse('source', 'string or null', r.source);
  if (r.last_updated === undefined) r.last_updated = null;
  else if (r.last_updated !== null && !isLong(r.last_updated)) refuse('last_updated', 'long or null', r.last_updated);
  let at = '';
  try {
    if (r.smoothed_difficulty === undefined) r.smoothed_difficulty = null;
    at = 'smoothed_difficulty'; if (r.smoothed_difficulty !== null) readMarketSmoothedDifficulty(r.smoothed_difficulty, tally);
    if (r.next_halving === undefined) r.next_halving = null;
    at = 'next_halving'; if (r.next_halving !== null) readMarketHalving(r.next_halving, tally);
    if (r.next_retarget === undefined) r.next_retarget = null;
    at = 'next_retarget'; if (r.next_retarget !== null) readMarketRetarget(r.next_retarget, tally);
    if (r.algorithms === undefined) r.algorithms = [];
    at = 'algorithms'; read_MarketMiningMetrics_algorithms(r.algorithms, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 16) dropUnknown(r, namesOfMarketMiningMetrics as ReadonlySet<string>, tally);
  return r;
}

function check_MarketMiningMetrics_algorithms(value: unknown): void {
  const all = asList(value, 'array of MarketAlgorithm');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkMarketAlgorithm(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkMarketMiningMetrics(value: unknown): void {
  const r = asFields(value, 'MarketMiningMetrics');
  if (countFields(r) !== 16) refuseUndeclared(r, namesOfMarketMiningMetrics as ReadonlySet<string>);
  if (r.network_hashrate !== null && !isDouble(r.network_hashrate)) refuse('network_hashrate', 'double or null', r.network_hashrate);
  if (r.network_difficulty !== null && !isDouble(r.network_difficulty)) refuse('network_difficulty', 'double or null', r.network_difficulty);
  if (r.block_reward !== null && !isDouble(r.block_reward)) refuse('block_reward', 'double or null', r.block_reward);
  if (r.block_time !== null && !isDouble(r.block_time)) refuse('block_time', 'double or null', r.block_time);
  if (r.mining_algorithm !== null && !(typeof r.mining_algorithm === 'string')) refuse('mining_algorithm', 'string or null', r.mining_algorithm);
  if (r.hashrate_unit !== null && !(typeof r.hashrate_unit === 'string')) refuse('hashrate_unit', 'string or null', r.hashrate_unit);
  if (r.height !== null && !isLong(r.height)) refuse('height', 'long or null', r.height);
  if (r.fees_per_block !== null && !isDouble(r.fees_per_block)) refuse('fees_per_block', 'double or null', r.fees_per_block);
  if (r.expected_coins_per_unit_day !== null && !isDouble(r.expected_coins_per_unit_day)) refuse('expected_coins_per_unit_day', 'double or null', r.expected_coins_per_unit_day);
  if (r.expected_usd_per_unit_day !== null && !isDouble(r.expected_usd_per_unit_day)) refuse('expected_usd_per_unit_day', 'double or null', r.expected_usd_per_unit_day);
  if (r.source !== null && !(typeof r.source === 'string')) refuse('source', 'string or null', r.source);
  if (r.last_updated !== null && !isLong(r.last_updated)) refuse('last_updated', 'long or null', r.last_updated);
  let at = '';
  try {
    at = 'smoothed_difficulty'; if (r.smoothed_difficulty !== null) checkMarketSmoothedDifficulty(r.smoothed_difficulty);
    at = 'next_halving'; if (r.next_halving !== null) checkMarketHalving(r.next_halving);
    at = 'next_retarget'; if (r.next_retarget !== null) checkMarketRetarget(r.next_retarget);
    at = 'algorithms'; check_MarketMiningMetrics_algorithms(r.algorithms);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMarketMergedHalving: ReadonlySet<unknown> = new Set(["coin_id","height","at"]);

function readMarketMergedHalving(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketMergedHalving');
  if (!(typeof r.coin_id === 'string')) refuse('coin_id', 'string', r.coin_id);
  if (r.height === undefined) r.height = null;
  else if (r.height !== null && !isLong(r.height)) refuse('height', 'long or null', r.height);
  if (r.at === undefined) r.at = null;
  else if (r.at !== null && !isLong(r.at)) refuse('at', 'long or null', r.at);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMarketMergedHalving as ReadonlySet<string>, tally);
  return r;
}

function checkMarketMergedHalving(value: unknown): void {
  const r = asFields(value, 'MarketMergedHalving');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMarketMergedHalving as ReadonlySet<string>);
  if (!(typeof r.coin_id === 'string')) refuse('coin_id', 'string', r.coin_id);
  if (r.height !== null && !isLong(r.height)) refuse('height', 'long or null', r.height);
  if (r.at !== null && !isLong(r.at)) refuse('at', 'long or null', r.at);
}

const namesOfMarketMergedRetarget: ReadonlySet<unknown> = new Set(["coin_id","height","at"]);

function readMarketMergedRetarget(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketMergedRetarget');
  if (!(typeof r.coin_id === 'string')) refuse('coin_id', 'string', r.coin_id);
  if (r.height === undefined) r.height = null;
  else if (r.height !== null && !isLong(r.height)) refuse('height', 'long or null', r.height);
  if (r.at === undefined) r.at = null;
  else if (r.at !== null && !isLong(r.at)) refuse('at', 'long or null', r.at);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMarketMergedRetarget as ReadonlySet<string>, tally);
  return r;
}

function checkMarketMergedRetarget(value: unknown): void {
  const r = asFields(value, 'MarketMergedRetarget');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMarketMergedRetarget as ReadonlySet<string>);
  if (!(typeof r.coin_id === 'string')) refuse('coin_id', 'string', r.coin_id);
  if (r.height !== null && !isLong(r.height)) refuse('height', 'long or null', r.height);
  if (r.at !== null && !isLong(r.at)) refuse('at', 'long or null', r.at);
}

const namesOfMarketMergedCoin: ReadonlySet<unknown> = new Set(["coin_id","symbol","expected_coins_per_unit_day","expected_usd_per_unit_day","reason"]);

function readMarketMergedCoin(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketMergedCoin');
  if (!(typeof r.coin_id === 'string')) refuse('coin_id', 'string', r.coin_id);
  if (r.symbol === undefined) r.symbol = null;
  else if (r.symbol !== null && !(typeof r.symbol === 'string')) refuse('symbol', 'string or null', r.symbol);
  if (r.expected_coins_per_unit_day === undefined) r.expected_coins_per_unit_day = null;
  else if (r.expected_coins_per_unit_day !== null && !isDouble(r.expected_coins_per_unit_day)) refuse('expected_coins_per_unit_day', 'double or null', r.expected_coins_per_unit_day);
  if (r.expected_usd_per_unit_day === undefined) r.expected_usd_per_unit_day = null;
  else if (r.expected_usd_per_unit_day !== null && !isDouble(r.expected_usd_per_unit_day)) refuse('expected_usd_per_unit_day', 'double or null', r.expected_usd_per_unit_day);
  if (r.reason === undefined) r.reason = null;
  else if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  if (countFields(r) !== 5) dropUnknown(r, namesOfMarketMergedCoin as ReadonlySet<string>, tally);
  return r;
}

function checkMarketMergedCoin(value: unknown): void {
  const r = asFields(value, 'MarketMergedCoin');
  if (countFields(r) !== 5) refuseUndeclared(r, namesOfMarketMergedCoin as ReadonlySet<string>);
  if (!(typeof r.coin_id === 'string')) refuse('coin_id', 'string', r.coin_id);
  if (r.symbol !== null && !(typeof r.symbol === 'string')) refuse('symbol', 'string or null', r.symbol);
  if (r.expected_coins_per_unit_day !== null && !isDouble(r.expected_coins_per_unit_day)) refuse('expected_coins_per_unit_day', 'double or null', r.expected_coins_per_unit_day);
  if (r.expected_usd_per_unit_day !== null && !isDouble(r.expected_usd_per_unit_day)) refuse('expected_usd_per_unit_day', 'double or null', r.expected_usd_per_unit_day);
  if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
}

const namesOfMarketMergedGroup: ReadonlySet<unknown> = new Set(["id","hashrate_unit","expected_usd_per_unit_day","chains","known","next_halving","next_retarget","coins"]);

function read_MarketMergedGroup_coins(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of MarketMergedCoin');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readMarketMergedCoin(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readMarketMergedGroup(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketMergedGroup');
  if (!(typeof r.id === 'string')) refuse('id', 'string', r.id);
  if (r.hashrate_unit === undefined) r.hashrate_unit = null;
  else if (r.hashrate_unit !== null && !(typeof r.hashrate_unit === 'string')) refuse('hashrate_unit', 'string or null', r.hashrate_unit);
  if (r.expected_usd_per_unit_day === undefined) r.expected_usd_per_unit_day = null;
  else if (r.expected_usd_per_unit_day !== null && !isDouble(r.expected_usd_per_unit_day)) refuse('expected_usd_per_unit_day', 'double or null', r.expected_usd_per_unit_day);
  if (r.chains === undefined) r.chains = 0;
  else if (!isInt(r.chains)) refuse('chains', 'int', r.chains);
  if (r.known === undefined) r.known = 0;
  else if (!isInt(r.known)) refuse('known', 'int', r.known);
  let at = '';
  try {
    if (r.next_halving === undefined) r.next_halving = null;
    at = 'next_halving'; if (r.next_halving !== null) readMarketMergedHalving(r.next_halving, tally);
    if (r.next_retarget === undefined) r.next_retarget = null;
    at = 'next_retarget'; if (r.next_retarget !== null) readMarketMergedRetarget(r.next_retarget, tally);
    if (r.coins === undefined) r.coins = [];
    at = 'coins'; read_MarketMergedGroup_coins(r.coins, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 8) dropUnknown(r, namesOfMarketMergedGroup as ReadonlySet<string>, tally);
  return r;
}

function check_MarketMergedGroup_coins(value: unknown): void {
  const all = asList(value, 'array of MarketMergedCoin');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkMarketMergedCoin(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkMarketMergedGroup(value: unknown): void {
  const r = asFields(value, 'MarketMergedGroup');
  if (countFields(r) !== 8) refuseUndeclared(r, namesOfMarketMergedGroup as ReadonlySet<string>);
  if (!(typeof r.id === 'string')) refuse('id', 'string', r.id);
  if (r.hashrate_unit !== null && !(typeof r.hashrate_unit === 'string')) refuse('hashrate_unit', 'string or null', r.hashrate_unit);
  if (r.expected_usd_per_unit_day !== null && !isDouble(r.expected_usd_per_unit_day)) refuse('expected_usd_per_unit_day', 'double or null', r.expected_usd_per_unit_day);
  if (!isInt(r.chains)) refuse('chains', 'int', r.chains);
  if (!isInt(r.known)) refuse('known', 'int', r.known);
  let at = '';
  try {
    at = 'next_halving'; if (r.next_halving !== null) checkMarketMergedHalving(r.next_halving);
    at = 'next_retarget'; if (r.next_retarget !== null) checkMarketMergedRetarget(r.next_retarget);
    at = 'coins'; check_MarketMergedGroup_coins(r.coins);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMarketIndicators: ReadonlySet<unknown> = new Set(["rsi_14","ma_50","ma_200","volatility_30d"]);

function readMarketIndicators(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketIndicators');
  if (r.rsi_14 === undefined) r.rsi_14 = null;
  else if (r.rsi_14 !== null && !isDouble(r.rsi_14)) refuse('rsi_14', 'double or null', r.rsi_14);
  if (r.ma_50 === undefined) r.ma_50 = null;
  else if (r.ma_50 !== null && !isDouble(r.ma_50)) refuse('ma_50', 'double or null', r.ma_50);
  if (r.ma_200 === undefined) r.ma_200 = null;
  else if (r.ma_200 !== null && !isDouble(r.ma_200)) refuse('ma_200', 'double or null', r.ma_200);
  if (r.volatility_30d === undefined) r.volatility_30d = null;
  else if (r.volatility_30d !== null && !isDouble(r.volatility_30d)) refuse('volatility_30d', 'double or null', r.volatility_30d);
  if (countFields(r) !== 4) dropUnknown(r, namesOfMarketIndicators as ReadonlySet<string>, tally);
  return r;
}

function checkMarketIndicators(value: unknown): void {
  const r = asFields(value, 'MarketIndicators');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfMarketIndicators as ReadonlySet<string>);
  if (r.rsi_14 !== null && !isDouble(r.rsi_14)) refuse('rsi_14', 'double or null', r.rsi_14);
  if (r.ma_50 !== null && !isDouble(r.ma_50)) refuse('ma_50', 'double or null', r.ma_50);
  if (r.ma_200 !== null && !isDouble(r.ma_200)) refuse('ma_200', 'double or null', r.ma_200);
  if (r.volatility_30d !== null && !isDouble(r.volatility_30d)) refuse('volatility_30d', 'double or null', r.volatility_30d);
}

const namesOfMarketCandidate: ReadonlySet<unknown> = new Set(["source","price","last_updated","observed_at","verdict","deviation_percent"]);

function readMarketCandidate(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketCandidate');
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  if (r.price === undefined) r.price = null;
  else if (r.price !== null && !isDouble(r.price)) refuse('price', 'double or null', r.price);
  if (r.last_updated === undefined) r.last_updated = null;
  else if (r.last_updated !== null && !isLong(r.last_updated)) refuse('last_updated', 'long or null', r.last_updated);
  if (r.observed_at === undefined) r.observed_at = null;
  else if (r.observed_at !== null && !isLong(r.observed_at)) refuse('observed_at', 'long or null', r.observed_at);
  if (!namesOfCandidateVerdict.has(r.verdict)) { if (typeof r.verdict === 'string') { r.verdict = 'unknown'; tally.unknownFields += 1; } else refuse('verdict', 'one of accepted, outlier, stale, unknown', r.verdict); }
  if (r.deviation_percent === undefined) r.deviation_percent = null;
  else if (r.deviation_percent !== null && !isDouble(r.deviation_percent)) refuse('deviation_percent', 'double or null', r.deviation_percent);
  if (countFields(r) !== 6) dropUnknown(r, namesOfMarketCandidate as ReadonlySet<string>, tally);
  return r;
}

function checkMarketCandidate(value: unknown): void {
  const r = asFields(value, 'MarketCandidate');
  if (countFields(r) !== 6) refuseUndeclared(r, namesOfMarketCandidate as ReadonlySet<string>);
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  if (r.price !== null && !isDouble(r.price)) refuse('price', 'double or null', r.price);
  if (r.last_updated !== null && !isLong(r.last_updated)) refuse('last_updated', 'long or null', r.last_updated);
  if (r.observed_at !== null && !isLong(r.observed_at)) refuse('observed_at', 'long or null', r.observed_at);
  if (!namesOfCandidateVerdict.has(r.verdict)) refuse('verdict', 'one of accepted, outlier, stale, unknown', r.verdict);
  if (r.deviation_percent !== null && !isDouble(r.deviation_percent)) refuse('deviation_percent', 'double or null', r.deviation_percent);
}

const namesOfMarketQualityFlag: ReadonlySet<unknown> = new Set(["path","reason"]);

function readMarketQualityFlag(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketQualityFlag');
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
  if (countFields(r) !== 2) dropUnknown(r, namesOfMarketQualityFlag as ReadonlySet<string>, tally);
  return r;
}

function checkMarketQualityFlag(value: unknown): void {
  const r = asFields(value, 'MarketQualityFlag');
  if (countFields(r) !== 2) refuseUndeclared(r, namesOfMarketQualityFlag as ReadonlySet<string>);
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
}

const namesOfMarketQuality: ReadonlySet<unknown> = new Set(["flags"]);

function read_MarketQuality_flags(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of MarketQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readMarketQualityFlag(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readMarketQuality(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketQuality');
  let at = '';
  try {
    if (r.flags === undefined) r.flags = [];
    at = 'flags'; read_MarketQuality_flags(r.flags, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 1) dropUnknown(r, namesOfMarketQuality as ReadonlySet<string>, tally);
  return r;
}

function check_MarketQuality_flags(value: unknown): void {
  const all = asList(value, 'array of MarketQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkMarketQualityFlag(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkMarketQuality(value: unknown): void {
  const r = asFields(value, 'MarketQuality');
  if (countFields(r) !== 1) refuseUndeclared(r, namesOfMarketQuality as ReadonlySet<string>);
  let at = '';
  try {
    at = 'flags'; check_MarketQuality_flags(r.flags);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMarketData: ReadonlySet<unknown> = new Set(["timestamp","observed_at","source","coin","interval_ms","price","pin","market_cap","volume_24h","price_change","mining_metrics","merged_group","technical_indicators","candidates","quality"]);

function read_MarketData_candidates(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of MarketCandidate');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readMarketCandidate(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readMarketData(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketData');
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  if (!isInt(r.interval_ms)) refuse('interval_ms', 'int', r.interval_ms);
  let at = '';
  try {
    at = 'coin'; readMarketCoin(r.coin, tally);
    if (r.price === undefined) r.price = {};
    at = 'price'; readMarketPrice(r.price, tally);
    if (r.pin === undefined) r.pin = null;
    at = 'pin'; if (r.pin !== null) readMarketPin(r.pin, tally);
    if (r.market_cap === undefined) r.market_cap = {};
    at = 'market_cap'; readMarketCap(r.market_cap, tally);
    if (r.volume_24h === undefined) r.volume_24h = {};
    at = 'volume_24h'; readMarketVolume(r.volume_24h, tally);
    if (r.price_change === undefined) r.price_change = {};
    at = 'price_change'; readMarketPriceChange(r.price_change, tally);
    if (r.mining_metrics === undefined) r.mining_metrics = {};
    at = 'mining_metrics'; readMarketMiningMetrics(r.mining_metrics, tally);
    if (r.merged_group === undefined) r.merged_group = null;
    at = 'merged_group'; if (r.merged_group !== null) readMarketMergedGroup(r.merged_group, tally);
    if (r.technical_indicators === undefined) r.technical_indicators = {};
    at = 'technical_indicators'; readMarketIndicators(r.technical_indicators, tally);
    if (r.candidates === undefined) r.candidates = [];
    at = 'candidates'; read_MarketData_candidates(r.candidates, tally);
    if (r.quality === undefined) r.quality = {};
    at = 'quality'; readMarketQuality(r.quality, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 15) dropUnknown(r, namesOfMarketData as ReadonlySet<string>, tally);
  return r;
}

function check_MarketData_candidates(value: unknown): void {
  const all = asList(value, 'array of MarketCandidate');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkMarketCandidate(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkMarketData(value: unknown): void {
  const r = asFields(value, 'MarketData');
  if (countFields(r) !== 15) refuseUndeclared(r, namesOfMarketData as ReadonlySet<string>);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  if (!isInt(r.interval_ms)) refuse('interval_ms', 'int', r.interval_ms);
  let at = '';
  try {
    at = 'coin'; checkMarketCoin(r.coin);
    at = 'price'; checkMarketPrice(r.price);
    at = 'pin'; if (r.pin !== null) checkMarketPin(r.pin);
    at = 'market_cap'; checkMarketCap(r.market_cap);
    at = 'volume_24h'; checkMarketVolume(r.volume_24h);
    at = 'price_change'; checkMarketPriceChange(r.price_change);
    at = 'mining_metrics'; checkMarketMiningMetrics(r.mining_metrics);
    at = 'merged_group'; if (r.merged_group !== null) checkMarketMergedGroup(r.merged_group);
    at = 'technical_indicators'; checkMarketIndicators(r.technical_indicators);
    at = 'candidates'; check_MarketData_candidates(r.candidates);
    at = 'quality'; checkMarketQuality(r.quality);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link MarketData} into plain JSON and back. */
export const marketDataCodec: Codec<MarketData, MarketDataInput> = createCodec<MarketData, MarketDataInput>({
  recordName: 'market_data',
  schema: 'market_data/1',
  maxBytes: 1048576,
  read: (value, tally) => readMarketData(value, tally) as unknown as MarketData,
  check: checkMarketData,
});

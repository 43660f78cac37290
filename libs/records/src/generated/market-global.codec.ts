// Generated from schemas/ by `npm run generate`; do not edit.
import type { MarketGlobal, MarketGlobalInput } from './market-global.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, asList, checkKey, countFields, createCodec, dropUnknown, isDouble, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfGlobalQualityFlag: ReadonlySet<unknown> = new Set(["path","reason"]);

function readGlobalQualityFlag(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'GlobalQualityFlag');
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
  if (countFields(r) !== 2) dropUnknown(r, namesOfGlobalQualityFlag as ReadonlySet<string>, tally);
  return r;
}

function checkGlobalQualityFlag(value: unknown): void {
  const r = asFields(value, 'GlobalQualityFlag');
  if (countFields(r) !== 2) refuseUndeclared(r, namesOfGlobalQualityFlag as ReadonlySet<string>);
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
}

const namesOfGlobalQuality: ReadonlySet<unknown> = new Set(["flags"]);

function read_GlobalQuality_flags(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of GlobalQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readGlobalQualityFlag(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readGlobalQuality(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'GlobalQuality');
  let at = '';
  try {
    if (r.flags === undefined) r.flags = [];
    at = 'flags'; read_GlobalQuality_flags(r.flags, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 1) dropUnknown(r, namesOfGlobalQuality as ReadonlySet<string>, tally);
  return r;
}

function check_GlobalQuality_flags(value: unknown): void {
  const all = asList(value, 'array of GlobalQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkGlobalQualityFlag(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkGlobalQuality(value: unknown): void {
  const r = asFields(value, 'GlobalQuality');
  if (countFields(r) !== 1) refuseUndeclared(r, namesOfGlobalQuality as ReadonlySet<string>);
  let at = '';
  try {
    at = 'flags'; check_GlobalQuality_flags(r.flags);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMarketGlobal: ReadonlySet<unknown> = new Set(["timestamp","observed_at","source","total_market_cap_usd","total_volume_24h_usd","market_cap_change_percent_24h","btc_dominance_percent","eth_dominance_percent","dominance_percent","altcoin_market_cap_usd","altcoin_volume_24h_usd","volume_change_percent_24h","total_coins","active_coins","active_markets","exchange_rates","comprehensive","last_updated","stale","quality"]);

function read_MarketGlobal_dominance_percent(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function read_MarketGlobal_exchange_rates(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readMarketGlobal(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MarketGlobal');
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  if (r.total_market_cap_usd === undefined) r.total_market_cap_usd = null;
  else if (r.total_market_cap_usd !== null && !isDouble(r.total_market_cap_usd)) refuse('total_market_cap_usd', 'double or null', r.total_market_cap_usd);
  if (r.total_volume_24h_usd === undefined) r.total_volume_24h_usd = null;
  else if (r.total_volume_24h_usd !== null && !isDouble(r.total_volume_24h_usd)) refuse('total_volume_24h_usd', 'double or null', r.total_volume_24h_usd);
  if (r.market_cap_change_percent_24h === undefined) r.market_cap_change_percent_24h = null;
  else if (r.market_cap_change_percent_24h !== null && !isDouble(r.market_cap_change_percent_24h)) refuse('market_cap_change_percent_24h', 'double or null', r.market_cap_change_percent_24h);
  if (r.btc_dominance_percent === undefined) r.btc_dominance_percent = null;
  else if (r.btc_dominance_percent !== null && !isDouble(r.btc_dominance_percent)) refuse('btc_dominance_percent', 'double or null', r.btc_dominance_percent);
  if (r.eth_dominance_percent === undefined) r.eth_dominance_percent = null;
  else if (r.eth_dominance_percent !== null && !isDouble(r.eth_dominance_percent)) refuse('eth_dominance_percent', 'double or null', r.eth_dominance_percent);
  if (r.altcoin_market_cap_usd === undefined) r.altcoin_market_cap_usd = null;
  else if (r.altcoin_market_cap_usd !== null && !isDouble(r.altcoin_market_cap_usd)) refuse('altcoin_market_cap_usd', 'double or null', r.altcoin_market_cap_usd);
  if (r.altcoin_volume_24h_usd === undefined) r.altcoin_volume_24h_usd = null;
  else if (r.altcoin_volume_24h_usd !== null && !isDouble(r.altcoin_volume_24h_usd)) refuse('altcoin_volume_24h_usd', 'double or null', r.altcoin_volume_24h_usd);
  if (r.volume_change_percent_24h === undefined) r.volume_change_percent_24h = null;
  else if (r.volume_change_percent_24h !== null && !isDouble(r.volume_change_percent_24h)) refuse('volume_change_percent_24h', 'double or null', r.volume_change_percent_24h);
  if (r.total_coins === undefined) r.total_coins = null;
  else if (r.total_coins !== null && !isLong(r.total_coins)) refuse('total_coins', 'long or null', r.total_coins);
  if (r.active_coins === undefined) r.active_coins = null;
  else if (r.active_coins !== null && !isLong(r.active_coins)) refuse('active_coins', 'long or null', r.active_coins);
  if (r.active_markets === undefined) r.active_markets = null;
  else if (r.active_markets !== null && !isLong(r.active_markets)) refuse('active_markets', 'long or null', r.active_markets);
  if (r.comprehensive === undefined) r.comprehensive = false;
  else if (!(typeof r.comprehensive === 'boolean')) refuse('comprehensive', 'boolean', r.comprehensive);
  if (r.last_updated === undefined) r.last_updated = null;
  else if (r.last_updated !== null && !isLong(r.last_updated)) refuse('last_updated', 'long or null', r.last_updated);
  if (r.stale === undefined) r.stale = false;
  else if (!(typeof r.stale === 'boolean')) refuse('stale', 'boolean', r.stale);
  let at = '';
  try {
    if (r.dominance_percent === undefined) r.dominance_percent = {};
    at = 'dominance_percent'; read_MarketGlobal_dominance_percent(r.dominance_percent, tally);
    if (r.exchange_rates === undefined) r.exchange_rates = {};
    at = 'exchange_rates'; read_MarketGlobal_exchange_rates(r.exchange_rates, tally);
    if (r.quality === undefined) r.quality = {};
    at = 'quality'; readGlobalQuality(r.quality, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 20) dropUnknown(r, namesOfMarketGlobal as ReadonlySet<string>, tally);
  return r;
}

function check_MarketGlobal_dominance_percent(value: unknown): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function check_MarketGlobal_exchange_rates(value: unknown): void {
  const all = asFields(value, 'map of double');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isDouble(all[key])) refuse('', 'double', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkMarketGlobal(value: unknown): void {
  const r = asFields(value, 'MarketGlobal');
  if (countFields(r) !== 20) refuseUndeclared(r, namesOfMarketGlobal as ReadonlySet<string>);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  if (r.total_market_cap_usd !== null && !isDouble(r.total_market_cap_usd)) refuse('total_market_cap_usd', 'double or null', r.total_market_cap_usd);
  if (r.total_volume_24h_usd !== null && !isDouble(r.total_volume_24h_usd)) refuse('total_volume_24h_usd', 'double or null', r.total_volume_24h_usd);
  if (r.market_cap_change_percent_24h !== null && !isDouble(r.market_cap_change_percent_24h)) refuse('market_cap_change_percent_24h', 'double or null', r.market_cap_change_percent_24h);
  if (r.btc_dominance_percent !== null && !isDouble(r.btc_dominance_percent)) refuse('btc_dominance_percent', 'double or null', r.btc_dominance_percent);
  if (r.eth_dominance_percent !== null && !isDouble(r.eth_dominance_percent)) refuse('eth_dominance_percent', 'double or null', r.eth_dominance_percent);
  if (r.altcoin_market_cap_usd !== null && !isDouble(r.altcoin_market_cap_usd)) refuse('altcoin_market_cap_usd', 'double or null', r.altcoin_market_cap_usd);
  if (r.altcoin_volume_24h_usd !== null && !isDouble(r.altcoin_volume_24h_usd)) refuse('altcoin_volume_24h_usd', 'double or null', r.altcoin_volume_24h_usd);
  if (r.volume_change_percent_24h !== null && !isDouble(r.volume_change_percent_24h)) refuse('volume_change_percent_24h', 'double or null', r.volume_change_percent_24h);
  if (r.total_coins !== null && !isLong(r.total_coins)) refuse('total_coins', 'long or null', r.total_coins);
  if (r.active_coins !== null && !isLong(r.active_coins)) refuse('active_coins', 'long or null', r.active_coins);
  if (r.active_markets !== null && !isLong(r.active_markets)) refuse('active_markets', 'long or null', r.active_markets);
  if (!(typeof r.comprehensive === 'boolean')) refuse('comprehensive', 'boolean', r.comprehensive);
  if (r.last_updated !== null && !isLong(r.last_updated)) refuse('last_updated', 'long or null', r.last_updated);
  if (!(typeof r.stale === 'boolean')) refuse('stale', 'boolean', r.stale);
  let at = '';
  try {
    at = 'dominance_percent'; check_MarketGlobal_dominance_percent(r.dominance_percent);
    at = 'exchange_rates'; check_MarketGlobal_exchange_rates(r.exchange_rates);
    at = 'quality'; checkGlobalQuality(r.quality);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link MarketGlobal} into plain JSON and back. */
export const marketGlobalCodec: Codec<MarketGlobal, MarketGlobalInput> = createCodec<MarketGlobal, MarketGlobalInput>({
  recordName: 'market_global',
  schema: 'market_global/1',
  maxBytes: 1048576,
  read: (value, tally) => readMarketGlobal(value, tally) as unknown as MarketGlobal,
  check: checkMarketGlobal,
});

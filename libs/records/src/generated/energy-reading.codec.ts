// Generated from schemas/ by `npm run generate`; do not edit.
import type { EnergyReading, EnergyReadingInput } from './energy-reading.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, asList, countFields, createCodec, dropUnknown, isDouble, isInt, isLong, refuse, refuseUndeclared, within } from './codec-runtime.js';

const namesOfEnergyPower: ReadonlySet<unknown> = new Set(["active_w","reactive_var","voltage_v","current_a","frequency_hz","power_factor"]);

function readEnergyPower(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'EnergyPower');
  if (r.active_w === undefined) r.active_w = null;
  else if (r.active_w !== null && !isDouble(r.active_w)) refuse('active_w', 'double or null', r.active_w);
  if (r.reactive_var === undefined) r.reactive_var = null;
  else if (r.reactive_var !== null && !isDouble(r.reactive_var)) refuse('reactive_var', 'double or null', r.reactive_var);
  if (r.voltage_v === undefined) r.voltage_v = null;
  else if (r.voltage_v !== null && !isDouble(r.voltage_v)) refuse('voltage_v', 'double or null', r.voltage_v);
  if (r.current_a === undefined) r.current_a = null;
  else if (r.current_a !== null && !isDouble(r.current_a)) refuse('current_a', 'double or null', r.current_a);
  if (r.frequency_hz === undefined) r.frequency_hz = null;
  else if (r.frequency_hz !== null && !isDouble(r.frequency_hz)) refuse('frequency_hz', 'double or null', r.frequency_hz);
  if (r.power_factor === undefined) r.power_factor = null;
  else if (r.power_factor !== null && !isDouble(r.power_factor)) refuse('power_factor', 'double or null', r.power_factor);
  if (countFields(r) !== 6) dropUnknown(r, namesOfEnergyPower as ReadonlySet<string>, tally);
  return r;
}

function checkEnergyPower(value: unknown): void {
  const r = asFields(value, 'EnergyPower');
  if (countFields(r) !== 6) refuseUndeclared(r, namesOfEnergyPower as ReadonlySet<string>);
  if (r.active_w !== null && !isDouble(r.active_w)) refuse('active_w', 'double or null', r.active_w);
  if (r.reactive_var !== null && !isDouble(r.reactive_var)) refuse('reactive_var', 'double or null', r.reactive_var);
  if (r.voltage_v !== null && !isDouble(r.voltage_v)) refuse('voltage_v', 'double or null', r.voltage_v);
  if (r.current_a !== null && !isDouble(r.current_a)) refuse('current_a', 'double or null', r.current_a);
  if (r.frequency_hz !== null && !isDouble(r.frequency_hz)) refuse('frequency_hz', 'double or null', r.frequency_hz);
  if (r.power_factor !== null && !isDouble(r.power_factor)) refuse('power_factor', 'double or null', r.power_factor);
}

const namesOfEnergyCounter: ReadonlySet<unknown> = new Set(["total_kwh","delta_kwh","delta_ms","counter_reset"]);

function readEnergyCounter(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'EnergyCounter');
  if (r.total_kwh === undefined) r.total_kwh = null;
  else if (r.total_kwh !== null && !isDouble(r.total_kwh)) refuse('total_kwh', 'double or null', r.total_kwh);
  if (r.delta_kwh === undefined) r.delta_kwh = null;
  else if (r.delta_kwh !== null && !isDouble(r.delta_kwh)) refuse('delta_kwh', 'double or null', r.delta_kwh);
  if (r.delta_ms === undefined) r.delta_ms = null;
  else if (r.delta_ms !== null && !isLong(r.delta_ms)) refuse('delta_ms', 'long or null', r.delta_ms);
  if (r.counter_reset === undefined) r.counter_reset = false;
  else if (!(typeof r.counter_reset === 'boolean')) refuse('counter_reset', 'boolean', r.counter_reset);
  if (countFields(r) !== 4) dropUnknown(r, namesOfEnergyCounter as ReadonlySet<string>, tally);
  return r;
}

function checkEnergyCounter(value: unknown): void {
  const r = asFields(value, 'EnergyCounter');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfEnergyCounter as ReadonlySet<string>);
  if (r.total_kwh !== null && !isDouble(r.total_kwh)) refuse('total_kwh', 'double or null', r.total_kwh);
  if (r.delta_kwh !== null && !isDouble(r.delta_kwh)) refuse('delta_kwh', 'double or null', r.delta_kwh);
  if (r.delta_ms !== null && !isLong(r.delta_ms)) refuse('delta_ms', 'long or null', r.delta_ms);
  if (!(typeof r.counter_reset === 'boolean')) refuse('counter_reset', 'boolean', r.counter_reset);
}

const namesOfEnergyTariff: ReadonlySet<unknown> = new Set(["name","period","price_per_kwh","currency","valid_until"]);

function readEnergyTariff(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'EnergyTariff');
  if (r.name === undefined) r.name = null;
  else if (r.name !== null && !(typeof r.name === 'string')) refuse('name', 'string or null', r.name);
  if (r.period === undefined) r.period = null;
  else if (r.period !== null && !(typeof r.period === 'string')) refuse('period', 'string or null', r.period);
  if (r.price_per_kwh === undefined) r.price_per_kwh = null;
  else if (r.price_per_kwh !== null && !isDouble(r.price_per_kwh)) refuse('price_per_kwh', 'double or null', r.price_per_kwh);
  if (r.currency === undefined) r.currency = null;
  else if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
  if (r.valid_until === undefined) r.valid_until = null;
  else if (r.valid_until !== null && !isLong(r.valid_until)) refuse('valid_until', 'long or null', r.valid_until);
  if (countFields(r) !== 5) dropUnknown(r, namesOfEnergyTariff as ReadonlySet<string>, tally);
  return r;
}

function checkEnergyTariff(value: unknown): void {
  const r = asFields(value, 'EnergyTariff');
  if (countFields(r) !== 5) refuseUndeclared(r, namesOfEnergyTariff as ReadonlySet<string>);
  if (r.name !== null && !(typeof r.name === 'string')) refuse('name', 'string or null', r.name);
  if (r.period !== null && !(typeof r.period === 'string')) refuse('period', 'string or null', r.period);
  if (r.price_per_kwh !== null && !isDouble(r.price_per_kwh)) refuse('price_per_kwh', 'double or null', r.price_per_kwh);
  if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
  if (r.valid_until !== null && !isLong(r.valid_until)) refuse('valid_until', 'long or null', r.valid_until);
}

const namesOfEnergyQualityFlag: ReadonlySet<unknown> = new Set(["path","reason"]);

function readEnergyQualityFlag(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'EnergyQualityFlag');
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
  if (countFields(r) !== 2) dropUnknown(r, namesOfEnergyQualityFlag as ReadonlySet<string>, tally);
  return r;
}

function checkEnergyQualityFlag(value: unknown): void {
  const r = asFields(value, 'EnergyQualityFlag');
  if (countFields(r) !== 2) refuseUndeclared(r, namesOfEnergyQualityFlag as ReadonlySet<string>);
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
}

const namesOfEnergyQuality: ReadonlySet<unknown> = new Set(["flags"]);

function read_EnergyQuality_flags(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of EnergyQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readEnergyQualityFlag(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readEnergyQuality(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'EnergyQuality');
  let at = '';
  try {
    if (r.flags === undefined) r.flags = [];
    at = 'flags'; read_EnergyQuality_flags(r.flags, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 1) dropUnknown(r, namesOfEnergyQuality as ReadonlySet<string>, tally);
  return r;
}

function check_EnergyQuality_flags(value: unknown): void {
  const all = asList(value, 'array of EnergyQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkEnergyQualityFlag(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkEnergyQuality(value: unknown): void {
  const r = asFields(value, 'EnergyQuality');
  if (countFields(r) !== 1) refuseUndeclared(r, namesOfEnergyQuality as ReadonlySet<string>);
  let at = '';
  try {
    at = 'flags'; check_EnergyQuality_flags(r.flags);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfEnergyReading: ReadonlySet<unknown> = new Set(["timestamp","observed_at","meter_id","site","rack","miner_ids","interval_ms","power","energy","tariff","source","quality"]);

function read_EnergyReading_miner_ids(value: unknown, _tally: DecodeTally): void {
  const all = asList(value, 'array of string');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readEnergyReading(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'EnergyReading');
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.meter_id === 'string')) refuse('meter_id', 'string', r.meter_id);
  if (r.site === undefined) r.site = null;
  else if (r.site !== null && !(typeof r.site === 'string')) refuse('site', 'string or null', r.site);
  if (r.rack === undefined) r.rack = null;
  else if (r.rack !== null && !(typeof r.rack === 'string')) refuse('rack', 'string or null', r.rack);
  if (!isInt(r.interval_ms)) refuse('interval_ms', 'int', r.interval_ms);
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  let at = '';
  try {
    if (r.miner_ids === undefined) r.miner_ids = [];
    at = 'miner_ids'; read_EnergyReading_miner_ids(r.miner_ids, tally);
    if (r.power === undefined) r.power = {};
    at = 'power'; readEnergyPower(r.power, tally);
    if (r.energy === undefined) r.energy = {};
    at = 'energy'; readEnergyCounter(r.energy, tally);
    if (r.tariff === undefined) r.tariff = {};
    at = 'tariff'; readEnergyTariff(r.tariff, tally);
    if (r.quality === undefined) r.quality = {};
    at = 'quality'; readEnergyQuality(r.quality, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 12) dropUnknown(r, namesOfEnergyReading as ReadonlySet<string>, tally);
  return r;
}

function check_EnergyReading_miner_ids(value: unknown): void {
  const all = asList(value, 'array of string');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkEnergyReading(value: unknown): void {
  const r = asFields(value, 'EnergyReading');
  if (countFields(r) !== 12) refuseUndeclared(r, namesOfEnergyReading as ReadonlySet<string>);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.meter_id === 'string')) refuse('meter_id', 'string', r.meter_id);
  if (r.site !== null && !(typeof r.site === 'string')) refuse('site', 'string or null', r.site);
  if (r.rack !== null && !(typeof r.rack === 'string')) refuse('rack', 'string or null', r.rack);
  if (!isInt(r.interval_ms)) refuse('interval_ms', 'int', r.interval_ms);
  if (!(typeof r.source === 'string')) refuse('source', 'string', r.source);
  let at = '';
  try {
    at = 'miner_ids'; check_EnergyReading_miner_ids(r.miner_ids);
    at = 'power'; checkEnergyPower(r.power);
    at = 'energy'; checkEnergyCounter(r.energy);
    at = 'tariff'; checkEnergyTariff(r.tariff);
    at = 'quality'; checkEnergyQuality(r.quality);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link EnergyReading} into plain JSON and back. */
export const energyReadingCodec: Codec<EnergyReading, EnergyReadingInput> = createCodec<EnergyReading, EnergyReadingInput>({
  recordName: 'energy_reading',
  schema: 'energy_reading/1',
  maxBytes: 1048576,
  read: (value, tally) => readEnergyReading(value, tally) as unknown as EnergyReading,
  check: checkEnergyReading,
});

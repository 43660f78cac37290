// Generated from schemas/ by `npm run generate`; do not edit.
import type { FleetMiner, FleetMinerInput } from './fleet-miner.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, asList, countFields, createCodec, dropUnknown, isDouble, isInt, isLong, refuse, refuseUndeclared, within } from './codec-runtime.js';

const namesOfFleetOrigin: ReadonlySet<unknown> = new Set(["config","csv","discovery","page"]);

const namesOfFleetAlgorithm: ReadonlySet<unknown> = new Set(["sha256d","scrypt","unknown"]);

const namesOfMinerLocation: ReadonlySet<unknown> = new Set(["site","rack","position","label"]);

function readMinerLocation(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerLocation');
  if (r.site === undefined) r.site = null;
  else if (r.site !== null && !(typeof r.site === 'string')) refuse('site', 'string or null', r.site);
  if (r.rack === undefined) r.rack = null;
  else if (r.rack !== null && !(typeof r.rack === 'string')) refuse('rack', 'string or null', r.rack);
  if (r.position === undefined) r.position = null;
  else if (r.position !== null && !(typeof r.position === 'string')) refuse('position', 'string or null', r.position);
  if (r.label === undefined) r.label = null;
  else if (r.label !== null && !(typeof r.label === 'string')) refuse('label', 'string or null', r.label);
  if (countFields(r) !== 4) dropUnknown(r, namesOfMinerLocation as ReadonlySet<string>, tally);
  return r;
}

function checkMinerLocation(value: unknown): void {
  const r = asFields(value, 'MinerLocation');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfMinerLocation as ReadonlySet<string>);
  if (r.site !== null && !(typeof r.site === 'string')) refuse('site', 'string or null', r.site);
  if (r.rack !== null && !(typeof r.rack === 'string')) refuse('rack', 'string or null', r.rack);
  if (r.position !== null && !(typeof r.position === 'string')) refuse('position', 'string or null', r.position);
  if (r.label !== null && !(typeof r.label === 'string')) refuse('label', 'string or null', r.label);
}

const namesOfMinerTariff: ReadonlySet<unknown> = new Set(["name","price_per_kwh","currency"]);

function readMinerTariff(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerTariff');
  if (r.name === undefined) r.name = null;
  else if (r.name !== null && !(typeof r.name === 'string')) refuse('name', 'string or null', r.name);
  if (r.price_per_kwh === undefined) r.price_per_kwh = null;
  else if (r.price_per_kwh !== null && !isDouble(r.price_per_kwh)) refuse('price_per_kwh', 'double or null', r.price_per_kwh);
  if (r.currency === undefined) r.currency = null;
  else if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMinerTariff as ReadonlySet<string>, tally);
  return r;
}

function checkMinerTariff(value: unknown): void {
  const r = asFields(value, 'MinerTariff');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMinerTariff as ReadonlySet<string>);
  if (r.name !== null && !(typeof r.name === 'string')) refuse('name', 'string or null', r.name);
  if (r.price_per_kwh !== null && !isDouble(r.price_per_kwh)) refuse('price_per_kwh', 'double or null', r.price_per_kwh);
  if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
}

const namesOfMinerPurchase: ReadonlySet<unknown> = new Set(["price","currency","date"]);

function readMinerPurchase(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerPurchase');
  if (r.price === undefined) r.price = null;
  else if (r.price !== null && !isDouble(r.price)) refuse('price', 'double or null', r.price);
  if (r.currency === undefined) r.currency = null;
  else if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
  if (r.date === undefined) r.date = null;
  else if (r.date !== null && !isLong(r.date)) refuse('date', 'long or null', r.date);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMinerPurchase as ReadonlySet<string>, tally);
  return r;
}

function checkMinerPurchase(value: unknown): void {
  const r = asFields(value, 'MinerPurchase');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMinerPurchase as ReadonlySet<string>);
  if (r.price !== null && !isDouble(r.price)) refuse('price', 'double or null', r.price);
  if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
  if (r.date !== null && !isLong(r.date)) refuse('date', 'long or null', r.date);
}

const namesOfFleetMiner: ReadonlySet<unknown> = new Set(["miner_id","origin","driver","address","port","model","algorithm","location","tariff","purchase","worker_names","credential_ref","collector_zone","interval_ms","enabled","updated_at"]);

function read_FleetMiner_worker_names(value: unknown, _tally: DecodeTally): void {
  const all = asList(value, 'array of string');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readFleetMiner(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'FleetMiner');
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!namesOfFleetOrigin.has(r.origin)) refuse('origin', 'one of config, csv, discovery, page', r.origin);
  if (!(typeof r.driver === 'string')) refuse('driver', 'string', r.driver);
  if (!(typeof r.address === 'string')) refuse('address', 'string', r.address);
  if (r.port === undefined) r.port = null;
  else if (r.port !== null && !isInt(r.port)) refuse('port', 'int or null', r.port);
  if (r.model === undefined) r.model = null;
  else if (r.model !== null && !(typeof r.model === 'string')) refuse('model', 'string or null', r.model);
  if (r.algorithm === undefined) r.algorithm = null;
  else if (r.algorithm !== null && !namesOfFleetAlgorithm.has(r.algorithm)) { if (typeof r.algorithm === 'string') { r.algorithm = 'unknown'; tally.unknownFields += 1; } else refuse('algorithm', 'one of sha256d, scrypt, unknown or null', r.algorithm); }
  if (r.credential_ref === undefined) r.credential_ref = null;
  else if (r.credential_ref !== null && !(typeof r.credential_ref === 'string')) refuse('credential_ref', 'string or null', r.credential_ref);
  if (r.collector_zone === undefined) r.collector_zone = null;
  else if (r.collector_zone !== null && !(typeof r.collector_zone === 'string')) refuse('collector_zone', 'string or null', r.collector_zone);
  if (r.interval_ms === undefined) r.interval_ms = null;
  else if (r.interval_ms !== null && !isInt(r.interval_ms)) refuse('interval_ms', 'int or null', r.interval_ms);
  if (r.enabled === undefined) r.enabled = true;
  else if (!(typeof r.enabled === 'boolean')) refuse('enabled', 'boolean', r.enabled);
  if (!isLong(r.updated_at)) refuse('updated_at', 'long', r.updated_at);
  let at = '';
  try {
    if (r.location === undefined) r.location = {};
    at = 'location'; readMinerLocation(r.location, tally);
    if (r.tariff === undefined) r.tariff = {};
    at = 'tariff'; readMinerTariff(r.tariff, tally);
    if (r.purchase === undefined) r.purchase = {};
    at = 'purchase'; readMinerPurchase(r.purchase, tally);
    if (r.worker_names === undefined) r.worker_names = [];
    at = 'worker_names'; read_FleetMiner_worker_names(r.worker_names, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 16) dropUnknown(r, namesOfFleetMiner as ReadonlySet<string>, tally);
  return r;
}

function check_FleetMiner_worker_names(value: unknown): void {
  const all = asList(value, 'array of string');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkFleetMiner(value: unknown): void {
  const r = asFields(value, 'FleetMiner');
  if (countFields(r) !== 16) refuseUndeclared(r, namesOfFleetMiner as ReadonlySet<string>);
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!namesOfFleetOrigin.has(r.origin)) refuse('origin', 'one of config, csv, discovery, page', r.origin);
  if (!(typeof r.driver === 'string')) refuse('driver', 'string', r.driver);
  if (!(typeof r.address === 'string')) refuse('address', 'string', r.address);
  if (r.port !== null && !isInt(r.port)) refuse('port', 'int or null', r.port);
  if (r.model !== null && !(typeof r.model === 'string')) refuse('model', 'string or null', r.model);
  if (r.algorithm !== null && !namesOfFleetAlgorithm.has(r.algorithm)) refuse('algorithm', 'one of sha256d, scrypt, unknown or null', r.algorithm);
  if (r.credential_ref !== null && !(typeof r.credential_ref === 'string')) refuse('credential_ref', 'string or null', r.credential_ref);
  if (r.collector_zone !== null && !(typeof r.collector_zone === 'string')) refuse('collector_zone', 'string or null', r.collector_zone);
  if (r.interval_ms !== null && !isInt(r.interval_ms)) refuse('interval_ms', 'int or null', r.interval_ms);
  if (!(typeof r.enabled === 'boolean')) refuse('enabled', 'boolean', r.enabled);
  if (!isLong(r.updated_at)) refuse('updated_at', 'long', r.updated_at);
  let at = '';
  try {
    at = 'location'; checkMinerLocation(r.location);
    at = 'tariff'; checkMinerTariff(r.tariff);
    at = 'purchase'; checkMinerPurchase(r.purchase);
    at = 'worker_names'; check_FleetMiner_worker_names(r.worker_names);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link FleetMiner} into plain JSON and back. */
export const fleetMinerCodec: Codec<FleetMiner, FleetMinerInput> = createCodec<FleetMiner, FleetMinerInput>({
  recordName: 'fleet_miner',
  schema: 'fleet_miner/1',
  maxBytes: 1048576,
  read: (value, tally) => readFleetMiner(value, tally) as unknown as FleetMiner,
  check: checkFleetMiner,
});

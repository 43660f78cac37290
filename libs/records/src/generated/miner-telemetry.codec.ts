// Generated from schemas/ by `npm run generate`; do not edit.
import type { MinerTelemetry, MinerTelemetryInput } from './miner-telemetry.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, asList, countFields, createCodec, dropUnknown, isDouble, isInt, isLong, refuse, refuseUndeclared, within } from './codec-runtime.js';

const namesOfAlgorithm: ReadonlySet<unknown> = new Set(["sha256d","scrypt","unknown"]);

const namesOfLane: ReadonlySet<unknown> = new Set(["live","backfill"]);

const namesOfMinerState: ReadonlySet<unknown> = new Set(["hashing","degraded","paused","stale","offline","unknown"]);

const namesOfSeverity: ReadonlySet<unknown> = new Set(["info","warning","major","critical"]);

const namesOfBoardHashrate: ReadonlySet<unknown> = new Set(["board_id","hashrate","status","nominal","chips_total","chips_ok","chips_weak","chips_bad","frequency","voltage","power","hw_errors"]);

function readBoardHashrate(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'BoardHashrate');
  if (!isInt(r.board_id)) refuse('board_id', 'int', r.board_id);
  if (r.hashrate === undefined) r.hashrate = null;
  else if (r.hashrate !== null && !isDouble(r.hashrate)) refuse('hashrate', 'double or null', r.hashrate);
  if (r.status === undefined) r.status = null;
  else if (r.status !== null && !(typeof r.status === 'string')) refuse('status', 'string or null', r.status);
  if (r.nominal === undefined) r.nominal = null;
  else if (r.nominal !== null && !isDouble(r.nominal)) refuse('nominal', 'double or null', r.nominal);
  if (r.chips_total === undefined) r.chips_total = null;
  else if (r.chips_total !== null && !isInt(r.chips_total)) refuse('chips_total', 'int or null', r.chips_total);
  if (r.chips_ok === undefined) r.chips_ok = null;
  else if (r.chips_ok !== null && !isInt(r.chips_ok)) refuse('chips_ok', 'int or null', r.chips_ok);
  if (r.chips_weak === undefined) r.chips_weak = null;
  else if (r.chips_weak !== null && !isInt(r.chips_weak)) refuse('chips_weak', 'int or null', r.chips_weak);
  if (r.chips_bad === undefined) r.chips_bad = null;
  else if (r.chips_bad !== null && !isInt(r.chips_bad)) refuse('chips_bad', 'int or null', r.chips_bad);
  if (r.frequency === undefined) r.frequency = null;
  else if (r.frequency !== null && !isDouble(r.frequency)) refuse('frequency', 'double or null', r.frequency);
  if (r.voltage === undefined) r.voltage = null;
  else if (r.voltage !== null && !isDouble(r.voltage)) refuse('voltage', 'double or null', r.voltage);
  if (r.power === undefined) r.power = null;
  else if (r.power !== null && !isDouble(r.power)) refuse('power', 'double or null', r.power);
  if (r.hw_errors === undefined) r.hw_errors = null;
  else if (r.hw_errors !== null && !isLong(r.hw_errors)) refuse('hw_errors', 'long or null', r.hw_errors);
  if (countFields(r) !== 12) dropUnknown(r, namesOfBoardHashrate as ReadonlySet<string>, tally);
  return r;
}

function checkBoardHashrate(value: unknown): void {
  const r = asFields(value, 'BoardHashrate');
  if (countFields(r) !== 12) refuseUndeclared(r, namesOfBoardHashrate as ReadonlySet<string>);
  if (!isInt(r.board_id)) refuse('board_id', 'int', r.board_id);
  if (r.hashrate !== null && !isDouble(r.hashrate)) refuse('hashrate', 'double or null', r.hashrate);
  if (r.status !== null && !(typeof r.status === 'string')) refuse('status', 'string or null', r.status);
  if (r.nominal !== null && !isDouble(r.nominal)) refuse('nominal', 'double or null', r.nominal);
  if (r.chips_total !== null && !isInt(r.chips_total)) refuse('chips_total', 'int or null', r.chips_total);
  if (r.chips_ok !== null && !isInt(r.chips_ok)) refuse('chips_ok', 'int or null', r.chips_ok);
  if (r.chips_weak !== null && !isInt(r.chips_weak)) refuse('chips_weak', 'int or null', r.chips_weak);
  if (r.chips_bad !== null && !isInt(r.chips_bad)) refuse('chips_bad', 'int or null', r.chips_bad);
  if (r.frequency !== null && !isDouble(r.frequency)) refuse('frequency', 'double or null', r.frequency);
  if (r.voltage !== null && !isDouble(r.voltage)) refuse('voltage', 'double or null', r.voltage);
  if (r.power !== null && !isDouble(r.power)) refuse('power', 'double or null', r.power);
  if (r.hw_errors !== null && !isLong(r.hw_errors)) refuse('hw_errors', 'long or null', r.hw_errors);
}

const namesOfMinerHashrate: ReadonlySet<unknown> = new Set(["total","unit","nominal","average","per_hashboard"]);

function read_MinerHashrate_per_hashboard(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of BoardHashrate');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readBoardHashrate(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readMinerHashrate(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerHashrate');
  if (r.total === undefined) r.total = null;
  else if (r.total !== null && !isDouble(r.total)) refuse('total', 'double or null', r.total);
  if (!(typeof r.unit === 'string')) refuse('unit', 'string', r.unit);
  if (r.nominal === undefined) r.nominal = null;
  else if (r.nominal !== null && !isDouble(r.nominal)) refuse('nominal', 'double or null', r.nominal);
  if (r.average === undefined) r.average = null;
  else if (r.average !== null && !isDouble(r.average)) refuse('average', 'double or null', r.average);
  let at = '';
  try {
    if (r.per_hashboard === undefined) r.per_hashboard = [];
    at = 'per_hashboard'; read_MinerHashrate_per_hashboard(r.per_hashboard, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 5) dropUnknown(r, namesOfMinerHashrate as ReadonlySet<string>, tally);
  return r;
}

function check_MinerHashrate_per_hashboard(value: unknown): void {
  const all = asList(value, 'array of BoardHashrate');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkBoardHashrate(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkMinerHashrate(value: unknown): void {
  const r = asFields(value, 'MinerHashrate');
  if (countFields(r) !== 5) refuseUndeclared(r, namesOfMinerHashrate as ReadonlySet<string>);
  if (r.total !== null && !isDouble(r.total)) refuse('total', 'double or null', r.total);
  if (!(typeof r.unit === 'string')) refuse('unit', 'string', r.unit);
  if (r.nominal !== null && !isDouble(r.nominal)) refuse('nominal', 'double or null', r.nominal);
  if (r.average !== null && !isDouble(r.average)) refuse('average', 'double or null', r.average);
  let at = '';
  try {
    at = 'per_hashboard'; check_MinerHashrate_per_hashboard(r.per_hashboard);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfBoardTemperature: ReadonlySet<unknown> = new Set(["board_id","pcb_temp","chip_temp"]);

function readBoardTemperature(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'BoardTemperature');
  if (!isInt(r.board_id)) refuse('board_id', 'int', r.board_id);
  if (r.pcb_temp === undefined) r.pcb_temp = null;
  else if (r.pcb_temp !== null && !isDouble(r.pcb_temp)) refuse('pcb_temp', 'double or null', r.pcb_temp);
  if (r.chip_temp === undefined) r.chip_temp = null;
  else if (r.chip_temp !== null && !isDouble(r.chip_temp)) refuse('chip_temp', 'double or null', r.chip_temp);
  if (countFields(r) !== 3) dropUnknown(r, namesOfBoardTemperature as ReadonlySet<string>, tally);
  return r;
}

function checkBoardTemperature(value: unknown): void {
  const r = asFields(value, 'BoardTemperature');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfBoardTemperature as ReadonlySet<string>);
  if (!isInt(r.board_id)) refuse('board_id', 'int', r.board_id);
  if (r.pcb_temp !== null && !isDouble(r.pcb_temp)) refuse('pcb_temp', 'double or null', r.pcb_temp);
  if (r.chip_temp !== null && !isDouble(r.chip_temp)) refuse('chip_temp', 'double or null', r.chip_temp);
}

const namesOfMinerTemperature: ReadonlySet<unknown> = new Set(["ambient","avg_chip","max_chip","per_hashboard"]);

function read_MinerTemperature_per_hashboard(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of BoardTemperature');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readBoardTemperature(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readMinerTemperature(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerTemperature');
  if (r.ambient === undefined) r.ambient = null;
  else if (r.ambient !== null && !isDouble(r.ambient)) refuse('ambient', 'double or null', r.ambient);
  if (r.avg_chip === undefined) r.avg_chip = null;
  else if (r.avg_chip !== null && !isDouble(r.avg_chip)) refuse('avg_chip', 'double or null', r.avg_chip);
  if (r.max_chip === undefined) r.max_chip = null;
  else if (r.max_chip !== null && !isDouble(r.max_chip)) refuse('max_chip', 'double or null', r.max_chip);
  let at = '';
  try {
    if (r.per_hashboard === undefined) r.per_hashboard = [];
    at = 'per_hashboard'; read_MinerTemperature_per_hashboard(r.per_hashboard, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 4) dropUnknown(r, namesOfMinerTemperature as ReadonlySet<string>, tally);
  return r;
}

function check_MinerTemperature_per_hashboard(value: unknown): void {
  const all = asList(value, 'array of BoardTemperature');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkBoardTemperature(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkMinerTemperature(value: unknown): void {
  const r = asFields(value, 'MinerTemperature');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfMinerTemperature as ReadonlySet<string>);
  if (r.ambient !== null && !isDouble(r.ambient)) refuse('ambient', 'double or null', r.ambient);
  if (r.avg_chip !== null && !isDouble(r.avg_chip)) refuse('avg_chip', 'double or null', r.avg_chip);
  if (r.max_chip !== null && !isDouble(r.max_chip)) refuse('max_chip', 'double or null', r.max_chip);
  let at = '';
  try {
    at = 'per_hashboard'; check_MinerTemperature_per_hashboard(r.per_hashboard);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMinerPower: ReadonlySet<unknown> = new Set(["consumption","efficiency","voltage"]);

function readMinerPower(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerPower');
  if (r.consumption === undefined) r.consumption = null;
  else if (r.consumption !== null && !isDouble(r.consumption)) refuse('consumption', 'double or null', r.consumption);
  if (r.efficiency === undefined) r.efficiency = null;
  else if (r.efficiency !== null && !isDouble(r.efficiency)) refuse('efficiency', 'double or null', r.efficiency);
  if (r.voltage === undefined) r.voltage = null;
  else if (r.voltage !== null && !isDouble(r.voltage)) refuse('voltage', 'double or null', r.voltage);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMinerPower as ReadonlySet<string>, tally);
  return r;
}

function checkMinerPower(value: unknown): void {
  const r = asFields(value, 'MinerPower');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMinerPower as ReadonlySet<string>);
  if (r.consumption !== null && !isDouble(r.consumption)) refuse('consumption', 'double or null', r.consumption);
  if (r.efficiency !== null && !isDouble(r.efficiency)) refuse('efficiency', 'double or null', r.efficiency);
  if (r.voltage !== null && !isDouble(r.voltage)) refuse('voltage', 'double or null', r.voltage);
}

const namesOfMinerFan: ReadonlySet<unknown> = new Set(["fan_id","speed","speed_percent","status"]);

function readMinerFan(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerFan');
  if (!isInt(r.fan_id)) refuse('fan_id', 'int', r.fan_id);
  if (r.speed === undefined) r.speed = null;
  else if (r.speed !== null && !isDouble(r.speed)) refuse('speed', 'double or null', r.speed);
  if (r.speed_percent === undefined) r.speed_percent = null;
  else if (r.speed_percent !== null && !isDouble(r.speed_percent)) refuse('speed_percent', 'double or null', r.speed_percent);
  if (r.status === undefined) r.status = null;
  else if (r.status !== null && !(typeof r.status === 'string')) refuse('status', 'string or null', r.status);
  if (countFields(r) !== 4) dropUnknown(r, namesOfMinerFan as ReadonlySet<string>, tally);
  return r;
}

function checkMinerFan(value: unknown): void {
  const r = asFields(value, 'MinerFan');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfMinerFan as ReadonlySet<string>);
  if (!isInt(r.fan_id)) refuse('fan_id', 'int', r.fan_id);
  if (r.speed !== null && !isDouble(r.speed)) refuse('speed', 'double or null', r.speed);
  if (r.speed_percent !== null && !isDouble(r.speed_percent)) refuse('speed_percent', 'double or null', r.speed_percent);
  if (r.status !== null && !(typeof r.status === 'string')) refuse('status', 'string or null', r.status);
}

const namesOfMinerPool: ReadonlySet<unknown> = new Set(["url","user","status"]);

function readMinerPool(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerPool');
  if (r.url === undefined) r.url = null;
  else if (r.url !== null && !(typeof r.url === 'string')) refuse('url', 'string or null', r.url);
  if (r.user === undefined) r.user = null;
  else if (r.user !== null && !(typeof r.user === 'string')) refuse('user', 'string or null', r.user);
  if (r.status === undefined) r.status = null;
  else if (r.status !== null && !(typeof r.status === 'string')) refuse('status', 'string or null', r.status);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMinerPool as ReadonlySet<string>, tally);
  return r;
}

function checkMinerPool(value: unknown): void {
  const r = asFields(value, 'MinerPool');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMinerPool as ReadonlySet<string>);
  if (r.url !== null && !(typeof r.url === 'string')) refuse('url', 'string or null', r.url);
  if (r.user !== null && !(typeof r.user === 'string')) refuse('user', 'string or null', r.user);
  if (r.status !== null && !(typeof r.status === 'string')) refuse('status', 'string or null', r.status);
}

const namesOfMinerShares: ReadonlySet<unknown> = new Set(["accepted","rejected","stale","last_share_time","accepted_delta","rejected_delta","stale_delta","counter_reset"]);

function readMinerShares(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerShares');
  if (r.accepted === undefined) r.accepted = null;
  else if (r.accepted !== null && !isLong(r.accepted)) refuse('accepted', 'long or null', r.accepted);
  if (r.rejected === undefined) r.rejected = null;
  else if (r.rejected !== null && !isLong(r.rejected)) refuse('rejected', 'long or null', r.rejected);
  if (r.stale === undefined) r.stale = null;
  else if (r.stale !== null && !isLong(r.stale)) refuse('stale', 'long or null', r.stale);
  if (r.last_share_time === undefined) r.last_share_time = null;
  else if (r.last_share_time !== null && !isLong(r.last_share_time)) refuse('last_share_time', 'long or null', r.last_share_time);
  if (r.accepted_delta === undefined) r.accepted_delta = null;
  else if (r.accepted_delta !== null && !isLong(r.accepted_delta)) refuse('accepted_delta', 'long or null', r.accepted_delta);
  if (r.rejected_delta === undefined) r.rejected_delta = null;
  else if (r.rejected_delta !== null && !isLong(r.rejected_delta)) refuse('rejected_delta', 'long or null', r.rejected_delta);
  if (r.stale_delta === undefined) r.stale_delta = null;
  else if (r.stale_delta !== null && !isLong(r.stale_delta)) refuse('stale_delta', 'long or null', r.stale_delta);
  if (r.counter_reset === undefined) r.counter_reset = false;
  else if (!(typeof r.counter_reset === 'boolean')) refuse('counter_reset', 'boolean', r.counter_reset);
  if (countFields(r) !== 8) dropUnknown(r, namesOfMinerShares as ReadonlySet<string>, tally);
  return r;
}

function checkMinerShares(value: unknown): void {
  const r = asFields(value, 'MinerShares');
  if (countFields(r) !== 8) refuseUndeclared(r, namesOfMinerShares as ReadonlySet<string>);
  if (r.accepted !== null && !isLong(r.accepted)) refuse('accepted', 'long or null', r.accepted);
  if (r.rejected !== null && !isLong(r.rejected)) refuse('rejected', 'long or null', r.rejected);
  if (r.stale !== null && !isLong(r.stale)) refuse('stale', 'long or null', r.stale);
  if (r.last_share_time !== null && !isLong(r.last_share_time)) refuse('last_share_time', 'long or null', r.last_share_time);
  if (r.accepted_delta !== null && !isLong(r.accepted_delta)) refuse('accepted_delta', 'long or null', r.accepted_delta);
  if (r.rejected_delta !== null && !isLong(r.rejected_delta)) refuse('rejected_delta', 'long or null', r.rejected_delta);
  if (r.stale_delta !== null && !isLong(r.stale_delta)) refuse('stale_delta', 'long or null', r.stale_delta);
  if (!(typeof r.counter_reset === 'boolean')) refuse('counter_reset', 'boolean', r.counter_reset);
}

const namesOfMinerError: ReadonlySet<unknown> = new Set(["code","message","severity"]);

function readMinerError(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerError');
  if (!(typeof r.code === 'string')) refuse('code', 'string', r.code);
  if (!(typeof r.message === 'string')) refuse('message', 'string', r.message);
  if (!namesOfSeverity.has(r.severity)) refuse('severity', 'one of info, warning, major, critical', r.severity);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMinerError as ReadonlySet<string>, tally);
  return r;
}

function checkMinerError(value: unknown): void {
  const r = asFields(value, 'MinerError');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMinerError as ReadonlySet<string>);
  if (!(typeof r.code === 'string')) refuse('code', 'string', r.code);
  if (!(typeof r.message === 'string')) refuse('message', 'string', r.message);
  if (!namesOfSeverity.has(r.severity)) refuse('severity', 'one of info, warning, major, critical', r.severity);
}

const namesOfMinerStatus: ReadonlySet<unknown> = new Set(["mining_status","uptime","errors"]);

function read_MinerStatus_errors(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of MinerError');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readMinerError(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readMinerStatus(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerStatus');
  if (r.mining_status === undefined) r.mining_status = null;
  else if (r.mining_status !== null && !(typeof r.mining_status === 'string')) refuse('mining_status', 'string or null', r.mining_status);
  if (r.uptime === undefined) r.uptime = null;
  else if (r.uptime !== null && !isLong(r.uptime)) refuse('uptime', 'long or null', r.uptime);
  let at = '';
  try {
    if (r.errors === undefined) r.errors = [];
    at = 'errors'; read_MinerStatus_errors(r.errors, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 3) dropUnknown(r, namesOfMinerStatus as ReadonlySet<string>, tally);
  return r;
}

function check_MinerStatus_errors(value: unknown): void {
  const all = asList(value, 'array of MinerError');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkMinerError(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkMinerStatus(value: unknown): void {
  const r = asFields(value, 'MinerStatus');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMinerStatus as ReadonlySet<string>);
  if (r.mining_status !== null && !(typeof r.mining_status === 'string')) refuse('mining_status', 'string or null', r.mining_status);
  if (r.uptime !== null && !isLong(r.uptime)) refuse('uptime', 'long or null', r.uptime);
  let at = '';
  try {
    at = 'errors'; check_MinerStatus_errors(r.errors);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMinerSettings: ReadonlySet<unknown> = new Set(["frequency","overclock_profile","power_limit"]);

function readMinerSettings(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerSettings');
  if (r.frequency === undefined) r.frequency = null;
  else if (r.frequency !== null && !isDouble(r.frequency)) refuse('frequency', 'double or null', r.frequency);
  if (r.overclock_profile === undefined) r.overclock_profile = null;
  else if (r.overclock_profile !== null && !(typeof r.overclock_profile === 'string')) refuse('overclock_profile', 'string or null', r.overclock_profile);
  if (r.power_limit === undefined) r.power_limit = null;
  else if (r.power_limit !== null && !isDouble(r.power_limit)) refuse('power_limit', 'double or null', r.power_limit);
  if (countFields(r) !== 3) dropUnknown(r, namesOfMinerSettings as ReadonlySet<string>, tally);
  return r;
}

function checkMinerSettings(value: unknown): void {
  const r = asFields(value, 'MinerSettings');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfMinerSettings as ReadonlySet<string>);
  if (r.frequency !== null && !isDouble(r.frequency)) refuse('frequency', 'double or null', r.frequency);
  if (r.overclock_profile !== null && !(typeof r.overclock_profile === 'string')) refuse('overclock_profile', 'string or null', r.overclock_profile);
  if (r.power_limit !== null && !isDouble(r.power_limit)) refuse('power_limit', 'double or null', r.power_limit);
}

const namesOfQualityFlag: ReadonlySet<unknown> = new Set(["path","reason"]);

function readQualityFlag(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'QualityFlag');
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
  if (countFields(r) !== 2) dropUnknown(r, namesOfQualityFlag as ReadonlySet<string>, tally);
  return r;
}

function checkQualityFlag(value: unknown): void {
  const r = asFields(value, 'QualityFlag');
  if (countFields(r) !== 2) refuseUndeclared(r, namesOfQualityFlag as ReadonlySet<string>);
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
}

const namesOfRecordQuality: ReadonlySet<unknown> = new Set(["flags"]);

function read_RecordQuality_flags(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of QualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readQualityFlag(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readRecordQuality(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'RecordQuality');
  let at = '';
  try {
    if (r.flags === undefined) r.flags = [];
    at = 'flags'; read_RecordQuality_flags(r.flags, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 1) dropUnknown(r, namesOfRecordQuality as ReadonlySet<string>, tally);
  return r;
}

function check_RecordQuality_flags(value: unknown): void {
  const all = asList(value, 'array of QualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkQualityFlag(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkRecordQuality(value: unknown): void {
  const r = asFields(value, 'RecordQuality');
  if (countFields(r) !== 1) refuseUndeclared(r, namesOfRecordQuality as ReadonlySet<string>);
  let at = '';
  try {
    at = 'flags'; check_RecordQuality_flags(r.flags);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfMinerHardware: ReadonlySet<unknown> = new Set(["hw_errors","hw_error_percent","restart_count","fan_mode"]);

function readMinerHardware(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerHardware');
  if (r.hw_errors === undefined) r.hw_errors = null;
  else if (r.hw_errors !== null && !isLong(r.hw_errors)) refuse('hw_errors', 'long or null', r.hw_errors);
  if (r.hw_error_percent === undefined) r.hw_error_percent = null;
  else if (r.hw_error_percent !== null && !isDouble(r.hw_error_percent)) refuse('hw_error_percent', 'double or null', r.hw_error_percent);
  if (r.restart_count === undefined) r.restart_count = null;
  else if (r.restart_count !== null && !isLong(r.restart_count)) refuse('restart_count', 'long or null', r.restart_count);
  if (r.fan_mode === undefined) r.fan_mode = null;
  else if (r.fan_mode !== null && !(typeof r.fan_mode === 'string')) refuse('fan_mode', 'string or null', r.fan_mode);
  if (countFields(r) !== 4) dropUnknown(r, namesOfMinerHardware as ReadonlySet<string>, tally);
  return r;
}

function checkMinerHardware(value: unknown): void {
  const r = asFields(value, 'MinerHardware');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfMinerHardware as ReadonlySet<string>);
  if (r.hw_errors !== null && !isLong(r.hw_errors)) refuse('hw_errors', 'long or null', r.hw_errors);
  if (r.hw_error_percent !== null && !isDouble(r.hw_error_percent)) refuse('hw_error_percent', 'double or null', r.hw_error_percent);
  if (r.restart_count !== null && !isLong(r.restart_count)) refuse('restart_count', 'long or null', r.restart_count);
  if (r.fan_mode !== null && !(typeof r.fan_mode === 'string')) refuse('fan_mode', 'string or null', r.fan_mode);
}

const namesOfMinerTelemetry: ReadonlySet<unknown> = new Set(["timestamp","observed_at","miner_id","ip_address","model","firmware_version","firmware_name","algorithm","driver","location","kind","lane","interval_ms","state","hashrate","temperature","power","fans","pool","shares","status","config","quality","hardware"]);

function read_MinerTelemetry_fans(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of MinerFan');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readMinerFan(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readMinerTelemetry(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerTelemetry');
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!(typeof r.ip_address === 'string')) refuse('ip_address', 'string', r.ip_address);
  if (r.model === undefined) r.model = null;
  else if (r.model !== null && !(typeof r.model === 'string')) refuse('model', 'string or null', r.model);
  if (r.firmware_version === undefined) r.firmware_version = null;
  else if (r.firmware_version !== null && !(typeof r.firmware_version === 'string')) refuse('firmware_version', 'string or null', r.firmware_version);
  if (r.firmware_name === undefined) r.firmware_name = null;
  else if (r.firmware_name !== null && !(typeof r.firmware_name === 'string')) refuse('firmware_name', 'string or null', r.firmware_name);
  if (!namesOfAlgorithm.has(r.algorithm)) { if (typeof r.algorithm === 'string') { r.algorithm = 'unknown'; tally.unknownFields += 1; } else refuse('algorithm', 'one of sha256d, scrypt, unknown', r.algorithm); }
  if (!(typeof r.driver === 'string')) refuse('driver', 'string', r.driver);
  if (r.location === undefined) r.location = null;
  else if (r.location !== null && !(typeof r.location === 'string')) refuse('location', 'string or null', r.location);
  if (r.kind === undefined) r.kind = "poll";
  else if (!(typeof r.kind === 'string')) refuse('kind', 'string', r.kind);
  if (r.lane === undefined) r.lane = "live";
  else if (!namesOfLane.has(r.lane)) refuse('lane', 'one of live, backfill', r.lane);
  if (!isInt(r.interval_ms)) refuse('interval_ms', 'int', r.interval_ms);
  if (!namesOfMinerState.has(r.state)) refuse('state', 'one of hashing, degraded, paused, stale, offline, unknown', r.state);
  let at = '';
  try {
    at = 'hashrate'; readMinerHashrate(r.hashrate, tally);
    if (r.temperature === undefined) r.temperature = {};
    at = 'temperature'; readMinerTemperature(r.temperature, tally);
    if (r.power === undefined) r.power = {};
    at = 'power'; readMinerPower(r.power, tally);
    if (r.fans === undefined) r.fans = [];
    at = 'fans'; read_MinerTelemetry_fans(r.fans, tally);
    if (r.pool === undefined) r.pool = {};
    at = 'pool'; readMinerPool(r.pool, tally);
    if (r.shares === undefined) r.shares = {};
    at = 'shares'; readMinerShares(r.shares, tally);
    if (r.status === undefined) r.status = {};
    at = 'status'; readMinerStatus(r.status, tally);
    if (r.config === undefined) r.config = {};
    at = 'config'; readMinerSettings(r.config, tally);
    if (r.quality === undefined) r.quality = {};
    at = 'quality'; readRecordQuality(r.quality, tally);
    if (r.hardware === undefined) r.hardware = {};
    at = 'hardware'; readMinerHardware(r.hardware, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 24) dropUnknown(r, namesOfMinerTelemetry as ReadonlySet<string>, tally);
  return r;
}

function check_MinerTelemetry_fans(value: unknown): void {
  const all = asList(value, 'array of MinerFan');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkMinerFan(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkMinerTelemetry(value: unknown): void {
  const r = asFields(value, 'MinerTelemetry');
  if (countFields(r) !== 24) refuseUndeclared(r, namesOfMinerTelemetry as ReadonlySet<string>);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!(typeof r.ip_address === 'string')) refuse('ip_address', 'string', r.ip_address);
  if (r.model !== null && !(typeof r.model === 'string')) refuse('model', 'string or null', r.model);
  if (r.firmware_version !== null && !(typeof r.firmware_version === 'string')) refuse('firmware_version', 'string or null', r.firmware_version);
  if (r.firmware_name !== null && !(typeof r.firmware_name === 'string')) refuse('firmware_name', 'string or null', r.firmware_name);
  if (!namesOfAlgorithm.has(r.algorithm)) refuse('algorithm', 'one of sha256d, scrypt, unknown', r.algorithm);
  if (!(typeof r.driver === 'string')) refuse('driver', 'string', r.driver);
  if (r.location !== null && !(typeof r.location === 'string')) refuse('location', 'string or null', r.location);
  if (!(typeof r.kind === 'string')) refuse('kind', 'string', r.kind);
  if (!namesOfLane.has(r.lane)) refuse('lane', 'one of live, backfill', r.lane);
  if (!isInt(r.interval_ms)) refuse('interval_ms', 'int', r.interval_ms);
  if (!namesOfMinerState.has(r.state)) refuse('state', 'one of hashing, degraded, paused, stale, offline, unknown', r.state);
  let at = '';
  try {
    at = 'hashrate'; checkMinerHashrate(r.hashrate);
    at = 'temperature'; checkMinerTemperature(r.temperature);
    at = 'power'; checkMinerPower(r.power);
    at = 'fans'; check_MinerTelemetry_fans(r.fans);
    at = 'pool'; checkMinerPool(r.pool);
    at = 'shares'; checkMinerShares(r.shares);
    at = 'status'; checkMinerStatus(r.status);
    at = 'config'; checkMinerSettings(r.config);
    at = 'quality'; checkRecordQuality(r.quality);
    at = 'hardware'; checkMinerHardware(r.hardware);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link MinerTelemetry} into plain JSON and back. */
export const minerTelemetryCodec: Codec<MinerTelemetry, MinerTelemetryInput> = createCodec<MinerTelemetry, MinerTelemetryInput>({
  recordName: 'miner_telemetry',
  schema: 'miner_telemetry/1',
  maxBytes: 1048576,
  read: (value, tally) => readMinerTelemetry(value, tally) as unknown as MinerTelemetry,
  check: checkMinerTelemetry,
});

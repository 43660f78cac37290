// Generated from schemas/ by `npm run generate`; do not edit.
import type { DerivedMetrics, DerivedMetricsInput } from './derived-metrics.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, asList, checkKey, countFields, createCodec, dropUnknown, isDouble, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfDerivedScope: ReadonlySet<unknown> = new Set(["miner","rack","site","algorithm","fleet","other"]);

const namesOfDerivedCoverage: ReadonlySet<unknown> = new Set(["fraction","miners","readings","expected_readings"]);

function readDerivedCoverage(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'DerivedCoverage');
  if (r.fraction === undefined) r.fraction = null;
  else if (r.fraction !== null && !isDouble(r.fraction)) refuse('fraction', 'double or null', r.fraction);
  if (r.miners === undefined) r.miners = 0;
  else if (!isLong(r.miners)) refuse('miners', 'long', r.miners);
  if (r.readings === undefined) r.readings = 0;
  else if (!isLong(r.readings)) refuse('readings', 'long', r.readings);
  if (r.expected_readings === undefined) r.expected_readings = 0;
  else if (!isLong(r.expected_readings)) refuse('expected_readings', 'long', r.expected_readings);
  if (countFields(r) !== 4) dropUnknown(r, namesOfDerivedCoverage as ReadonlySet<string>, tally);
  return r;
}

function checkDerivedCoverage(value: unknown): void {
  const r = asFields(value, 'DerivedCoverage');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfDerivedCoverage as ReadonlySet<string>);
  if (r.fraction !== null && !isDouble(r.fraction)) refuse('fraction', 'double or null', r.fraction);
  if (!isLong(r.miners)) refuse('miners', 'long', r.miners);
  if (!isLong(r.readings)) refuse('readings', 'long', r.readings);
  if (!isLong(r.expected_readings)) refuse('expected_readings', 'long', r.expected_readings);
}

const namesOfDerivedEfficiency: ReadonlySet<unknown> = new Set(["hashrate_stability","power_efficiency","thermal_efficiency","uptime_percentage","hashrate_percent_of_nominal","acceptance_percent"]);

function readDerivedEfficiency(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'DerivedEfficiency');
  if (r.hashrate_stability === undefined) r.hashrate_stability = null;
  else if (r.hashrate_stability !== null && !isDouble(r.hashrate_stability)) refuse('hashrate_stability', 'double or null', r.hashrate_stability);
  if (r.power_efficiency === undefined) r.power_efficiency = null;
  else if (r.power_efficiency !== null && !isDouble(r.power_efficiency)) refuse('power_efficiency', 'double or null', r.power_efficiency);
  if (r.thermal_efficiency === undefined) r.thermal_efficiency = null;
  else if (r.thermal_efficiency !== null && !isDouble(r.thermal_efficiency)) refuse('thermal_efficiency', 'double or null', r.thermal_efficiency);
  if (r.uptime_percentage === undefined) r.uptime_percentage = null;
  else if (r.uptime_percentage !== null && !isDouble(r.uptime_percentage)) refuse('uptime_percentage', 'double or null', r.uptime_percentage);
  if (r.hashrate_percent_of_nominal === undefined) r.hashrate_percent_of_nominal = null;
  else if (r.hashrate_percent_of_nominal !== null && !isDouble(r.hashrate_percent_of_nominal)) refuse('hashrate_percent_of_nominal', 'double or null', r.hashrate_percent_of_nominal);
  if (r.acceptance_percent === undefined) r.acceptance_percent = null;
  else if (r.acceptance_percent !== null && !isDouble(r.acceptance_percent)) refuse('acceptance_percent', 'double or null', r.acceptance_percent);
  if (countFields(r) !== 6) dropUnknown(r, namesOfDerivedEfficiency as ReadonlySet<string>, tally);
  return r;
}

function checkDerivedEfficiency(value: unknown): void {
  const r = asFields(value, 'DerivedEfficiency');
  if (countFields(r) !== 6) refuseUndeclared(r, namesOfDerivedEfficiency as ReadonlySet<string>);
  if (r.hashrate_stability !== null && !isDouble(r.hashrate_stability)) refuse('hashrate_stability', 'double or null', r.hashrate_stability);
  if (r.power_efficiency !== null && !isDouble(r.power_efficiency)) refuse('power_efficiency', 'double or null', r.power_efficiency);
  if (r.thermal_efficiency !== null && !isDouble(r.thermal_efficiency)) refuse('thermal_efficiency', 'double or null', r.thermal_efficiency);
  if (r.uptime_percentage !== null && !isDouble(r.uptime_percentage)) refuse('uptime_percentage', 'double or null', r.uptime_percentage);
  if (r.hashrate_percent_of_nominal !== null && !isDouble(r.hashrate_percent_of_nominal)) refuse('hashrate_percent_of_nominal', 'double or null', r.hashrate_percent_of_nominal);
  if (r.acceptance_percent !== null && !isDouble(r.acceptance_percent)) refuse('acceptance_percent', 'double or null', r.acceptance_percent);
}

const namesOfDerivedFinance: ReadonlySet<unknown> = new Set(["revenue","cost","profit","roi","break_even_days","currency","revenue_per_unit_day","cost_per_unit_day","energy_kwh","revenue_per_kwh","basis"]);

function read_DerivedFinance_basis(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readDerivedFinance(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'DerivedFinance');
  if (r.revenue === undefined) r.revenue = null;
  else if (r.revenue !== null && !isDouble(r.revenue)) refuse('revenue', 'double or null', r.revenue);
  if (r.cost === undefined) r.cost = null;
  else if (r.cost !== null && !isDouble(r.cost)) refuse('cost', 'double or null', r.cost);
  if (r.profit === undefined) r.profit = null;
  else if (r.profit !== null && !isDouble(r.profit)) refuse('profit', 'double or null', r.profit);
  if (r.roi === undefined) r.roi = null;
  else if (r.roi !== null && !isDouble(r.roi)) refuse('roi', 'double or null', r.roi);
  if (r.break_even_days === undefined) r.break_even_days = null;
  else if (r.break_even_days !== null && !isDouble(r.break_even_days)) refuse('break_even_days', 'double or null', r.break_even_days);
  if (r.currency === undefined) r.currency = null;
  else if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
  if (r.revenue_per_unit_day === undefined) r.revenue_per_unit_day = null;
  else if (r.revenue_per_unit_day !== null && !isDouble(r.revenue_per_unit_day)) refuse('revenue_per_unit_day', 'double or null', r.revenue_per_unit_day);
  if (r.cost_per_unit_day === undefined) r.cost_per_unit_day = null;
  else if (r.cost_per_unit_day !== null && !isDouble(r.cost_per_unit_day)) refuse('cost_per_unit_day', 'double or null', r.cost_per_unit_day);
  if (r.energy_kwh === undefined) r.energy_kwh = null;
  else if (r.energy_kwh !== null && !isDouble(r.energy_kwh)) refuse('energy_kwh', 'double or null', r.energy_kwh);
  if (r.revenue_per_kwh === undefined) r.revenue_per_kwh = null;
  else if (r.revenue_per_kwh !== null && !isDouble(r.revenue_per_kwh)) refuse('revenue_per_kwh', 'double or null', r.revenue_per_kwh);
  let at = '';
  try {
    if (r.basis === undefined) r.basis = {};
    at = 'basis'; read_DerivedFinance_basis(r.basis, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 11) dropUnknown(r, namesOfDerivedFinance as ReadonlySet<string>, tally);
  return r;
}

function check_DerivedFinance_basis(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkDerivedFinance(value: unknown): void {
  const r = asFields(value, 'DerivedFinance');
  if (countFields(r) !== 11) refuseUndeclared(r, namesOfDerivedFinance as ReadonlySet<string>);
  if (r.revenue !== null && !isDouble(r.revenue)) refuse('revenue', 'double or null', r.revenue);
  if (r.cost !== null && !isDouble(r.cost)) refuse('cost', 'double or null', r.cost);
  if (r.profit !== null && !isDouble(r.profit)) refuse('profit', 'double or null', r.profit);
  if (r.roi !== null && !isDouble(r.roi)) refuse('roi', 'double or null', r.roi);
  if (r.break_even_days !== null && !isDouble(r.break_even_days)) refuse('break_even_days', 'double or null', r.break_even_days);
  if (r.currency !== null && !(typeof r.currency === 'string')) refuse('currency', 'string or null', r.currency);
  if (r.revenue_per_unit_day !== null && !isDouble(r.revenue_per_unit_day)) refuse('revenue_per_unit_day', 'double or null', r.revenue_per_unit_day);
  if (r.cost_per_unit_day !== null && !isDouble(r.cost_per_unit_day)) refuse('cost_per_unit_day', 'double or null', r.cost_per_unit_day);
  if (r.energy_kwh !== null && !isDouble(r.energy_kwh)) refuse('energy_kwh', 'double or null', r.energy_kwh);
  if (r.revenue_per_kwh !== null && !isDouble(r.revenue_per_kwh)) refuse('revenue_per_kwh', 'double or null', r.revenue_per_kwh);
  let at = '';
  try {
    at = 'basis'; check_DerivedFinance_basis(r.basis);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfDerivedOpportunity: ReadonlySet<unknown> = new Set(["type","description","potential_impact","confidence"]);

function readDerivedOpportunity(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'DerivedOpportunity');
  if (!(typeof r.type === 'string')) refuse('type', 'string', r.type);
  if (!(typeof r.description === 'string')) refuse('description', 'string', r.description);
  if (r.potential_impact === undefined) r.potential_impact = null;
  else if (r.potential_impact !== null && !isDouble(r.potential_impact)) refuse('potential_impact', 'double or null', r.potential_impact);
  if (r.confidence === undefined) r.confidence = null;
  else if (r.confidence !== null && !isDouble(r.confidence)) refuse('confidence', 'double or null', r.confidence);
  if (countFields(r) !== 4) dropUnknown(r, namesOfDerivedOpportunity as ReadonlySet<string>, tally);
  return r;
}

function checkDerivedOpportunity(value: unknown): void {
  const r = asFields(value, 'DerivedOpportunity');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfDerivedOpportunity as ReadonlySet<string>);
  if (!(typeof r.type === 'string')) refuse('type', 'string', r.type);
  if (!(typeof r.description === 'string')) refuse('description', 'string', r.description);
  if (r.potential_impact !== null && !isDouble(r.potential_impact)) refuse('potential_impact', 'double or null', r.potential_impact);
  if (r.confidence !== null && !isDouble(r.confidence)) refuse('confidence', 'double or null', r.confidence);
}

const namesOfDerivedAnomaly: ReadonlySet<unknown> = new Set(["hashrate","temperature","power","shares","overall"]);

function readDerivedAnomaly(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'DerivedAnomaly');
  if (r.hashrate === undefined) r.hashrate = null;
  else if (r.hashrate !== null && !isDouble(r.hashrate)) refuse('hashrate', 'double or null', r.hashrate);
  if (r.temperature === undefined) r.temperature = null;
  else if (r.temperature !== null && !isDouble(r.temperature)) refuse('temperature', 'double or null', r.temperature);
  if (r.power === undefined) r.power = null;
  else if (r.power !== null && !isDouble(r.power)) refuse('power', 'double or null', r.power);
  if (r.shares === undefined) r.shares = null;
  else if (r.shares !== null && !isDouble(r.shares)) refuse('shares', 'double or null', r.shares);
  if (r.overall === undefined) r.overall = null;
  else if (r.overall !== null && !isDouble(r.overall)) refuse('overall', 'double or null', r.overall);
  if (countFields(r) !== 5) dropUnknown(r, namesOfDerivedAnomaly as ReadonlySet<string>, tally);
  return r;
}

function checkDerivedAnomaly(value: unknown): void {
  const r = asFields(value, 'DerivedAnomaly');
  if (countFields(r) !== 5) refuseUndeclared(r, namesOfDerivedAnomaly as ReadonlySet<string>);
  if (r.hashrate !== null && !isDouble(r.hashrate)) refuse('hashrate', 'double or null', r.hashrate);
  if (r.temperature !== null && !isDouble(r.temperature)) refuse('temperature', 'double or null', r.temperature);
  if (r.power !== null && !isDouble(r.power)) refuse('power', 'double or null', r.power);
  if (r.shares !== null && !isDouble(r.shares)) refuse('shares', 'double or null', r.shares);
  if (r.overall !== null && !isDouble(r.overall)) refuse('overall', 'double or null', r.overall);
}

const namesOfDerivedForecast: ReadonlySet<unknown> = new Set(["next_24h_hashrate","next_24h_revenue","next_7d_profitability","confidence"]);

function readDerivedForecast(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'DerivedForecast');
  if (r.next_24h_hashrate === undefined) r.next_24h_hashrate = null;
  else if (r.next_24h_hashrate !== null && !isDouble(r.next_24h_hashrate)) refuse('next_24h_hashrate', 'double or null', r.next_24h_hashrate);
  if (r.next_24h_revenue === undefined) r.next_24h_revenue = null;
  else if (r.next_24h_revenue !== null && !isDouble(r.next_24h_revenue)) refuse('next_24h_revenue', 'double or null', r.next_24h_revenue);
  if (r.next_7d_profitability === undefined) r.next_7d_profitability = null;
  else if (r.next_7d_profitability !== null && !isDouble(r.next_7d_profitability)) refuse('next_7d_profitability', 'double or null', r.next_7d_profitability);
  if (r.confidence === undefined) r.confidence = null;
  else if (r.confidence !== null && !isDouble(r.confidence)) refuse('confidence', 'double or null', r.confidence);
  if (countFields(r) !== 4) dropUnknown(r, namesOfDerivedForecast as ReadonlySet<string>, tally);
  return r;
}

function checkDerivedForecast(value: unknown): void {
  const r = asFields(value, 'DerivedForecast');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfDerivedForecast as ReadonlySet<string>);
  if (r.next_24h_hashrate !== null && !isDouble(r.next_24h_hashrate)) refuse('next_24h_hashrate', 'double or null', r.next_24h_hashrate);
  if (r.next_24h_revenue !== null && !isDouble(r.next_24h_revenue)) refuse('next_24h_revenue', 'double or null', r.next_24h_revenue);
  if (r.next_7d_profitability !== null && !isDouble(r.next_7d_profitability)) refuse('next_7d_profitability', 'double or null', r.next_7d_profitability);
  if (r.confidence !== null && !isDouble(r.confidence)) refuse('confidence', 'double or null', r.confidence);
}

const namesOfDerivedQualityFlag: ReadonlySet<unknown> = new Set(["path","reason"]);

function readDerivedQualityFlag(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'DerivedQualityFlag');
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
  if (countFields(r) !== 2) dropUnknown(r, namesOfDerivedQualityFlag as ReadonlySet<string>, tally);
  return r;
}

function checkDerivedQualityFlag(value: unknown): void {
  const r = asFields(value, 'DerivedQualityFlag');
  if (countFields(r) !== 2) refuseUndeclared(r, namesOfDerivedQualityFlag as ReadonlySet<string>);
  if (!(typeof r.path === 'string')) refuse('path', 'string', r.path);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
}

const namesOfDerivedQuality: ReadonlySet<unknown> = new Set(["flags"]);

function read_DerivedQuality_flags(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of DerivedQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readDerivedQualityFlag(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readDerivedQuality(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'DerivedQuality');
  let at = '';
  try {
    if (r.flags === undefined) r.flags = [];
    at = 'flags'; read_DerivedQuality_flags(r.flags, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 1) dropUnknown(r, namesOfDerivedQuality as ReadonlySet<string>, tally);
  return r;
}

function check_DerivedQuality_flags(value: unknown): void {
  const all = asList(value, 'array of DerivedQualityFlag');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkDerivedQualityFlag(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkDerivedQuality(value: unknown): void {
  const r = asFields(value, 'DerivedQuality');
  if (countFields(r) !== 1) refuseUndeclared(r, namesOfDerivedQuality as ReadonlySet<string>);
  let at = '';
  try {
    at = 'flags'; check_DerivedQuality_flags(r.flags);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfDerivedMetrics: ReadonlySet<unknown> = new Set(["timestamp","miner_id","scope","scope_id","algorithm","time_period","coverage","operational_efficiency","financial_metrics","optimization_opportunities","anomaly_scores","forecasts","quality_score","quality"]);

function read_DerivedMetrics_optimization_opportunities(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of DerivedOpportunity');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readDerivedOpportunity(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readDerivedMetrics(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'DerivedMetrics');
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (r.miner_id === undefined) r.miner_id = null;
  else if (r.miner_id !== null && !(typeof r.miner_id === 'string')) refuse('miner_id', 'string or null', r.miner_id);
  if (!namesOfDerivedScope.has(r.scope)) { if (typeof r.scope === 'string') { r.scope = 'other'; tally.unknownFields += 1; } else refuse('scope', 'one of miner, rack, site, algorithm, fleet, other', r.scope); }
  if (!(typeof r.scope_id === 'string')) refuse('scope_id', 'string', r.scope_id);
  if (r.algorithm === undefined) r.algorithm = null;
  else if (r.algorithm !== null && !(typeof r.algorithm === 'string')) refuse('algorithm', 'string or null', r.algorithm);
  if (!(typeof r.time_period === 'string')) refuse('time_period', 'string', r.time_period);
  if (r.quality_score === undefined) r.quality_score = null;
  else if (r.quality_score !== null && !isDouble(r.quality_score)) refuse('quality_score', 'double or null', r.quality_score);
  let at = '';
  try {
    if (r.coverage === undefined) r.coverage = {};
    at = 'coverage'; readDerivedCoverage(r.coverage, tally);
    if (r.operational_efficiency === undefined) r.operational_efficiency = {};
    at = 'operational_efficiency'; readDerivedEfficiency(r.operational_efficiency, tally);
    if (r.financial_metrics === undefined) r.financial_metrics = {};
    at = 'financial_metrics'; readDerivedFinance(r.financial_metrics, tally);
    if (r.optimization_opportunities === undefined) r.optimization_opportunities = [];
    at = 'optimization_opportunities'; read_DerivedMetrics_optimization_opportunities(r.optimization_opportunities, tally);
    if (r.anomaly_scores === undefined) r.anomaly_scores = {};
    at = 'anomaly_scores'; readDerivedAnomaly(r.anomaly_scores, tally);
    if (r.forecasts === undefined) r.forecasts = {};
    at = 'forecasts'; readDerivedForecast(r.forecasts, tally);
    if (r.quality === undefined) r.quality = {};
    at = 'quality'; readDerivedQuality(r.quality, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 14) dropUnknown(r, namesOfDerivedMetrics as ReadonlySet<string>, tally);
  return r;
}

function check_DerivedMetrics_optimization_opportunities(value: unknown): void {
  const all = asList(value, 'array of DerivedOpportunity');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkDerivedOpportunity(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkDerivedMetrics(value: unknown): void {
  const r = asFields(value, 'DerivedMetrics');
  if (countFields(r) !== 14) refuseUndeclared(r, namesOfDerivedMetrics as ReadonlySet<string>);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (r.miner_id !== null && !(typeof r.miner_id === 'string')) refuse('miner_id', 'string or null', r.miner_id);
  if (!namesOfDerivedScope.has(r.scope)) refuse('scope', 'one of miner, rack, site, algorithm, fleet, other', r.scope);
  if (!(typeof r.scope_id === 'string')) refuse('scope_id', 'string', r.scope_id);
  if (r.algorithm !== null && !(typeof r.algorithm === 'string')) refuse('algorithm', 'string or null', r.algorithm);
  if (!(typeof r.time_period === 'string')) refuse('time_period', 'string', r.time_period);
  if (r.quality_score !== null && !isDouble(r.quality_score)) refuse('quality_score', 'double or null', r.quality_score);
  let at = '';
  try {
    at = 'coverage'; checkDerivedCoverage(r.coverage);
    at = 'operational_efficiency'; checkDerivedEfficiency(r.operational_efficiency);
    at = 'financial_metrics'; checkDerivedFinance(r.financial_metrics);
    at = 'optimization_opportunities'; check_DerivedMetrics_optimization_opportunities(r.optimization_opportunities);
    at = 'anomaly_scores'; checkDerivedAnomaly(r.anomaly_scores);
    at = 'forecasts'; checkDerivedForecast(r.forecasts);
    at = 'quality'; checkDerivedQuality(r.quality);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link DerivedMetrics} into plain JSON and back. */
export const derivedMetricsCodec: Codec<DerivedMetrics, DerivedMetricsInput> = createCodec<DerivedMetrics, DerivedMetricsInput>({
  recordName: 'derived_metrics',
  schema: 'derived_metrics/1',
  maxBytes: 1048576,
  read: (value, tally) => readDerivedMetrics(value, tally) as unknown as DerivedMetrics,
  check: checkDerivedMetrics,
});

// Generated from schemas/ by `npm run generate`; do not edit.
import type { ServiceStatus, ServiceStatusInput } from './service-status.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, asList, checkKey, countFields, createCodec, dropUnknown, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfServiceState: ReadonlySet<unknown> = new Set(["starting","running","degraded","draining","stopped","failed","unknown"]);

const namesOfIntegrationState: ReadonlySet<unknown> = new Set(["up","down","paused","unknown"]);

const namesOfServiceLedger: ReadonlySet<unknown> = new Set(["produced","stored","dead_lettered","dropped","lost","compacted","in_flight"]);

function read_ServiceLedger_dropped(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of long');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isLong(all[key])) refuse('', 'long', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readServiceLedger(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'ServiceLedger');
  if (r.produced === undefined) r.produced = 0;
  else if (!isLong(r.produced)) refuse('produced', 'long', r.produced);
  if (r.stored === undefined) r.stored = 0;
  else if (!isLong(r.stored)) refuse('stored', 'long', r.stored);
  if (r.dead_lettered === undefined) r.dead_lettered = 0;
  else if (!isLong(r.dead_lettered)) refuse('dead_lettered', 'long', r.dead_lettered);
  if (r.lost === undefined) r.lost = 0;
  else if (!isLong(r.lost)) refuse('lost', 'long', r.lost);
  if (r.compacted === undefined) r.compacted = 0;
  else if (!isLong(r.compacted)) refuse('compacted', 'long', r.compacted);
  if (r.in_flight === undefined) r.in_flight = 0;
  else if (!isLong(r.in_flight)) refuse('in_flight', 'long', r.in_flight);
  let at = '';
  try {
    if (r.dropped === undefined) r.dropped = {};
    at = 'dropped'; read_ServiceLedger_dropped(r.dropped, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 7) dropUnknown(r, namesOfServiceLedger as ReadonlySet<string>, tally);
  return r;
}

function check_ServiceLedger_dropped(value: unknown): void {
  const all = asFields(value, 'map of long');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isLong(all[key])) refuse('', 'long', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkServiceLedger(value: unknown): void {
  const r = asFields(value, 'ServiceLedger');
  if (countFields(r) !== 7) refuseUndeclared(r, namesOfServiceLedger as ReadonlySet<string>);
  if (!isLong(r.produced)) refuse('produced', 'long', r.produced);
  if (!isLong(r.stored)) refuse('stored', 'long', r.stored);
  if (!isLong(r.dead_lettered)) refuse('dead_lettered', 'long', r.dead_lettered);
  if (!isLong(r.lost)) refuse('lost', 'long', r.lost);
  if (!isLong(r.compacted)) refuse('compacted', 'long', r.compacted);
  if (!isLong(r.in_flight)) refuse('in_flight', 'long', r.in_flight);
  let at = '';
  try {
    at = 'dropped'; check_ServiceLedger_dropped(r.dropped);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfServiceError: ReadonlySet<unknown> = new Set(["at","class","message"]);

function readServiceError(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'ServiceError');
  if (!isLong(r.at)) refuse('at', 'long', r.at);
  if (!(typeof r.class === 'string')) refuse('class', 'string', r.class);
  if (!(typeof r.message === 'string')) refuse('message', 'string', r.message);
  if (countFields(r) !== 3) dropUnknown(r, namesOfServiceError as ReadonlySet<string>, tally);
  return r;
}

function checkServiceError(value: unknown): void {
  const r = asFields(value, 'ServiceError');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfServiceError as ReadonlySet<string>);
  if (!isLong(r.at)) refuse('at', 'long', r.at);
  if (!(typeof r.class === 'string')) refuse('class', 'string', r.class);
  if (!(typeof r.message === 'string')) refuse('message', 'string', r.message);
}

const namesOfIntegrationError: ReadonlySet<unknown> = new Set(["at","class","message"]);

function readIntegrationError(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'IntegrationError');
  if (!isLong(r.at)) refuse('at', 'long', r.at);
  if (!(typeof r.class === 'string')) refuse('class', 'string', r.class);
  if (!(typeof r.message === 'string')) refuse('message', 'string', r.message);
  if (countFields(r) !== 3) dropUnknown(r, namesOfIntegrationError as ReadonlySet<string>, tally);
  return r;
}

function checkIntegrationError(value: unknown): void {
  const r = asFields(value, 'IntegrationError');
  if (countFields(r) !== 3) refuseUndeclared(r, namesOfIntegrationError as ReadonlySet<string>);
  if (!isLong(r.at)) refuse('at', 'long', r.at);
  if (!(typeof r.class === 'string')) refuse('class', 'string', r.class);
  if (!(typeof r.message === 'string')) refuse('message', 'string', r.message);
}

const namesOfIntegrationBudget: ReadonlySet<unknown> = new Set(["plan","cap","spent","resets_at","planned","runs_out_at"]);

function readIntegrationBudget(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'IntegrationBudget');
  if (!(typeof r.plan === 'string')) refuse('plan', 'string', r.plan);
  if (!isLong(r.cap)) refuse('cap', 'long', r.cap);
  if (r.spent === undefined) r.spent = null;
  else if (r.spent !== null && !isLong(r.spent)) refuse('spent', 'long or null', r.spent);
  if (r.resets_at === undefined) r.resets_at = null;
  else if (r.resets_at !== null && !isLong(r.resets_at)) refuse('resets_at', 'long or null', r.resets_at);
  if (r.planned === undefined) r.planned = null;
  else if (r.planned !== null && !isLong(r.planned)) refuse('planned', 'long or null', r.planned);
  if (r.runs_out_at === undefined) r.runs_out_at = null;
  else if (r.runs_out_at !== null && !isLong(r.runs_out_at)) refuse('runs_out_at', 'long or null', r.runs_out_at);
  if (countFields(r) !== 6) dropUnknown(r, namesOfIntegrationBudget as ReadonlySet<string>, tally);
  return r;
}

function checkIntegrationBudget(value: unknown): void {
  const r = asFields(value, 'IntegrationBudget');
  if (countFields(r) !== 6) refuseUndeclared(r, namesOfIntegrationBudget as ReadonlySet<string>);
  if (!(typeof r.plan === 'string')) refuse('plan', 'string', r.plan);
  if (!isLong(r.cap)) refuse('cap', 'long', r.cap);
  if (r.spent !== null && !isLong(r.spent)) refuse('spent', 'long or null', r.spent);
  if (r.resets_at !== null && !isLong(r.resets_at)) refuse('resets_at', 'long or null', r.resets_at);
  if (r.planned !== null && !isLong(r.planned)) refuse('planned', 'long or null', r.planned);
  if (r.runs_out_at !== null && !isLong(r.runs_out_at)) refuse('runs_out_at', 'long or null', r.runs_out_at);
}

const namesOfIntegrationRequest: ReadonlySet<unknown> = new Set(["name","interval_s","schedule","calls_per_month","credits_per_month","next_at"]);

function readIntegrationRequest(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'IntegrationRequest');
  if (!(typeof r.name === 'string')) refuse('name', 'string', r.name);
  if (!isLong(r.interval_s)) refuse('interval_s', 'long', r.interval_s);
  if (r.schedule === undefined) r.schedule = null;
  else if (r.schedule !== null && !(typeof r.schedule === 'string')) refuse('schedule', 'string or null', r.schedule);
  if (r.calls_per_month === undefined) r.calls_per_month = null;
  else if (r.calls_per_month !== null && !isLong(r.calls_per_month)) refuse('calls_per_month', 'long or null', r.calls_per_month);
  if (r.credits_per_month === undefined) r.credits_per_month = null;
  else if (r.credits_per_month !== null && !isLong(r.credits_per_month)) refuse('credits_per_month', 'long or null', r.credits_per_month);
  if (r.next_at === undefined) r.next_at = null;
  else if (r.next_at !== null && !isLong(r.next_at)) refuse('next_at', 'long or null', r.next_at);
  if (countFields(r) !== 6) dropUnknown(r, namesOfIntegrationRequest as ReadonlySet<string>, tally);
  return r;
}

function checkIntegrationRequest(value: unknown): void {
  const r = asFields(value, 'IntegrationRequest');
  if (countFields(r) !== 6) refuseUndeclared(r, namesOfIntegrationRequest as ReadonlySet<string>);
  if (!(typeof r.name === 'string')) refuse('name', 'string', r.name);
  if (!isLong(r.interval_s)) refuse('interval_s', 'long', r.interval_s);
  if (r.schedule !== null && !(typeof r.schedule === 'string')) refuse('schedule', 'string or null', r.schedule);
  if (r.calls_per_month !== null && !isLong(r.calls_per_month)) refuse('calls_per_month', 'long or null', r.calls_per_month);
  if (r.credits_per_month !== null && !isLong(r.credits_per_month)) refuse('credits_per_month', 'long or null', r.credits_per_month);
  if (r.next_at !== null && !isLong(r.next_at)) refuse('next_at', 'long or null', r.next_at);
}

const namesOfServiceIntegration: ReadonlySet<unknown> = new Set(["id","state","since","last_answer_at","last_error","paused_until","paused_by","paused_reason","budget","requests"]);

function read_ServiceIntegration_requests(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of IntegrationRequest');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readIntegrationRequest(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readServiceIntegration(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'ServiceIntegration');
  if (!(typeof r.id === 'string')) refuse('id', 'string', r.id);
  if (r.state === undefined) r.state = "unknown";
  else if (!namesOfIntegrationState.has(r.state)) { if (typeof r.state === 'string') { r.state = 'unknown'; tally.unknownFields += 1; } else refuse('state', 'one of up, down, paused, unknown', r.state); }
  if (r.since === undefined) r.since = null;
  else if (r.since !== null && !isLong(r.since)) refuse('since', 'long or null', r.since);
  if (r.last_answer_at === undefined) r.last_answer_at = null;
  else if (r.last_answer_at !== null && !isLong(r.last_answer_at)) refuse('last_answer_at', 'long or null', r.last_answer_at);
  if (r.paused_until === undefined) r.paused_until = null;
  else if (r.paused_until !== null && !isLong(r.paused_until)) refuse('paused_until', 'long or null', r.paused_until);
  if (r.paused_by === undefined) r.paused_by = null;
  else if (r.paused_by !== null && !(typeof r.paused_by === 'string')) refuse('paused_by', 'string or null', r.paused_by);
  if (r.paused_reason === undefined) r.paused_reason = null;
  else if (r.paused_reason !== null && !(typeof r.paused_reason === 'string')) refuse('paused_reason', 'string or null', r.paused_reason);
  let at = '';
  try {
    if (r.last_error === undefined) r.last_error = null;
    at = 'last_error'; if (r.last_error !== null) readIntegrationError(r.last_error, tally);
    if (r.budget === undefined) r.budget = null;
    at = 'budget'; if (r.budget !== null) readIntegrationBudget(r.budget, tally);
    if (r.requests === undefined) r.requests = [];
    at = 'requests'; read_ServiceIntegration_requests(r.requests, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 10) dropUnknown(r, namesOfServiceIntegration as ReadonlySet<string>, tally);
  return r;
}

function check_ServiceIntegration_requests(value: unknown): void {
  const all = asList(value, 'array of IntegrationRequest');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkIntegrationRequest(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkServiceIntegration(value: unknown): void {
  const r = asFields(value, 'ServiceIntegration');
  if (countFields(r) !== 10) refuseUndeclared(r, namesOfServiceIntegration as ReadonlySet<string>);
  if (!(typeof r.id === 'string')) refuse('id', 'string', r.id);
  if (!namesOfIntegrationState.has(r.state)) refuse('state', 'one of up, down, paused, unknown', r.state);
  if (r.since !== null && !isLong(r.since)) refuse('since', 'long or null', r.since);
  if (r.last_answer_at !== null && !isLong(r.last_answer_at)) refuse('last_answer_at', 'long or null', r.last_answer_at);
  if (r.paused_until !== null && !isLong(r.paused_until)) refuse('paused_until', 'long or null', r.paused_until);
  if (r.paused_by !== null && !(typeof r.paused_by === 'string')) refuse('paused_by', 'string or null', r.paused_by);
  if (r.paused_reason !== null && !(typeof r.paused_reason === 'string')) refuse('paused_reason', 'string or null', r.paused_reason);
  let at = '';
  try {
    at = 'last_error'; if (r.last_error !== null) checkIntegrationError(r.last_error);
    at = 'budget'; if (r.budget !== null) checkIntegrationBudget(r.budget);
    at = 'requests'; check_ServiceIntegration_requests(r.requests);
  } catch (error) {
    throw within(error, at);
  }
}

const namesOfServiceStatus: ReadonlySet<unknown> = new Set(["timestamp","service","instance","version","state","started_at","ready","reason","lag","ledger","last_error","integrations"]);

function read_ServiceStatus_lag(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of long');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isLong(all[key])) refuse('', 'long', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function read_ServiceStatus_integrations(value: unknown, tally: DecodeTally): void {
  const all = asList(value, 'array of ServiceIntegration');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { readServiceIntegration(all[key], tally); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function readServiceStatus(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'ServiceStatus');
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.service === 'string')) refuse('service', 'string', r.service);
  if (!(typeof r.instance === 'string')) refuse('instance', 'string', r.instance);
  if (!(typeof r.version === 'string')) refuse('version', 'string', r.version);
  if (!namesOfServiceState.has(r.state)) { if (typeof r.state === 'string') { r.state = 'unknown'; tally.unknownFields += 1; } else refuse('state', 'one of starting, running, degraded, draining, stopped, failed, unknown', r.state); }
  if (!isLong(r.started_at)) refuse('started_at', 'long', r.started_at);
  if (!(typeof r.ready === 'boolean')) refuse('ready', 'boolean', r.ready);
  if (r.reason === undefined) r.reason = null;
  else if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  let at = '';
  try {
    if (r.lag === undefined) r.lag = {};
    at = 'lag'; read_ServiceStatus_lag(r.lag, tally);
    if (r.ledger === undefined) r.ledger = {};
    at = 'ledger'; readServiceLedger(r.ledger, tally);
    if (r.last_error === undefined) r.last_error = null;
    at = 'last_error'; if (r.last_error !== null) readServiceError(r.last_error, tally);
    if (r.integrations === undefined) r.integrations = [];
    at = 'integrations'; read_ServiceStatus_integrations(r.integrations, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 12) dropUnknown(r, namesOfServiceStatus as ReadonlySet<string>, tally);
  return r;
}

function check_ServiceStatus_lag(value: unknown): void {
  const all = asFields(value, 'map of long');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!isLong(all[key])) refuse('', 'long', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function check_ServiceStatus_integrations(value: unknown): void {
  const all = asList(value, 'array of ServiceIntegration');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { checkServiceIntegration(all[key]); }
  } catch (error) {
    throw within(error, `[${key}]`);
  }
}
function checkServiceStatus(value: unknown): void {
  const r = asFields(value, 'ServiceStatus');
  if (countFields(r) !== 12) refuseUndeclared(r, namesOfServiceStatus as ReadonlySet<string>);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.service === 'string')) refuse('service', 'string', r.service);
  if (!(typeof r.instance === 'string')) refuse('instance', 'string', r.instance);
  if (!(typeof r.version === 'string')) refuse('version', 'string', r.version);
  if (!namesOfServiceState.has(r.state)) refuse('state', 'one of starting, running, degraded, draining, stopped, failed, unknown', r.state);
  if (!isLong(r.started_at)) refuse('started_at', 'long', r.started_at);
  if (!(typeof r.ready === 'boolean')) refuse('ready', 'boolean', r.ready);
  if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  let at = '';
  try {
    at = 'lag'; check_ServiceStatus_lag(r.lag);
    at = 'ledger'; checkServiceLedger(r.ledger);
    at = 'last_error'; if (r.last_error !== null) checkServiceError(r.last_error);
    at = 'integrations'; check_ServiceStatus_integrations(r.integrations);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link ServiceStatus} into plain JSON and back. */
export const serviceStatusCodec: Codec<ServiceStatus, ServiceStatusInput> = createCodec<ServiceStatus, ServiceStatusInput>({
  recordName: 'service_status',
  schema: 'service_status/1',
  maxBytes: 1048576,
  read: (value, tally) => readServiceStatus(value, tally) as unknown as ServiceStatus,
  check: checkServiceStatus,
});

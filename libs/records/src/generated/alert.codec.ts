// Generated from schemas/ by `npm run generate`; do not edit.
import type { Alert, AlertInput } from './alert.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, checkKey, countFields, createCodec, dropUnknown, isDouble, isInt, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfAlertState: ReadonlySet<unknown> = new Set(["pending","firing","acknowledged","suppressed","resolved","unknown"]);

const namesOfAlertSeverity: ReadonlySet<unknown> = new Set(["info","warning","critical"]);

const namesOfAlertScope: ReadonlySet<unknown> = new Set(["miner","rack","site","fleet","source","service","other"]);

const namesOfAlert: ReadonlySet<unknown> = new Set(["timestamp","fingerprint","rule","state","severity","scope","subject","miner_id","summary","detail","impact_usd_per_day","value","threshold","unit","evidence","group","occurrences","started_at","acknowledged_by","suppressed_by","escalation","resolved_at","command_id"]);

function read_Alert_evidence(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readAlert(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'Alert');
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.fingerprint === 'string')) refuse('fingerprint', 'string', r.fingerprint);
  if (!(typeof r.rule === 'string')) refuse('rule', 'string', r.rule);
  if (!namesOfAlertState.has(r.state)) { if (typeof r.state === 'string') { r.state = 'unknown'; tally.unknownFields += 1; } else refuse('state', 'one of pending, firing, acknowledged, suppressed, resolved, unknown', r.state); }
  if (!namesOfAlertSeverity.has(r.severity)) refuse('severity', 'one of info, warning, critical', r.severity);
  if (!namesOfAlertScope.has(r.scope)) { if (typeof r.scope === 'string') { r.scope = 'other'; tally.unknownFields += 1; } else refuse('scope', 'one of miner, rack, site, fleet, source, service, other', r.scope); }
  if (!(typeof r.subject === 'string')) refuse('subject', 'string', r.subject);
  if (r.miner_id === undefined) r.miner_id = null;
  else if (r.miner_id !== null && !(typeof r.miner_id === 'string')) refuse('miner_id', 'string or null', r.miner_id);
  if (!(typeof r.summary === 'string')) refuse('summary', 'string', r.summary);
  if (r.detail === undefined) r.detail = null;
  else if (r.detail !== null && !(typeof r.detail === 'string')) refuse('detail', 'string or null', r.detail);
  if (r.impact_usd_per_day === undefined) r.impact_usd_per_day = null;
  else if (r.impact_usd_per_day !== null && !isDouble(r.impact_usd_per_day)) refuse('impact_usd_per_day', 'double or null', r.impact_usd_per_day);
  if (r.value === undefined) r.value = null;
  else if (r.value !== null && !isDouble(r.value)) refuse('value', 'double or null', r.value);
  if (r.threshold === undefined) r.threshold = null;
  else if (r.threshold !== null && !isDouble(r.threshold)) refuse('threshold', 'double or null', r.threshold);
  if (r.unit === undefined) r.unit = null;
  else if (r.unit !== null && !(typeof r.unit === 'string')) refuse('unit', 'string or null', r.unit);
  if (r.group === undefined) r.group = null;
  else if (r.group !== null && !(typeof r.group === 'string')) refuse('group', 'string or null', r.group);
  if (r.occurrences === undefined) r.occurrences = 1;
  else if (!isLong(r.occurrences)) refuse('occurrences', 'long', r.occurrences);
  if (!isLong(r.started_at)) refuse('started_at', 'long', r.started_at);
  if (r.acknowledged_by === undefined) r.acknowledged_by = null;
  else if (r.acknowledged_by !== null && !(typeof r.acknowledged_by === 'string')) refuse('acknowledged_by', 'string or null', r.acknowledged_by);
  if (r.suppressed_by === undefined) r.suppressed_by = null;
  else if (r.suppressed_by !== null && !(typeof r.suppressed_by === 'string')) refuse('suppressed_by', 'string or null', r.suppressed_by);
  if (r.escalation === undefined) r.escalation = 0;
  else if (!isInt(r.escalation)) refuse('escalation', 'int', r.escalation);
  if (r.resolved_at === undefined) r.resolved_at = null;
  else if (r.resolved_at !== null && !isLong(r.resolved_at)) refuse('resolved_at', 'long or null', r.resolved_at);
  if (r.command_id === undefined) r.command_id = null;
  else if (r.command_id !== null && !(typeof r.command_id === 'string')) refuse('command_id', 'string or null', r.command_id);
  let at = '';
  try {
    if (r.evidence === undefined) r.evidence = {};
    at = 'evidence'; read_Alert_evidence(r.evidence, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 23) dropUnknown(r, namesOfAlert as ReadonlySet<string>, tally);
  return r;
}

function check_Alert_evidence(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkAlert(value: unknown): void {
  const r = asFields(value, 'Alert');
  if (countFields(r) !== 23) refuseUndeclared(r, namesOfAlert as ReadonlySet<string>);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.fingerprint === 'string')) refuse('fingerprint', 'string', r.fingerprint);
  if (!(typeof r.rule === 'string')) refuse('rule', 'string', r.rule);
  if (!namesOfAlertState.has(r.state)) refuse('state', 'one of pending, firing, acknowledged, suppressed, resolved, unknown', r.state);
  if (!namesOfAlertSeverity.has(r.severity)) refuse('severity', 'one of info, warning, critical', r.severity);
  if (!namesOfAlertScope.has(r.scope)) refuse('scope', 'one of miner, rack, site, fleet, source, service, other', r.scope);
  if (!(typeof r.subject === 'string')) refuse('subject', 'string', r.subject);
  if (r.miner_id !== null && !(typeof r.miner_id === 'string')) refuse('miner_id', 'string or null', r.miner_id);
  if (!(typeof r.summary === 'string')) refuse('summary', 'string', r.summary);
  if (r.detail !== null && !(typeof r.detail === 'string')) refuse('detail', 'string or null', r.detail);
  if (r.impact_usd_per_day !== null && !isDouble(r.impact_usd_per_day)) refuse('impact_usd_per_day', 'double or null', r.impact_usd_per_day);
  if (r.value !== null && !isDouble(r.value)) refuse('value', 'double or null', r.value);
  if (r.threshold !== null && !isDouble(r.threshold)) refuse('threshold', 'double or null', r.threshold);
  if (r.unit !== null && !(typeof r.unit === 'string')) refuse('unit', 'string or null', r.unit);
  if (r.group !== null && !(typeof r.group === 'string')) refuse('group', 'string or null', r.group);
  if (!isLong(r.occurrences)) refuse('occurrences', 'long', r.occurrences);
  if (!isLong(r.started_at)) refuse('started_at', 'long', r.started_at);
  if (r.acknowledged_by !== null && !(typeof r.acknowledged_by === 'string')) refuse('acknowledged_by', 'string or null', r.acknowledged_by);
  if (r.suppressed_by !== null && !(typeof r.suppressed_by === 'string')) refuse('suppressed_by', 'string or null', r.suppressed_by);
  if (!isInt(r.escalation)) refuse('escalation', 'int', r.escalation);
  if (r.resolved_at !== null && !isLong(r.resolved_at)) refuse('resolved_at', 'long or null', r.resolved_at);
  if (r.command_id !== null && !(typeof r.command_id === 'string')) refuse('command_id', 'string or null', r.command_id);
  let at = '';
  try {
    at = 'evidence'; check_Alert_evidence(r.evidence);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link Alert} into plain JSON and back. */
export const alertCodec: Codec<Alert, AlertInput> = createCodec<Alert, AlertInput>({
  recordName: 'alert',
  schema: 'alert/1',
  maxBytes: 1048576,
  read: (value, tally) => readAlert(value, tally) as unknown as Alert,
  check: checkAlert,
});

// Generated from schemas/ by `npm run generate`; do not edit.
import type { SourceEvent, SourceEventInput } from './source-event.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, checkKey, countFields, createCodec, dropUnknown, isDouble, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfSourceKind: ReadonlySet<unknown> = new Set(["pool","market","chain","meter","integration","other"]);

const namesOfSourceEventType: ReadonlySet<unknown> = new Set(["connected","disconnected","state_changed","circuit_opened","circuit_closed","credential_refused","budget_exhausted","rate_limited","format_changed","disagreement","drift","gap","other"]);

const namesOfSourceSeverity: ReadonlySet<unknown> = new Set(["info","warning","major","critical"]);

const namesOfSourceEvent: ReadonlySet<unknown> = new Set(["timestamp","observed_at","source_id","source_kind","type","severity","from","to","subject","deviation_percent","detail","evidence"]);

function read_SourceEvent_evidence(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readSourceEvent(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'SourceEvent');
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.source_id === 'string')) refuse('source_id', 'string', r.source_id);
  if (!namesOfSourceKind.has(r.source_kind)) { if (typeof r.source_kind === 'string') { r.source_kind = 'other'; tally.unknownFields += 1; } else refuse('source_kind', 'one of pool, market, chain, meter, integration, other', r.source_kind); }
  if (!namesOfSourceEventType.has(r.type)) { if (typeof r.type === 'string') { r.type = 'other'; tally.unknownFields += 1; } else refuse('type', 'one of connected, disconnected, state_changed, circuit_opened, circuit_closed, credential_refused, budget_exhausted, rate_limited, format_changed, disagreement, drift, gap, other', r.type); }
  if (r.severity === undefined) r.severity = "info";
  else if (!namesOfSourceSeverity.has(r.severity)) refuse('severity', 'one of info, warning, major, critical', r.severity);
  if (r.from === undefined) r.from = null;
  else if (r.from !== null && !(typeof r.from === 'string')) refuse('from', 'string or null', r.from);
  if (r.to === undefined) r.to = null;
  else if (r.to !== null && !(typeof r.to === 'string')) refuse('to', 'string or null', r.to);
  if (r.subject === undefined) r.subject = null;
  else if (r.subject !== null && !(typeof r.subject === 'string')) refuse('subject', 'string or null', r.subject);
  if (r.deviation_percent === undefined) r.deviation_percent = null;
  else if (r.deviation_percent !== null && !isDouble(r.deviation_percent)) refuse('deviation_percent', 'double or null', r.deviation_percent);
  if (r.detail === undefined) r.detail = null;
  else if (r.detail !== null && !(typeof r.detail === 'string')) refuse('detail', 'string or null', r.detail);
  let at = '';
  try {
    if (r.evidence === undefined) r.evidence = {};
    at = 'evidence'; read_SourceEvent_evidence(r.evidence, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 12) dropUnknown(r, namesOfSourceEvent as ReadonlySet<string>, tally);
  return r;
}

function check_SourceEvent_evidence(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkSourceEvent(value: unknown): void {
  const r = asFields(value, 'SourceEvent');
  if (countFields(r) !== 12) refuseUndeclared(r, namesOfSourceEvent as ReadonlySet<string>);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.source_id === 'string')) refuse('source_id', 'string', r.source_id);
  if (!namesOfSourceKind.has(r.source_kind)) refuse('source_kind', 'one of pool, market, chain, meter, integration, other', r.source_kind);
  if (!namesOfSourceEventType.has(r.type)) refuse('type', 'one of connected, disconnected, state_changed, circuit_opened, circuit_closed, credential_refused, budget_exhausted, rate_limited, format_changed, disagreement, drift, gap, other', r.type);
  if (!namesOfSourceSeverity.has(r.severity)) refuse('severity', 'one of info, warning, major, critical', r.severity);
  if (r.from !== null && !(typeof r.from === 'string')) refuse('from', 'string or null', r.from);
  if (r.to !== null && !(typeof r.to === 'string')) refuse('to', 'string or null', r.to);
  if (r.subject !== null && !(typeof r.subject === 'string')) refuse('subject', 'string or null', r.subject);
  if (r.deviation_percent !== null && !isDouble(r.deviation_percent)) refuse('deviation_percent', 'double or null', r.deviation_percent);
  if (r.detail !== null && !(typeof r.detail === 'string')) refuse('detail', 'string or null', r.detail);
  let at = '';
  try {
    at = 'evidence'; check_SourceEvent_evidence(r.evidence);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link SourceEvent} into plain JSON and back. */
export const sourceEventCodec: Codec<SourceEvent, SourceEventInput> = createCodec<SourceEvent, SourceEventInput>({
  recordName: 'source_event',
  schema: 'source_event/1',
  maxBytes: 1048576,
  read: (value, tally) => readSourceEvent(value, tally) as unknown as SourceEvent,
  check: checkSourceEvent,
});

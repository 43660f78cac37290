// Generated from schemas/ by `npm run generate`; do not edit.
import type { AuditEvent, AuditEventInput } from './audit-event.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, checkKey, countFields, createCodec, dropUnknown, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfActorKind: ReadonlySet<unknown> = new Set(["person","service","policy","other"]);

const namesOfAuditOutcome: ReadonlySet<unknown> = new Set(["done","refused","failed","unknown"]);

const namesOfAuditEvent: ReadonlySet<unknown> = new Set(["event_id","timestamp","actor","actor_kind","action","subject_kind","subject","outcome","reason","before","after","origin","address","correlation_id"]);

function read_AuditEvent_before(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function read_AuditEvent_after(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readAuditEvent(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'AuditEvent');
  if (!(typeof r.event_id === 'string')) refuse('event_id', 'string', r.event_id);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.actor === 'string')) refuse('actor', 'string', r.actor);
  if (!namesOfActorKind.has(r.actor_kind)) { if (typeof r.actor_kind === 'string') { r.actor_kind = 'other'; tally.unknownFields += 1; } else refuse('actor_kind', 'one of person, service, policy, other', r.actor_kind); }
  if (!(typeof r.action === 'string')) refuse('action', 'string', r.action);
  if (!(typeof r.subject_kind === 'string')) refuse('subject_kind', 'string', r.subject_kind);
  if (!(typeof r.subject === 'string')) refuse('subject', 'string', r.subject);
  if (!namesOfAuditOutcome.has(r.outcome)) { if (typeof r.outcome === 'string') { r.outcome = 'unknown'; tally.unknownFields += 1; } else refuse('outcome', 'one of done, refused, failed, unknown', r.outcome); }
  if (r.reason === undefined) r.reason = null;
  else if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  if (!(typeof r.origin === 'string')) refuse('origin', 'string', r.origin);
  if (r.address === undefined) r.address = null;
  else if (r.address !== null && !(typeof r.address === 'string')) refuse('address', 'string or null', r.address);
  if (r.correlation_id === undefined) r.correlation_id = null;
  else if (r.correlation_id !== null && !(typeof r.correlation_id === 'string')) refuse('correlation_id', 'string or null', r.correlation_id);
  let at = '';
  try {
    if (r.before === undefined) r.before = {};
    at = 'before'; read_AuditEvent_before(r.before, tally);
    if (r.after === undefined) r.after = {};
    at = 'after'; read_AuditEvent_after(r.after, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 14) dropUnknown(r, namesOfAuditEvent as ReadonlySet<string>, tally);
  return r;
}

function check_AuditEvent_before(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function check_AuditEvent_after(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkAuditEvent(value: unknown): void {
  const r = asFields(value, 'AuditEvent');
  if (countFields(r) !== 14) refuseUndeclared(r, namesOfAuditEvent as ReadonlySet<string>);
  if (!(typeof r.event_id === 'string')) refuse('event_id', 'string', r.event_id);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.actor === 'string')) refuse('actor', 'string', r.actor);
  if (!namesOfActorKind.has(r.actor_kind)) refuse('actor_kind', 'one of person, service, policy, other', r.actor_kind);
  if (!(typeof r.action === 'string')) refuse('action', 'string', r.action);
  if (!(typeof r.subject_kind === 'string')) refuse('subject_kind', 'string', r.subject_kind);
  if (!(typeof r.subject === 'string')) refuse('subject', 'string', r.subject);
  if (!namesOfAuditOutcome.has(r.outcome)) refuse('outcome', 'one of done, refused, failed, unknown', r.outcome);
  if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  if (!(typeof r.origin === 'string')) refuse('origin', 'string', r.origin);
  if (r.address !== null && !(typeof r.address === 'string')) refuse('address', 'string or null', r.address);
  if (r.correlation_id !== null && !(typeof r.correlation_id === 'string')) refuse('correlation_id', 'string or null', r.correlation_id);
  let at = '';
  try {
    at = 'before'; check_AuditEvent_before(r.before);
    at = 'after'; check_AuditEvent_after(r.after);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link AuditEvent} into plain JSON and back. */
export const auditEventCodec: Codec<AuditEvent, AuditEventInput> = createCodec<AuditEvent, AuditEventInput>({
  recordName: 'audit_event',
  schema: 'audit_event/1',
  maxBytes: 1048576,
  read: (value, tally) => readAuditEvent(value, tally) as unknown as AuditEvent,
  check: checkAuditEvent,
});

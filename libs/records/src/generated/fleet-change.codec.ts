// Generated from schemas/ by `npm run generate`; do not edit.
import type { FleetChange, FleetChangeInput } from './fleet-change.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, checkKey, countFields, createCodec, dropUnknown, isLong, quote, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfFleetAction: ReadonlySet<unknown> = new Set(["add","adopt","edit","remove","other"]);

const namesOfFleetChangeStep: ReadonlySet<unknown> = new Set(["proposed","accepted","refused","other"]);

const namesOfFleetChangeOrigin: ReadonlySet<unknown> = new Set(["config","csv","discovery","page","cli","other"]);

const namesOfFleetChange: ReadonlySet<unknown> = new Set(["change_id","timestamp","miner_id","action","step","origin","actor","values","before","base_updated_at","evidence","reason"]);

function read_FleetChange_values(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function read_FleetChange_before(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readFleetChange(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'FleetChange');
  if (!(typeof r.change_id === 'string')) refuse('change_id', 'string', r.change_id);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!namesOfFleetAction.has(r.action)) { if (typeof r.action === 'string') { r.action = 'other'; tally.unknownFields += 1; } else refuse('action', 'one of add, adopt, edit, remove, other', r.action); }
  if (!namesOfFleetChangeStep.has(r.step)) { if (typeof r.step === 'string') { r.step = 'other'; tally.unknownFields += 1; } else refuse('step', 'one of proposed, accepted, refused, other', r.step); }
  if (!namesOfFleetChangeOrigin.has(r.origin)) { if (typeof r.origin === 'string') { r.origin = 'other'; tally.unknownFields += 1; } else refuse('origin', 'one of config, csv, discovery, page, cli, other', r.origin); }
  if (r.actor === undefined) r.actor = null;
  else if (r.actor !== null && !(typeof r.actor === 'string')) refuse('actor', 'string or null', r.actor);
  if (r.base_updated_at === undefined) r.base_updated_at = null;
  else if (r.base_updated_at !== null && !isLong(r.base_updated_at)) refuse('base_updated_at', 'long or null', r.base_updated_at);
  if (r.evidence === undefined) r.evidence = null;
  else if (r.evidence !== null && !(typeof r.evidence === 'string')) refuse('evidence', 'string or null', r.evidence);
  if (r.reason === undefined) r.reason = null;
  else if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  let at = '';
  try {
    if (r.values === undefined) r.values = {};
    at = 'values'; read_FleetChange_values(r.values, tally);
    if (r.before === undefined) r.before = {};
    at = 'before'; read_FleetChange_before(r.before, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 12) dropUnknown(r, namesOfFleetChange as ReadonlySet<string>, tally);
  return r;
}

function write_FleetChange_values(value: unknown): string {
  const all = asFields(value, 'map of string');
  let text = '';
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); text += (text === '' ? '' : ',') + quote(key) + ':' + (quote(all[key] as string)); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
  return '{' + text + '}';
}
function write_FleetChange_before(value: unknown): string {
  const all = asFields(value, 'map of string');
  let text = '';
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); text += (text === '' ? '' : ',') + quote(key) + ':' + (quote(all[key] as string)); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
  return '{' + text + '}';
}
function writeFleetChange(value: unknown): string {
  const r = asFields(value, 'FleetChange');
  if (countFields(r) !== 12) refuseUndeclared(r, namesOfFleetChange as ReadonlySet<string>);
  if (!(typeof r.change_id === 'string')) refuse('change_id', 'string', r.change_id);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!namesOfFleetAction.has(r.action)) refuse('action', 'one of add, adopt, edit, remove, other', r.action);
  if (!namesOfFleetChangeStep.has(r.step)) refuse('step', 'one of proposed, accepted, refused, other', r.step);
  if (!namesOfFleetChangeOrigin.has(r.origin)) refuse('origin', 'one of config, csv, discovery, page, cli, other', r.origin);
  if (r.actor !== null && !(typeof r.actor === 'string')) refuse('actor', 'string or null', r.actor);
  if (r.base_updated_at !== null && !isLong(r.base_updated_at)) refuse('base_updated_at', 'long or null', r.base_updated_at);
  if (r.evidence !== null && !(typeof r.evidence === 'string')) refuse('evidence', 'string or null', r.evidence);
  if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  let valuesText: string;
  let beforeText: string;
  let at = '';
  try {
    at = 'values'; valuesText = write_FleetChange_values(r.values);
    at = 'before'; beforeText = write_FleetChange_before(r.before);
  } catch (error) {
    throw within(error, at);
  }
  return '{"change_id":' + quote(r.change_id as string) + ',"timestamp":' + (r.timestamp as number) + ',"miner_id":' + quote(r.miner_id as string) + ',"action":' + '"' + (r.action as string) + '"' + ',"step":' + '"' + (r.step as string) + '"' + ',"origin":' + '"' + (r.origin as string) + '"' + ',"actor":' + (r.actor === null ? 'null' : quote(r.actor as string)) + ',"values":' + valuesText + ',"before":' + beforeText + ',"base_updated_at":' + (r.base_updated_at as number | null) + ',"evidence":' + (r.evidence === null ? 'null' : quote(r.evidence as string)) + ',"reason":' + (r.reason === null ? 'null' : quote(r.reason as string)) + '}';
}

/** Turns {@link FleetChange} into plain JSON and back. */
export const fleetChangeCodec: Codec<FleetChange, FleetChangeInput> = createCodec<FleetChange, FleetChangeInput>({
  recordName: 'fleet_change',
  schema: 'fleet_change/1',
  maxBytes: 1048576,
  read: (value, tally) => readFleetChange(value, tally) as unknown as FleetChange,
  write: writeFleetChange,
});

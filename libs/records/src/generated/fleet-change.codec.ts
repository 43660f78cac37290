// Generated from schemas/ by `npm run generate`; do not edit.
import type { FleetChange, FleetChangeInput } from './fleet-change.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, checkKey, countFields, createCodec, dropUnknown, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

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

function check_FleetChange_values(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function check_FleetChange_before(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkFleetChange(value: unknown): void {
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
  let at = '';
  try {
    at = 'values'; check_FleetChange_values(r.values);
    at = 'before'; check_FleetChange_before(r.before);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link FleetChange} into plain JSON and back. */
export const fleetChangeCodec: Codec<FleetChange, FleetChangeInput> = createCodec<FleetChange, FleetChangeInput>({
  recordName: 'fleet_change',
  schema: 'fleet_change/1',
  maxBytes: 1048576,
  read: (value, tally) => readFleetChange(value, tally) as unknown as FleetChange,
  check: checkFleetChange,
});

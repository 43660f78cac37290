// Generated from schemas/ by `npm run generate`; do not edit.
import type { MinerEvent, MinerEventInput } from './miner-event.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, checkKey, countFields, createCodec, dropUnknown, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfMinerEventType: ReadonlySet<unknown> = new Set(["online","offline","state_changed","restart","reboot","config_changed","firmware_changed","model_mismatch","pool_changed","error_raised","error_cleared","credential_refused","gap","other"]);

const namesOfMinerEvent: ReadonlySet<unknown> = new Set(["timestamp","observed_at","miner_id","type","from","to","detail","evidence"]);

function read_MinerEvent_evidence(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readMinerEvent(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'MinerEvent');
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!namesOfMinerEventType.has(r.type)) { if (typeof r.type === 'string') { r.type = 'other'; tally.unknownFields += 1; } else refuse('type', 'one of online, offline, state_changed, restart, reboot, config_changed, firmware_changed, model_mismatch, pool_changed, error_raised, error_cleared, credential_refused, gap, other', r.type); }
  if (r.from === undefined) r.from = null;
  else if (r.from !== null && !(typeof r.from === 'string')) refuse('from', 'string or null', r.from);
  if (r.to === undefined) r.to = null;
  else if (r.to !== null && !(typeof r.to === 'string')) refuse('to', 'string or null', r.to);
  if (r.detail === undefined) r.detail = null;
  else if (r.detail !== null && !(typeof r.detail === 'string')) refuse('detail', 'string or null', r.detail);
  let at = '';
  try {
    if (r.evidence === undefined) r.evidence = {};
    at = 'evidence'; read_MinerEvent_evidence(r.evidence, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 8) dropUnknown(r, namesOfMinerEvent as ReadonlySet<string>, tally);
  return r;
}

function check_MinerEvent_evidence(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkMinerEvent(value: unknown): void {
  const r = asFields(value, 'MinerEvent');
  if (countFields(r) !== 8) refuseUndeclared(r, namesOfMinerEvent as ReadonlySet<string>);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!isLong(r.observed_at)) refuse('observed_at', 'long', r.observed_at);
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!namesOfMinerEventType.has(r.type)) refuse('type', 'one of online, offline, state_changed, restart, reboot, config_changed, firmware_changed, model_mismatch, pool_changed, error_raised, error_cleared, credential_refused, gap, other', r.type);
  if (r.from !== null && !(typeof r.from === 'string')) refuse('from', 'string or null', r.from);
  if (r.to !== null && !(typeof r.to === 'string')) refuse('to', 'string or null', r.to);
  if (r.detail !== null && !(typeof r.detail === 'string')) refuse('detail', 'string or null', r.detail);
  let at = '';
  try {
    at = 'evidence'; check_MinerEvent_evidence(r.evidence);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link MinerEvent} into plain JSON and back. */
export const minerEventCodec: Codec<MinerEvent, MinerEventInput> = createCodec<MinerEvent, MinerEventInput>({
  recordName: 'miner_event',
  schema: 'miner_event/1',
  maxBytes: 1048576,
  read: (value, tally) => readMinerEvent(value, tally) as unknown as MinerEvent,
  check: checkMinerEvent,
});

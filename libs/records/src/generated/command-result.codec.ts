// Generated from schemas/ by `npm run generate`; do not edit.
import type { CommandResult, CommandResultInput } from './command-result.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, checkKey, countFields, createCodec, dropUnknown, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfCommandOutcome: ReadonlySet<unknown> = new Set(["attempting","succeeded","failed","refused","expired","unconfirmed","unknown"]);

const namesOfCommandResult: ReadonlySet<unknown> = new Set(["command_id","timestamp","miner_id","action","outcome","reason","detail","before","after","started_at","duration_ms","dry_run","instance"]);

function read_CommandResult_before(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function read_CommandResult_after(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readCommandResult(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'CommandResult');
  if (!(typeof r.command_id === 'string')) refuse('command_id', 'string', r.command_id);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!(typeof r.action === 'string')) refuse('action', 'string', r.action);
  if (!namesOfCommandOutcome.has(r.outcome)) { if (typeof r.outcome === 'string') { r.outcome = 'unknown'; tally.unknownFields += 1; } else refuse('outcome', 'one of attempting, succeeded, failed, refused, expired, unconfirmed, unknown', r.outcome); }
  if (r.reason === undefined) r.reason = null;
  else if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  if (r.detail === undefined) r.detail = null;
  else if (r.detail !== null && !(typeof r.detail === 'string')) refuse('detail', 'string or null', r.detail);
  if (r.started_at === undefined) r.started_at = null;
  else if (r.started_at !== null && !isLong(r.started_at)) refuse('started_at', 'long or null', r.started_at);
  if (r.duration_ms === undefined) r.duration_ms = null;
  else if (r.duration_ms !== null && !isLong(r.duration_ms)) refuse('duration_ms', 'long or null', r.duration_ms);
  if (r.dry_run === undefined) r.dry_run = false;
  else if (!(typeof r.dry_run === 'boolean')) refuse('dry_run', 'boolean', r.dry_run);
  if (!(typeof r.instance === 'string')) refuse('instance', 'string', r.instance);
  let at = '';
  try {
    if (r.before === undefined) r.before = {};
    at = 'before'; read_CommandResult_before(r.before, tally);
    if (r.after === undefined) r.after = {};
    at = 'after'; read_CommandResult_after(r.after, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 13) dropUnknown(r, namesOfCommandResult as ReadonlySet<string>, tally);
  return r;
}

function check_CommandResult_before(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function check_CommandResult_after(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkCommandResult(value: unknown): void {
  const r = asFields(value, 'CommandResult');
  if (countFields(r) !== 13) refuseUndeclared(r, namesOfCommandResult as ReadonlySet<string>);
  if (!(typeof r.command_id === 'string')) refuse('command_id', 'string', r.command_id);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!(typeof r.action === 'string')) refuse('action', 'string', r.action);
  if (!namesOfCommandOutcome.has(r.outcome)) refuse('outcome', 'one of attempting, succeeded, failed, refused, expired, unconfirmed, unknown', r.outcome);
  if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  if (r.detail !== null && !(typeof r.detail === 'string')) refuse('detail', 'string or null', r.detail);
  if (r.started_at !== null && !isLong(r.started_at)) refuse('started_at', 'long or null', r.started_at);
  if (r.duration_ms !== null && !isLong(r.duration_ms)) refuse('duration_ms', 'long or null', r.duration_ms);
  if (!(typeof r.dry_run === 'boolean')) refuse('dry_run', 'boolean', r.dry_run);
  if (!(typeof r.instance === 'string')) refuse('instance', 'string', r.instance);
  let at = '';
  try {
    at = 'before'; check_CommandResult_before(r.before);
    at = 'after'; check_CommandResult_after(r.after);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link CommandResult} into plain JSON and back. */
export const commandResultCodec: Codec<CommandResult, CommandResultInput> = createCodec<CommandResult, CommandResultInput>({
  recordName: 'command_result',
  schema: 'command_result/1',
  maxBytes: 1048576,
  read: (value, tally) => readCommandResult(value, tally) as unknown as CommandResult,
  check: checkCommandResult,
});

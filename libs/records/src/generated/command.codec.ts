// Generated from schemas/ by `npm run generate`; do not edit.
import type { Command, CommandInput } from './command.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, checkKey, countFields, createCodec, dropUnknown, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfCommandStep: ReadonlySet<unknown> = new Set(["requested","approved","refused","cancelled","unknown"]);

const namesOfCommand: ReadonlySet<unknown> = new Set(["command_id","timestamp","miner_id","action","arguments","step","requested_by","decided_by","reason","alert_fingerprint","needs_approval","dry_run","expires_at","expected"]);

function read_Command_arguments(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function read_Command_expected(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readCommand(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'Command');
  if (!(typeof r.command_id === 'string')) refuse('command_id', 'string', r.command_id);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!(typeof r.action === 'string')) refuse('action', 'string', r.action);
  if (!namesOfCommandStep.has(r.step)) { if (typeof r.step === 'string') { r.step = 'unknown'; tally.unknownFields += 1; } else refuse('step', 'one of requested, approved, refused, cancelled, unknown', r.step); }
  if (!(typeof r.requested_by === 'string')) refuse('requested_by', 'string', r.requested_by);
  if (r.decided_by === undefined) r.decided_by = null;
  else if (r.decided_by !== null && !(typeof r.decided_by === 'string')) refuse('decided_by', 'string or null', r.decided_by);
  if (r.reason === undefined) r.reason = null;
  else if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  if (r.alert_fingerprint === undefined) r.alert_fingerprint = null;
  else if (r.alert_fingerprint !== null && !(typeof r.alert_fingerprint === 'string')) refuse('alert_fingerprint', 'string or null', r.alert_fingerprint);
  if (r.needs_approval === undefined) r.needs_approval = true;
  else if (!(typeof r.needs_approval === 'boolean')) refuse('needs_approval', 'boolean', r.needs_approval);
  if (r.dry_run === undefined) r.dry_run = false;
  else if (!(typeof r.dry_run === 'boolean')) refuse('dry_run', 'boolean', r.dry_run);
  if (!isLong(r.expires_at)) refuse('expires_at', 'long', r.expires_at);
  let at = '';
  try {
    if (r.arguments === undefined) r.arguments = {};
    at = 'arguments'; read_Command_arguments(r.arguments, tally);
    if (r.expected === undefined) r.expected = {};
    at = 'expected'; read_Command_expected(r.expected, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 14) dropUnknown(r, namesOfCommand as ReadonlySet<string>, tally);
  return r;
}

function check_Command_arguments(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function check_Command_expected(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkCommand(value: unknown): void {
  const r = asFields(value, 'Command');
  if (countFields(r) !== 14) refuseUndeclared(r, namesOfCommand as ReadonlySet<string>);
  if (!(typeof r.command_id === 'string')) refuse('command_id', 'string', r.command_id);
  if (!isLong(r.timestamp)) refuse('timestamp', 'long', r.timestamp);
  if (!(typeof r.miner_id === 'string')) refuse('miner_id', 'string', r.miner_id);
  if (!(typeof r.action === 'string')) refuse('action', 'string', r.action);
  if (!namesOfCommandStep.has(r.step)) refuse('step', 'one of requested, approved, refused, cancelled, unknown', r.step);
  if (!(typeof r.requested_by === 'string')) refuse('requested_by', 'string', r.requested_by);
  if (r.decided_by !== null && !(typeof r.decided_by === 'string')) refuse('decided_by', 'string or null', r.decided_by);
  if (r.reason !== null && !(typeof r.reason === 'string')) refuse('reason', 'string or null', r.reason);
  if (r.alert_fingerprint !== null && !(typeof r.alert_fingerprint === 'string')) refuse('alert_fingerprint', 'string or null', r.alert_fingerprint);
  if (!(typeof r.needs_approval === 'boolean')) refuse('needs_approval', 'boolean', r.needs_approval);
  if (!(typeof r.dry_run === 'boolean')) refuse('dry_run', 'boolean', r.dry_run);
  if (!isLong(r.expires_at)) refuse('expires_at', 'long', r.expires_at);
  let at = '';
  try {
    at = 'arguments'; check_Command_arguments(r.arguments);
    at = 'expected'; check_Command_expected(r.expected);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link Command} into plain JSON and back. */
export const commandCodec: Codec<Command, CommandInput> = createCodec<Command, CommandInput>({
  recordName: 'command',
  schema: 'command/1',
  maxBytes: 1048576,
  read: (value, tally) => readCommand(value, tally) as unknown as Command,
  check: checkCommand,
});

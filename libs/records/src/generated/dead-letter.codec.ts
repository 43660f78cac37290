// Generated from schemas/ by `npm run generate`; do not edit.
import type { DeadLetter, DeadLetterInput } from './dead-letter.record.js';
import type { Codec, DecodeTally, Fields } from './codec-runtime.js';
import { asFields, checkKey, countFields, createCodec, dropUnknown, isInt, isLong, refuse, refuseUndeclared, shownKey, within } from './codec-runtime.js';

const namesOfDeadLetterOrigin: ReadonlySet<unknown> = new Set(["topic","partition","offset","timestamp"]);

function readDeadLetterOrigin(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'DeadLetterOrigin');
  if (!(typeof r.topic === 'string')) refuse('topic', 'string', r.topic);
  if (!isInt(r.partition)) refuse('partition', 'int', r.partition);
  if (!isLong(r.offset)) refuse('offset', 'long', r.offset);
  if (r.timestamp === undefined) r.timestamp = null;
  else if (r.timestamp !== null && !isLong(r.timestamp)) refuse('timestamp', 'long or null', r.timestamp);
  if (countFields(r) !== 4) dropUnknown(r, namesOfDeadLetterOrigin as ReadonlySet<string>, tally);
  return r;
}

function checkDeadLetterOrigin(value: unknown): void {
  const r = asFields(value, 'DeadLetterOrigin');
  if (countFields(r) !== 4) refuseUndeclared(r, namesOfDeadLetterOrigin as ReadonlySet<string>);
  if (!(typeof r.topic === 'string')) refuse('topic', 'string', r.topic);
  if (!isInt(r.partition)) refuse('partition', 'int', r.partition);
  if (!isLong(r.offset)) refuse('offset', 'long', r.offset);
  if (r.timestamp !== null && !isLong(r.timestamp)) refuse('timestamp', 'long or null', r.timestamp);
}

const namesOfDeadLetter: ReadonlySet<unknown> = new Set(["at","pipeline","step","reason","cause","error_class","attempts","origin","key","value","headers"]);

function read_DeadLetter_headers(value: unknown, _tally: DecodeTally): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function readDeadLetter(value: unknown, tally: DecodeTally): Fields {
  const r = asFields(value, 'DeadLetter');
  if (!isLong(r.at)) refuse('at', 'long', r.at);
  if (!(typeof r.pipeline === 'string')) refuse('pipeline', 'string', r.pipeline);
  if (r.step === undefined) r.step = null;
  else if (r.step !== null && !(typeof r.step === 'string')) refuse('step', 'string or null', r.step);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
  if (r.cause === undefined) r.cause = null;
  else if (r.cause !== null && !(typeof r.cause === 'string')) refuse('cause', 'string or null', r.cause);
  if (r.error_class === undefined) r.error_class = null;
  else if (r.error_class !== null && !(typeof r.error_class === 'string')) refuse('error_class', 'string or null', r.error_class);
  if (!isInt(r.attempts)) refuse('attempts', 'int', r.attempts);
  if (r.key === undefined) r.key = null;
  else if (r.key !== null && !(typeof r.key === 'string')) refuse('key', 'string or null', r.key);
  if (r.value === undefined) r.value = null;
  else if (r.value !== null && !(typeof r.value === 'string')) refuse('value', 'string or null', r.value);
  let at = '';
  try {
    at = 'origin'; readDeadLetterOrigin(r.origin, tally);
    if (r.headers === undefined) r.headers = {};
    at = 'headers'; read_DeadLetter_headers(r.headers, tally);
  } catch (error) {
    throw within(error, at);
  }
  if (countFields(r) !== 11) dropUnknown(r, namesOfDeadLetter as ReadonlySet<string>, tally);
  return r;
}

function check_DeadLetter_headers(value: unknown): void {
  const all = asFields(value, 'map of string');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; if (!(typeof all[key] === 'string')) refuse('', 'string', all[key]); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
function checkDeadLetter(value: unknown): void {
  const r = asFields(value, 'DeadLetter');
  if (countFields(r) !== 11) refuseUndeclared(r, namesOfDeadLetter as ReadonlySet<string>);
  if (!isLong(r.at)) refuse('at', 'long', r.at);
  if (!(typeof r.pipeline === 'string')) refuse('pipeline', 'string', r.pipeline);
  if (r.step !== null && !(typeof r.step === 'string')) refuse('step', 'string or null', r.step);
  if (!(typeof r.reason === 'string')) refuse('reason', 'string', r.reason);
  if (r.cause !== null && !(typeof r.cause === 'string')) refuse('cause', 'string or null', r.cause);
  if (r.error_class !== null && !(typeof r.error_class === 'string')) refuse('error_class', 'string or null', r.error_class);
  if (!isInt(r.attempts)) refuse('attempts', 'int', r.attempts);
  if (r.key !== null && !(typeof r.key === 'string')) refuse('key', 'string or null', r.key);
  if (r.value !== null && !(typeof r.value === 'string')) refuse('value', 'string or null', r.value);
  let at = '';
  try {
    at = 'origin'; checkDeadLetterOrigin(r.origin);
    at = 'headers'; check_DeadLetter_headers(r.headers);
  } catch (error) {
    throw within(error, at);
  }
}

/** Turns {@link DeadLetter} into plain JSON and back. */
export const deadLetterCodec: Codec<DeadLetter, DeadLetterInput> = createCodec<DeadLetter, DeadLetterInput>({
  recordName: 'dead_letter',
  schema: 'dead_letter/1',
  maxBytes: 1048576,
  read: (value, tally) => readDeadLetter(value, tally) as unknown as DeadLetter,
  check: checkDeadLetter,
});

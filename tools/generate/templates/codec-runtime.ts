import { isUtf8 } from 'node:buffer';
import { PermanentError } from '@lodestream/component';

/** Counts, over any number of records, what a reader met and did not know. */
export interface DecodeTally {
  /** Fields left out and enum symbols replaced because this version of the schema has no such thing. */
  unknownFields: number;
}

/** How one decoding may differ from the usual. */
export interface DecodeOptions {
  /** Bytes a record may have at most; the codec's own bound where it is not given. */
  readonly maxBytes?: number;
  /** Counts unknown fields here. */
  readonly tally?: DecodeTally;
}

/**
 * What a bus that reads frames leaves on the bytes of one: the value inside, read by the schema that wrote it and resolved to ours.
 * The bytes stay what they were, for the dead letters. It throws the PermanentError that says why there is no such value.
 */
export const frameContent = Symbol('content of a frame');

/** Bytes that are no JSON but a frame: a zero byte, which no JSON text begins with, and what follows it. */
export interface FramedBytes extends Buffer {
  [frameContent]?: (tally: DecodeTally) => unknown;
}

/** Whether bytes are a frame rather than JSON. */
export const isFrame = (bytes: Uint8Array): boolean => bytes[0] === 0;

/** Turns records of one schema into plain JSON and back; what passes has exactly the declared fields and finite numbers only. */
export interface Codec<T, I = T> {
  /** Name of the record, as in schemas/. */
  readonly recordName: string;
  /** Name and major version, as in the `schema` header. */
  readonly schema: string;
  /** Bytes a record may have at most. */
  readonly maxBytes: number;
  /** @throws PermanentError of class `validation` for a missing, undeclared or ill-typed field, naming its path */
  encode(record: T): Buffer;
  /**
   * Reads plain JSON, and a frame that the bus resolved. Leaves out and counts unknown fields, and fills defaults.
   * @throws PermanentError of class `malformed` for what is no JSON, `version` for a frame by a schema that nobody knows or that is
   * not ours, `validation` for what is no such record, naming the path
   */
  decode(bytes: Buffer, options?: DecodeOptions): T;
  /**
   * The record that a value already parsed is, judged as `decode` judges it; the value itself is changed and handed back.
   * @throws PermanentError of class `validation`, naming the path
   */
  accept(value: unknown, options?: DecodeOptions): T;
  /**
   * A whole record from one with defaults left away; the input stays as it is.
   * @throws PermanentError of class `validation`, as `encode` does
   */
  create(input: I): T;
}

/** An object whose fields are not checked yet. */
export type Fields = Record<string, unknown>;

/** The parts of a codec that follow from its schema. */
export interface CodecParts<T> {
  readonly recordName: string;
  readonly schema: string;
  readonly maxBytes: number;
  /** Checks in place, filling defaults and leaving out what is unknown. */
  readonly read: (value: unknown, tally: DecodeTally) => T;
  /** Refuses what is not exactly such a record. */
  readonly check: (value: unknown) => void;
}

/** Makes the codec of one record. */
export function createCodec<T, I>(parts: CodecParts<T>): Codec<T, I> {
  const { recordName, schema, maxBytes, read, check } = parts;
  const ignored: DecodeTally = { unknownFields: 0 };
  const bounded = (bytes: Buffer, limit: number): Buffer => {
    if (bytes.length <= limit) return bytes;
    throw new PermanentError(`${recordName}: expected at most ${limit} bytes, got ${bytes.length}`, 'malformed');
  };
  const accept = (value: unknown, options?: DecodeOptions): T => {
    try {
      return read(value, options?.tally ?? ignored);
    } catch (error) {
      throw asPermanent(error, recordName);
    }
  };
  const decode = (bytes: Buffer, options?: DecodeOptions): T =>
    accept(contentOf(bounded(bytes, options?.maxBytes ?? maxBytes), recordName, options?.tally ?? ignored), options);
  const encode = (record: unknown): Buffer => {
    try {
      check(record);
      return bounded(Buffer.from(JSON.stringify(record)), maxBytes);
    } catch (error) {
      throw asPermanent(error, recordName);
    }
  };
  const create = (input: unknown): T => {
    try {
      const value = read(structuredClone(input), ignored);
      check(fitted(input, value));
      return value;
    } catch (error) {
      throw asPermanent(error, recordName);
    }
  };
  return { recordName, schema, maxBytes, encode, decode, accept, create };
}

/** The input's own fields over the filled ones: reading left undeclared fields out, and here they must be seen. */
function fitted(input: unknown, filled: unknown): unknown {
  if (Array.isArray(input)) return input.map((item, index) => fitted(item, (filled as unknown[])[index]));
  if (typeof input !== 'object' || input === null) return input;
  const merged: Fields = { ...(filled as Fields) };
  for (const [name, value] of Object.entries(input)) if (value !== undefined) merged[name] = fitted(value, merged[name]);
  return merged;
}

function contentOf(bytes: FramedBytes, recordName: string, tally: DecodeTally): unknown {
  if (!isFrame(bytes)) return parse(bytes, recordName);
  const content = bytes[frameContent];
  if (content) return content(tally);
  throw new PermanentError(`${recordName}: expected JSON, got a frame; no schema registry is configured to read it by`, 'malformed');
}

function parse(bytes: Buffer, recordName: string): unknown {
  if (!isUtf8(bytes)) throw new PermanentError(`${recordName}: expected UTF-8 text, got other bytes`, 'malformed');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new PermanentError(`${recordName}: expected JSON, got ${(error as Error).name} from the parser`, 'malformed');
  }
}

class Refusal extends Error {
  constructor(
    readonly path: string,
    readonly expected: string,
    readonly got: string,
  ) {
    super('a record was refused');
  }
}

function asPermanent(error: unknown, recordName: string): unknown {
  if (!(error instanceof Refusal)) return error;
  return new PermanentError(`${error.path === '' ? recordName : error.path}: expected ${error.expected}, got ${error.got}`, 'validation');
}

/** Ends the work on a record at one of its fields. */
export function refuse(path: string, expected: string, value: unknown): never {
  throw new Refusal(path, expected, describe(value));
}

/** A refusal from inside `outer`, with the longer path; anything else comes back as it is. */
export function within(error: unknown, outer: string): unknown {
  if (!(error instanceof Refusal)) return error;
  const dot = error.path === '' || error.path.startsWith('[') || outer === '' ? '' : '.';
  return new Refusal(outer + dot + error.path, error.expected, error.got);
}

const longestShown = 40;

/** A value in a few words: never a whole body, whatever it is. */
function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(short(value));
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : short(String(value));
}

const short = (text: string): string => (text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);

/** A key of a map or an undeclared field as part of a path: bounded, and quoted unless it is an ordinary name. */
export const shownKey = (key: string): string => (/^[\w./:-]+$/.test(key) ? short(key) : JSON.stringify(short(key)));

/** The value as an object with named fields. */
export function asFields(value: unknown, expected: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse('', expected, value);
  return value as Fields;
}

/** The value as a list. */
export function asList(value: unknown, expected: string): unknown[] {
  if (!Array.isArray(value)) refuse('', expected, value);
  return value as unknown[];
}

/** How many fields an object has. */
export function countFields(value: Fields): number {
  let count = 0;
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- only the count matters, and this allocates nothing
  for (const _ in value) count += 1;
  return count;
}

/** Removes and counts what is not declared. */
export function dropUnknown(value: Fields, declared: ReadonlySet<string>, tally: DecodeTally): void {
  for (const name of Object.keys(value)) {
    if (declared.has(name)) continue;
    delete value[name];
    tally.unknownFields += 1;
  }
}

/** Refuses the first field that is not declared. */
export function refuseUndeclared(value: Fields, declared: ReadonlySet<string>): void {
  const undeclared = Object.keys(value).find((name) => !declared.has(name));
  if (undeclared !== undefined) refuse(shownKey(undeclared), 'no such field', value[undeclared]);
}

/** Refuses a key that could be taken for an object's prototype. */
export function checkKey(name: string): void {
  if (name === '__proto__') refuse('', 'another key than __proto__', name);
}

/** A finite number; the subtraction is NaN for NaN and both infinities. */
export const isDouble = (value: unknown): boolean => typeof value === 'number' && value - value === 0;

/** A whole number of 32 bits. */
export const isInt = (value: unknown): boolean => typeof value === 'number' && (value | 0) === value;

/** A whole number that JSON carries exactly. */
export const isLong = (value: unknown): boolean => Number.isSafeInteger(value);

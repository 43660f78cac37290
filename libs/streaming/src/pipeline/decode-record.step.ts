import type { Codec, DecodeTally } from '@lodestream/records';
import { pass } from '../outcome.js';
import { step, type Step } from './step.js';

/** Reads a record from its bytes; what is no such record is rejected as `malformed` or `validation`. Unknown fields are counted in `tally`. */
export function decodeRecord<T, I>(codec: Codec<T, I>, tally: DecodeTally = { unknownFields: 0 }): Step<Buffer, T> {
  const options = { tally };
  return step('decode', (bytes) => pass(codec.decode(bytes, options)));
}

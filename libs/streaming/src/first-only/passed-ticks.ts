import { ByteReader } from '../embedded/byte-reader.js';
import { ByteWriter } from '../embedded/byte-writer.js';

/** A tick that passed, and the offset of the message it passed with. */
export interface PassedTick {
  readonly tickMs: number;
  readonly offset: number;
}

/** What became of a tick: it is the first of its kind, the very message that passed before, another message of it, or too old to tell. */
export type Verdict = 'first' | 'again' | 'duplicate' | 'late';

/**
 * Judges a tick against those that passed, newest first; `known` is how many of the newest always are remembered. Only what lies before
 * the message counts, so that a message that comes again is judged as it was.
 */
export function judge(passed: readonly PassedTick[], { tickMs, offset }: PassedTick, known: number): Verdict {
  const same = passed.find((each) => each.tickMs === tickMs);
  if (same) return same.offset === offset ? 'again' : 'duplicate';
  let newer = 0;
  let before = 0;
  for (const each of passed) {
    if (each.offset > offset) continue;
    before += 1;
    if (each.tickMs > tickMs) newer += 1;
  }
  return before >= known && newer >= known ? 'late' : 'first';
}

/** Remembers a tick: as many of the newest as are always known, and all that passed since `keepFrom`, for those may come again. */
export function remember(passed: readonly PassedTick[], tick: PassedTick, known: number, keepFrom: number): PassedTick[] {
  const place = passed.findIndex(({ tickMs }) => tickMs < tick.tickMs);
  const at = place < 0 ? passed.length : place;
  let older = 0;
  return [...passed.slice(0, at), tick, ...passed.slice(at)].filter(({ offset }) => offset >= keepFrom || (older += 1) <= known);
}

/** The newest in full, each other one by its distance from the one before. */
export function encodeTicks(passed: readonly PassedTick[]): Buffer {
  const writer = new ByteWriter(10 + 20 * passed.length);
  writer.varint(passed.length);
  let before = { tickMs: 0, offset: 0 };
  for (const tick of passed) {
    writer.signedVarint(tick.tickMs - before.tickMs);
    writer.signedVarint(tick.offset - before.offset);
    before = tick;
  }
  return writer.finish();
}

/** What {@link encodeTicks} wrote. */
export function decodeTicks(bytes: Buffer): PassedTick[] {
  const reader = new ByteReader(bytes, 0);
  const passed: PassedTick[] = [];
  let [tickMs, offset] = [0, 0];
  for (let left = reader.varint(); left > 0; left -= 1) {
    tickMs += reader.signedVarint();
    offset += reader.signedVarint();
    passed.push({ tickMs, offset });
  }
  return passed;
}

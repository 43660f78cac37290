import { ByteReader } from '../embedded/byte-reader.js';
import { ByteWriter } from '../embedded/byte-writer.js';

/** A tick that passed, and the offset of the message it passed with. */
export interface PassedTick {
  readonly tickMs: number;
  readonly offset: number;
}

/** Ticks between two others, neither of them included. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is remembered of the ticks that passed. */
export interface Passed {
  /** The newest of them, newest first. */
  readonly ticks: readonly PassedTick[];
  /** The newest that was not among the newest any more, or a newer one where that was not written down. */
  readonly forgottenMs: number;
  /** The last long time of which nothing passed, though newer ticks did: a clock that was ahead of time leaves one behind. */
  readonly gap: Gap | null;
}

/** What became of a tick: it is the first of its kind, the very message that passed before, another message of it, or too old to tell. */
export type Verdict = 'first' | 'again' | 'duplicate' | 'late';

export const nothingPassed: Passed = { ticks: [], forgottenMs: -Infinity, gap: null };

const shortestGapMs = 10 * 60_000;
const beside = { nothing: 0, forgotten: 1, forgottenAndGap: 2 } as const;

/**
 * Judges a tick against those that passed; `known` is how many of the newest always are remembered. Only what lies before the message
 * counts, so that a message that comes again is judged as it was.
 */
export function judge({ ticks, gap }: Passed, { tickMs, offset }: PassedTick, known: number): Verdict {
  const same = ticks.find((each) => each.tickMs === tickMs);
  if (same) return same.offset === offset ? 'again' : 'duplicate';
  if (isWithin(gap, tickMs)) return 'first';
  let newer = 0;
  let before = 0;
  for (const each of ticks) {
    if (each.offset > offset) continue;
    before += 1;
    if (each.tickMs > tickMs) newer += 1;
  }
  return before >= known && newer >= known ? 'late' : 'first';
}

/**
 * Remembers a tick: as many of the newest as are always known, and all that passed since `keepFrom`, for those may come again. What is
 * forgotten, and which gap is known of, follows from the ticks alone, however they were cut into chunks.
 */
export function remember(passed: Passed, tick: PassedTick, known: number, keepFrom: number): Passed {
  const place = passed.ticks.findIndex(({ tickMs }) => tickMs < tick.tickMs);
  const at = place < 0 ? passed.ticks.length : place;
  const all = [...passed.ticks.slice(0, at), tick, ...passed.ticks.slice(at)];
  let older = 0;
  const ticks = all.filter(({ offset }) => offset >= keepFrom || (older += 1) <= known);
  const forgottenMs = Math.max(passed.forgottenMs, all[known]?.tickMs ?? -Infinity);
  return { ticks, forgottenMs, gap: gapWith(passed, tick.tickMs, all, known) };
}

function gapWith({ forgottenMs, gap }: Passed, tickMs: number, all: readonly PassedTick[], known: number): Gap | null {
  const [toMs = NaN, fromMs = NaN] = [all[known - 1]?.tickMs, all[known]?.tickMs];
  // All that are newer than what was forgotten before are here, so that nothing passed between these two.
  if (fromMs > forgottenMs && toMs - fromMs >= shortestGapMs) return { fromMs, toMs };
  return isWithin(gap, tickMs) ? { ...gap!, fromMs: tickMs } : gap;
}

/** The newest in full, each other one by its distance from the one before; then what was forgotten, and the gap where there is one. */
export function encodeTicks({ ticks, forgottenMs, gap }: Passed): Buffer {
  const writer = new ByteWriter(60 + 20 * ticks.length);
  writer.varint(ticks.length);
  let before = { tickMs: 0, offset: 0 };
  for (const tick of ticks) {
    writer.signedVarint(tick.tickMs - before.tickMs);
    writer.signedVarint(tick.offset - before.offset);
    before = tick;
  }
  const kind = gap !== null ? beside.forgottenAndGap : forgottenMs === -Infinity ? beside.nothing : beside.forgotten;
  writer.varint(kind);
  if (kind !== beside.nothing) writer.signedVarint(forgottenMs - before.tickMs);
  if (gap !== null) {
    writer.signedVarint(gap.fromMs - forgottenMs);
    writer.varint(gap.toMs - gap.fromMs);
  }
  return writer.finish();
}

/** What {@link encodeTicks} wrote; where an older version wrote the ticks alone, whatever is older than they are may have been forgotten. */
export function decodeTicks(bytes: Buffer): Passed {
  const reader = new ByteReader(bytes, 0);
  const ticks: PassedTick[] = [];
  let [tickMs, offset] = [0, 0];
  for (let left = reader.varint(); left > 0; left -= 1) {
    tickMs += reader.signedVarint();
    offset += reader.signedVarint();
    ticks.push({ tickMs, offset });
  }
  const kind = reader.position < bytes.length ? reader.varint() : null;
  if (kind === beside.nothing) return { ticks, forgottenMs: -Infinity, gap: null };
  const forgottenMs = kind === null ? tickMs : tickMs + reader.signedVarint();
  if (kind !== beside.forgottenAndGap) return { ticks, forgottenMs, gap: null };
  const fromMs = forgottenMs + reader.signedVarint();
  return { ticks, forgottenMs, gap: { fromMs, toMs: fromMs + reader.varint() } };
}

function isWithin(gap: Gap | null, tickMs: number): boolean {
  return gap !== null && gap.fromMs < tickMs && tickMs < gap.toMs;
}

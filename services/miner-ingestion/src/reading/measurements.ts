import { rememberTexts } from '@lodestream/component';
import type { QualityFlag } from '@lodestream/records';
import type { QualityReason } from './quality-reason.js';

/** Between what a value is possible, and whether a zero of this device means that nothing was measured. */
export interface Plausible {
  readonly min?: number;
  readonly max?: number;
  readonly zero?: 'value' | 'placeholder';
}

/** For a value of which this device says 0 where it measured nothing. */
export const zeroIsNone: Plausible = { zero: 'placeholder' };
const anything: Plausible = {};

/** Takes numbers from a device that can't be trusted to send any, and keeps why some are missing. */
export class Measurements {
  private readonly kept: QualityFlag[] = [];

  get flags(): readonly QualityFlag[] {
    return this.kept;
  }

  flag(path: string, reason: QualityReason): null {
    this.kept.push({ path, reason });
    return null;
  }

  /** The number that `raw` is, in whatever form; null, with a flag, where it is none. */
  number(path: string, raw: unknown, { min = 0, max = Number.MAX_SAFE_INTEGER, zero = 'value' }: Plausible = anything): number | null {
    const value = numberFrom(raw);
    if (typeof value !== 'number') return this.flag(path, value);
    if (value === 0 && zero === 'placeholder') return this.flag(path, 'not_measured');
    if (value < min || value > max) return this.flag(path, 'invalid');
    return value;
  }

  /** Like {@link number}, but whole. */
  count(path: string, raw: unknown): number | null {
    const value = this.number(path, raw);
    return value === null ? null : Math.round(value);
  }

  /** Text that says something; null, with a flag, where there is none. */
  text(path: string, raw: unknown): string | null {
    return textOf(raw) ?? this.flag(path, raw === undefined || raw === null ? 'not_reported' : 'not_measured');
  }
}

const placeholders: ReadonlySet<string> = new Set([
  '',
  '-',
  'n/a',
  'na',
  'nan',
  '-nan',
  'inf',
  '-inf',
  'infinity',
  '-infinity',
  'null',
  'none',
  'unknown',
]);

function numberFrom(raw: unknown): number | QualityReason {
  if (raw === undefined || raw === null) return 'not_reported';
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : 'not_measured';
  if (typeof raw !== 'string') return 'invalid';
  const text = raw.trim().toLowerCase();
  if (placeholders.has(text)) return 'not_measured';
  const value = Number(text);
  return Number.isFinite(value) && /^[-+]?[\d.]/.test(text) ? value : 'invalid';
}

/**
 * Devices say the same few words poll after poll: what each came to is kept, so that a fleet's readings share one copy of it. More words
 * than this, such as a large farm's worker names, begin the memory anew.
 */
const mostWords = 4_096;
const longestWord = 64;
const wordOf = rememberTexts(mostWords, bareText);

/** Text without its padding, or null where it is a placeholder or no text; numbers are taken as text. */
export function textOf(raw: unknown): string | null {
  if (typeof raw === 'number' && Number.isFinite(raw)) return String(raw);
  if (typeof raw !== 'string') return null;
  return raw.length > longestWord ? bareText(raw) : wordOf(raw);
}

function bareText(raw: string): string | null {
  const text = raw.replace(/\s+/g, ' ').trim();
  return placeholders.has(text.toLowerCase()) ? null : text.slice(0, 256);
}

/** The number that `raw` is, or null; for values that need no flag. */
export function numberOf(raw: unknown): number | null {
  const value = numberFrom(raw);
  return typeof value === 'number' ? value : null;
}

const highestPartId = 255;

/** The number a device gives one of its parts, or the part's place in the list where that is no number of a part. */
export function partIdOf(raw: unknown, place: number): number {
  const id = Math.round(numberOf(raw) ?? place);
  return id >= 0 && id <= highestPartId ? id : place;
}

/** The fields of an object, and none where there is no object. */
export function fieldsOf(raw: unknown): Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>) : {};
}

/** The entries of a list, no more than a device can have; empty where there is no list. */
export function entriesOf(raw: unknown, atMost = 64): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(raw)) return [];
  return (raw.length > atMost ? raw.slice(0, atMost) : raw).map(fieldsOf);
}

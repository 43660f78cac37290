import { LaidOutPoint } from '../laid-out-point.js';
import type { FieldValue, Point } from '../telemetry-store.port.js';
import { decimal, wholeNumber } from './digits.js';
import { fieldKey, fieldKeysOf, rememberedMeasurement, rememberedTagKey, rememberedTagValue } from './written-names.js';

const [newline, space, quote, minus, backslash] = [10, 32, 34, 45, 92] as const;
const [isWhole, isTrue, isFalse] = [0x69, 0x74, 0x66] as const;
/** Longer than any number as JavaScript writes it. */
const longestNumber = 32;
const usualBytes = 65_536;
const mostBytesKept = 4_194_304;

/** One point as a line, its time in milliseconds. The point has passed `refusalOf`, so that nothing in it is unwritable. */
export function lineOf(point: Point): string {
  return lines.write([{ point }]).toString();
}

/**
 * Writes points as lines of bytes into memory it uses again and again. Byte by byte, because this runs for every value of every reading:
 * as text, a line is a tree of some 200 pieces first, then one text, then part of a longer one, and bytes only then. That takes twice the
 * CPU, and as much again of the collector's, which has to clear it all away.
 */
export class LineWriter {
  private bytes = Buffer.allocUnsafeSlow(usualBytes);
  private length = 0;

  /** The lines of points as {@link lineOf} has them, one below the other. They stand there until the next call. */
  write(lines: readonly { readonly point: Point }[]): Buffer {
    this.length = 0;
    if (this.bytes.length > mostBytesKept) this.bytes = Buffer.allocUnsafeSlow(usualBytes);
    for (const { point } of lines) {
      if (this.length > 0) this.letter(newline);
      this.line(point);
    }
    return this.bytes.subarray(0, this.length);
  }

  private line(point: Point): void {
    this.text(rememberedMeasurement(point.measurement));
    for (const name in point.tags) {
      const value = point.tags[name]!;
      if (value === '') continue;
      this.text(rememberedTagKey(name));
      this.text(rememberedTagValue(value));
    }
    const fields = this.length;
    if (point instanceof LaidOutPoint) this.laidOutFields(point);
    else this.namedFields(point);
    // Each field has its comma before it; the first one's is the space behind the tags.
    this.bytes[fields] = space;
    this.letter(space);
    this.number(point.timestampMs);
  }

  private laidOutFields({ layout, values }: LaidOutPoint): void {
    const keys = fieldKeysOf(layout);
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at]!;
      if (value === null || value === undefined) continue;
      this.key(keys[at]!);
      this.value(value, layout.isWhole[at] === true);
    }
  }

  private namedFields({ fields, integers }: Point): void {
    for (const name in fields) {
      const value = fields[name]!;
      if (value === null || value === undefined) continue;
      this.text(fieldKey(name));
      this.value(value, integers?.has(name) === true);
    }
  }

  private key(key: Uint8Array): void {
    this.ensure(key.length);
    const { bytes } = this;
    let at = this.length;
    for (let from = 0; from < key.length; from += 1) bytes[at++] = key[from]!;
    this.length = at;
  }

  private value(value: NonNullable<FieldValue>, whole: boolean): void {
    if (typeof value === 'number') {
      this.number(value);
      if (whole) this.letter(isWhole);
    } else if (typeof value === 'string') this.quoted(value);
    else this.letter(value ? isTrue : isFalse);
  }

  private letter(code: number): void {
    this.ensure(1);
    this.bytes[this.length++] = code;
  }

  /** As JavaScript writes it: the shortest text that reads as the same number. */
  private number(value: number): void {
    this.ensure(longestNumber);
    const size = Math.abs(value);
    const parts = Math.round(size * 10_000);
    const isInteger = Number.isInteger(value) && size < 1e15;
    // A text of so few digits stands for one number alone, so where it stands for this one it is the shortest as well.
    if (!isInteger && !(size < 200_000 && parts / 10_000 === size)) return this.text(String(value));
    if (value < 0) this.bytes[this.length++] = minus;
    this.length = isInteger ? wholeNumber(this.bytes, this.length, size) : decimal(this.bytes, this.length, parts);
  }

  private quoted(value: string): void {
    this.ensure(2 * value.length + 2);
    const { bytes } = this;
    let at = this.length;
    bytes[at++] = quote;
    for (let from = 0; from < value.length; from += 1) {
      const code = value.charCodeAt(from);
      if (code > 127) return this.text(`"${value.replace(/["\\]/g, '\\$&')}"`);
      if (code === quote || code === backslash) bytes[at++] = backslash;
      bytes[at++] = code;
    }
    bytes[at++] = quote;
    this.length = at;
  }

  private text(text: string): void {
    this.ensure(3 * text.length);
    const { bytes } = this;
    let at = this.length;
    for (let from = 0; from < text.length; from += 1) {
      const code = text.charCodeAt(from);
      if (code > 127) {
        this.length += bytes.write(text, this.length);
        return;
      }
      bytes[at++] = code;
    }
    this.length = at;
  }

  private ensure(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.length + more));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

const lines = new LineWriter();

import { PermanentError } from '@lodestream/component';
import type { IncomingMessage } from '../../event-bus.port.js';
import { ByteReader } from '../../embedded/byte-reader.js';
import { ByteWriter } from '../../embedded/byte-writer.js';

/** Says who owns the partition's state from here on; it counts only where nothing came between what its owner had read and itself. */
export interface Claim {
  readonly kind: 'claim';
  readonly owner: string;
  /** The end of the log up to which the owner had restored. */
  readonly basedOn: number;
}

/** What changed since the delta before, with the input positions that all of it includes. */
export interface Delta extends Part {
  readonly kind: 'delta';
  readonly positions: readonly (readonly [string, number])[];
}

/** All keys of one segment, as they were after the delta `number`. */
export interface Snapshot extends Part {
  readonly kind: 'snapshot';
  readonly segment: number;
}

/** What a message can carry of a delta or a snapshot; most have one part. */
interface Part {
  readonly owner: string;
  readonly number: number;
  readonly part: number;
  readonly parts: number;
  readonly entries: readonly (readonly [string, Buffer | null])[];
}

export type ChangelogRecord = Claim | Delta | Snapshot;

const version = 1;
const kinds = ['claim', 'delta', 'snapshot'] as const;

/** The bytes of a record. */
export function encodeRecord(record: ChangelogRecord): Buffer {
  const writer = new ByteWriter(capacityFor(record));
  writer.varint(version);
  writer.varint(kinds.indexOf(record.kind));
  writer.text(record.owner);
  if (record.kind === 'claim') {
    writer.varint(record.basedOn);
    return writer.finish();
  }
  for (const number of [record.number, record.part, record.parts]) writer.varint(number);
  if (record.kind === 'snapshot') writer.varint(record.segment);
  else writePositions(writer, record.positions);
  writer.varint(record.entries.length);
  for (const [key, value] of record.entries) {
    writer.text(key);
    writer.nullableBytes(value);
  }
  return writer.finish();
}

/**
 * The record that a message holds; null where it was removed, is cut off, or was never one of ours: whether something needed is missing, the
 * numbers of the others tell.
 * @throws PermanentError where one of ours is of another version
 */
export function recordIn({ key, value }: Pick<IncomingMessage, 'key' | 'value'>): ChangelogRecord | null {
  if (value === null || !kinds.some((kind) => key?.toString().startsWith(`${kind}/`))) return null;
  const reader = new ByteReader(value, 0);
  try {
    const record = readRecord(reader);
    return reader.position === value.length ? record : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readRecord(reader: ByteReader): ChangelogRecord {
  const found = reader.varint();
  const kind = kinds[reader.varint()];
  if (found !== version || kind === undefined)
    throw new PermanentError(`a record of a changelog has version ${found} where ${version} is understood`, 'version');
  const owner = reader.text();
  if (kind === 'claim') return { kind, owner, basedOn: reader.varint() };
  const [number, part, parts] = [reader.varint(), reader.varint(), reader.varint()];
  const head = { owner, number, part, parts };
  if (kind === 'snapshot') return { kind, ...head, segment: reader.varint(), entries: readEntries(reader) };
  return { kind, ...head, positions: readPositions(reader), entries: readEntries(reader) };
}

function writePositions(writer: ByteWriter, positions: Delta['positions']): void {
  writer.varint(positions.length);
  for (const [topic, offset] of positions) {
    writer.text(topic);
    writer.varint(offset);
  }
}

function readPositions(reader: ByteReader): [string, number][] {
  return Array.from({ length: reader.varint() }, () => [reader.text(), reader.varint()]);
}

function readEntries(reader: ByteReader): [string, Buffer | null][] {
  return Array.from({ length: reader.varint() }, () => {
    const key = reader.text();
    const value = reader.nullableBytes();
    // A copy, so that a small value does not keep the whole message in memory.
    return [key, value === null ? null : Buffer.from(value)];
  });
}

function capacityFor(record: ChangelogRecord): number {
  const text = (value: string): number => 3 * value.length + 5;
  if (record.kind === 'claim') return 32 + text(record.owner);
  let capacity = 80 + text(record.owner);
  for (const [key, value] of record.entries) capacity += text(key) + (value?.length ?? 0) + 5;
  if (record.kind === 'delta') for (const [topic] of record.positions) capacity += text(topic) + 8;
  return capacity;
}

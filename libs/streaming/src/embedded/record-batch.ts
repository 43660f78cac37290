import { crc32 } from 'node:zlib';
import { PermanentError } from '@lodestream/component';
import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import { StoredMessage } from './stored-message.js';

const magic = 0x4c;
const version = 1;
const headerBytes = 40;

/** One message on its way into a batch; the batch gives it its offset. */
export interface NewRecord {
  readonly timestampMs: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A record that has its offset already: what compaction writes back. */
export interface OffsetRecord extends NewRecord {
  readonly offset: number;
}

/** What the first bytes of a batch tell without reading the rest. */
export interface BatchHead {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly count: number;
  readonly baseTimestampMs: number;
  readonly maxTimestampMs: number;
}

/**
 * Writes records as one value. `lastOffset` may lie behind the last record, where compaction took what followed.
 * Layout: magic, version, 2 spare bytes, crc32 of all that follows it, base and last offset, base and highest time, count, records.
 */
export function encodeBatch(records: readonly OffsetRecord[], lastOffset: number): Buffer {
  const first = records[0];
  if (!first) throw new TypeError('a batch has at least one record');
  const writer = new ByteWriter(headerBytes + records.reduce((sum, record) => sum + roomFor(record), 0));
  writer.skip(headerBytes);
  for (const record of records) writeRecord(writer, record, first);
  const bytes = writer.finish();
  const maxTimestampMs = records.reduce((most, { timestampMs }) => Math.max(most, timestampMs), first.timestampMs);
  writeHead(bytes, {
    baseOffset: first.offset,
    lastOffset,
    count: records.length,
    baseTimestampMs: first.timestampMs,
    maxTimestampMs,
  });
  return bytes;
}

/** Reads the head of a batch. */
export function headOf(bytes: Buffer): BatchHead {
  return {
    baseOffset: bytes.readUIntBE(8, 6),
    lastOffset: bytes.readUIntBE(14, 6),
    baseTimestampMs: bytes.readIntBE(20, 6),
    maxTimestampMs: bytes.readIntBE(26, 6),
    count: bytes.readUInt32BE(32),
  };
}

/**
 * Adds the batch's messages in `[from, to)` to `into`, until that holds `limit` messages. They share the batch's memory.
 * @throws PermanentError of class `storage` where the bytes are not what was written
 */
export function decodeBatch(bytes: Buffer, from: number, to: number, limit: number, into: StoredMessage[]): void {
  check(bytes);
  const { baseOffset, baseTimestampMs, count } = headOf(bytes);
  const reader = new ByteReader(bytes, headerBytes);
  for (let index = 0; index < count && into.length < limit; index += 1) {
    const end = reader.varint() + reader.position;
    const offset = baseOffset + reader.varint();
    if (offset >= to) return;
    if (offset >= from) into.push(readMessage(reader, offset, baseTimestampMs));
    reader.position = end;
  }
}

function readMessage(reader: ByteReader, offset: number, baseTimestampMs: number): StoredMessage {
  const timestampMs = baseTimestampMs + reader.signedVarint();
  const key = reader.nullableBytes();
  const value = reader.nullableBytes();
  return new StoredMessage(offset, timestampMs, key, value, reader.bytes, reader.position);
}

function writeRecord(writer: ByteWriter, record: OffsetRecord, first: OffsetRecord): void {
  const lengthAt = writer.reserveVarint(roomFor(record));
  writer.varint(record.offset - first.offset);
  writer.signedVarint(record.timestampMs - first.timestampMs);
  writer.nullableBytes(record.key);
  writer.nullableBytes(record.value);
  const names = Object.keys(record.headers);
  writer.varint(names.length);
  for (const name of names) {
    writer.text(name);
    writer.text(record.headers[name] ?? '');
  }
  writer.fillVarint(lengthAt);
}

/** At least as many bytes as the record can take; UTF-8 needs three for a UTF-16 unit at most. */
function roomFor({ key, value, headers }: NewRecord): number {
  let room = 40 + (key?.length ?? 0) + (value?.length ?? 0);
  for (const name in headers) room += 10 + 3 * (name.length + (headers[name]?.length ?? 0));
  return room;
}

function writeHead(bytes: Buffer, head: BatchHead): void {
  bytes.writeUInt32BE((magic << 24) | (version << 16), 0);
  bytes.writeUIntBE(head.baseOffset, 8, 6);
  bytes.writeUIntBE(head.lastOffset, 14, 6);
  bytes.writeIntBE(head.baseTimestampMs, 20, 6);
  bytes.writeIntBE(head.maxTimestampMs, 26, 6);
  bytes.writeUInt32BE(head.count, 32);
  bytes.writeUInt32BE(0, 36);
  bytes.writeUInt32BE(crc32(bytes.subarray(8)), 4);
}

function check(bytes: Buffer): void {
  if (bytes.length < headerBytes || bytes[0] !== magic || bytes[1] !== version) {
    throw new PermanentError('a stored batch does not begin as a batch does', 'storage');
  }
  if (crc32(bytes.subarray(8)) !== bytes.readUInt32BE(4)) {
    throw new PermanentError('a stored batch was changed after it was written', 'storage');
  }
}

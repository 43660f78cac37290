/** Bytes before the content of a frame: one of zero, four of the schema's id, the highest first. */
export const frameHeaderBytes = 5;

const maxId = 0x7fff_ffff;

/** Puts a record's Avro binary behind the id of the schema that wrote it, as Confluent's clients frame it. */
export function frame(schemaId: number, content: Uint8Array): Buffer {
  if (!Number.isInteger(schemaId) || schemaId < 0 || schemaId > maxId) throw new RangeError(`${schemaId} is no id of a schema`);
  const bytes = Buffer.allocUnsafe(frameHeaderBytes + content.length);
  bytes[0] = 0;
  bytes.writeInt32BE(schemaId, 1);
  bytes.set(content, frameHeaderBytes);
  return bytes;
}

/** The schema's id in the bytes of a frame, or null where they are too short to hold one or it is none. */
export function schemaIdOf(bytes: Buffer): number | null {
  if (bytes.length < frameHeaderBytes) return null;
  const id = bytes.readInt32BE(1);
  return id < 0 ? null : id;
}

/** What a frame holds behind the id; a view, not a copy. */
export const contentOf = (bytes: Buffer): Buffer => bytes.subarray(frameHeaderBytes);

import { randomFillSync } from 'node:crypto';

/** Random lower-case hexadecimal text of so many bytes; injected, so that a test can foresee it. */
export type RandomHex = (bytes: number) => string;

const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const pool = Buffer.alloc(8_192);
let used = pool.length;

/** Randomness from the machine, drawn in large pieces because one draw a message costs more than the message. */
export const systemRandomHex: RandomHex = (bytes) => {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
};

/**
 * The W3C `traceparent` of something caused by the holder of `parent`: the same trace and flags under a new span. Where there is
 * no parent, or none by the standard, a new sampled trace begins.
 */
export function continueTrace(parent: string | undefined, randomHex: RandomHex = systemRandomHex): string {
  const read = parent === undefined ? null : readTrace(parent);
  return read ? `00-${read.traceId}-${randomHex(8)}-${read.flags}` : `00-${randomHex(16)}-${randomHex(8)}-01`;
}

/** The parts of a `traceparent`, or null where the text is none by the standard. */
export function readTrace(text: string): { traceId: string; spanId: string; flags: string } | null {
  const [, version, traceId, spanId, flags, more] = shape.exec(text) ?? [];
  if (!version || !traceId || !spanId || !flags) return null;
  if (version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, flags };
}

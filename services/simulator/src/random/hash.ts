// Taken from Math once: looking a global up costs more than the arithmetic where code runs in a context of its own.
const { cos, floor, imul, log, sqrt, PI } = Math;
const uint32Range = 4_294_967_296;

/** A well-mixed 32-bit number from up to four whole numbers: the farm's only source of chance, equal on every run. */
export function hash32(a: number, b = 0, c = 0, d = 0): number {
  let h = absorb(0x9e3779b9, a);
  h = absorb(h, b);
  h = absorb(h, c);
  h = absorb(h, d);
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1) from the same arguments as {@link hash32}. */
export function uniform(a: number, b = 0, c = 0, d = 0): number {
  return hash32(a, b, c, d) / uint32Range;
}

/** A number in [low, high). */
export function uniformIn(low: number, high: number, a: number, b = 0, c = 0, d = 0): number {
  return low + (high - low) * uniform(a, b, c, d);
}

/** A standard normal number (Box–Muller over two hashes of the same arguments). */
export function gaussian(a: number, b = 0, c = 0): number {
  const radius = sqrt(-2 * log(1 - uniform(a, b, c, 0x51ed)));
  return radius * cos(2 * PI * uniform(a, b, c, 0x7a2f));
}

/** Folds a text into a whole number that can be hashed on. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) h = imul(h ^ text.charCodeAt(at), 0x01000193);
  return h >>> 0;
}

function absorb(h: number, value: number): number {
  const low = imul(value | 0, 0xcc9e2d51);
  const high = imul(floor(value / uint32Range) | 0, 0x1b873593);
  const mixed = h ^ imul((low << 15) | (low >>> 17), 0x1b873593) ^ high;
  return (imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

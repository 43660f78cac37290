/** The seeds of this run: those of LODESTREAM_FAULT_SEEDS, separated by commas, or these few. */
export const faultSeeds: readonly number[] = (process.env['LODESTREAM_FAULT_SEEDS'] ?? '1').split(',').map(Number);

/** How many times a story kills what it kills. */
export const killPoints = Number(process.env['LODESTREAM_FAULT_KILLS'] ?? '2');

/** How long something stays away, in milliseconds. */
export const outageMs = Number(process.env['LODESTREAM_FAULT_OUTAGE_SECONDS'] ?? '60') * 1_000;

/** A source of numbers in [0, 1) that is the same for the same seed (xorshift32 on a mixed seed). */
export function chanceFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Waits a seeded while between two bounds. */
export async function someWhile(chance: () => number, [from, to]: readonly [number, number]): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, from + chance() * (to - from)));
}

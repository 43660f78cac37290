/** The slots in which one key is polled: every `intervalMs` since the epoch, shifted by `phaseMs`. */
export interface TickGrid {
  readonly intervalMs: number;
  readonly phaseMs: number;
}

/** The grid of a key: equal on every machine and after every restart, and spread evenly over the interval by the key's hash. */
export function tickGridOf(key: string, intervalMs: number): TickGrid {
  if (!Number.isInteger(intervalMs) || intervalMs < 1) throw new RangeError(`an interval must be whole milliseconds, got ${intervalMs}`);
  return { intervalMs, phaseMs: Math.floor(fractionOf(key) * intervalMs) };
}

/** The newest tick that is not after `atMs`. */
export function tickAtOrBefore(grid: TickGrid, atMs: number): number {
  return Math.floor((atMs - grid.phaseMs) / grid.intervalMs) * grid.intervalMs + grid.phaseMs;
}

/** The first tick that is after `atMs`. */
export function tickAfter(grid: TickGrid, atMs: number): number {
  return tickAtOrBefore(grid, atMs) + grid.intervalMs;
}

/** A number in [0, 1) that depends on the key alone; neighbouring keys land far apart. */
export function fractionOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return finished(hash) / 2 ** 32;
}

/** FNV alone leaves the high bits of short keys alike; the finishing rounds spread them. */
function finished(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

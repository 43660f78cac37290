import type { StoredBatch } from './log-store.port.js';

/** Where the first batch stands whose last offset is at least `offset`, among batches sorted by it; their number where there is none. */
export function firstAtLeast(batches: readonly StoredBatch[], offset: number): number {
  let [low, high] = [0, batches.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((batches[middle] as StoredBatch).lastOffset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

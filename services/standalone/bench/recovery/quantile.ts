/** The value that so many of them, 0 to 1, do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Milliseconds as seconds with one digit. */
export const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

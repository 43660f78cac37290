/**
 * Works on the parts in order, so many at one time. After the first failure no further part is begun; it is thrown once nothing is on its
 * way any more, for whoever tries again must find nothing of the first try still coming.
 */
export async function inLanes<T, R>(parts: readonly T[], width: number, work: (part: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    try {
      while (next < parts.length) results.push(await work(parts[next++]!));
    } catch (error) {
      next = parts.length;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(width, parts.length) }, lane));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
  return results;
}

/** A list cut into pieces of so many, the last one of what is left. */
export function piecesOf<T>(list: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}

import type { IncomingMessage } from '../event-bus.port.js';

/**
 * Runs `work` over items with at most `width` at a time; items whose messages share a key follow each other in order. Ends at the
 * first failure, after which no further item is begun.
 */
export async function inKeyOrder<T extends { readonly message: IncomingMessage }>(
  items: readonly T[],
  width: number,
  work: (item: T) => void | Promise<void>,
): Promise<void> {
  if (width <= 1) return oneByOne(items, work);
  const lanes = lanesOf(items);
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < lanes.length && !failed) {
      const lane = lanes[next]!;
      next += 1;
      await oneByOne(lane, work, () => failed).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(width, lanes.length) }, worker));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}

async function oneByOne<T>(items: readonly T[], work: (item: T) => void | Promise<void>, stopped?: () => boolean): Promise<void> {
  for (const item of items) {
    if (stopped?.()) return;
    const pending = work(item);
    if (pending) await pending;
  }
}

function lanesOf<T extends { readonly message: IncomingMessage }>(items: readonly T[]): readonly T[][] {
  const byKey = new Map<string, T[]>();
  const lanes: T[][] = [];
  for (const item of items) {
    const key = item.message.key?.toString('latin1');
    const known = key === undefined ? undefined : byKey.get(key);
    if (known) {
      known.push(item);
      continue;
    }
    const lane = [item];
    lanes.push(lane);
    if (key !== undefined) byKey.set(key, lane);
  }
  return lanes;
}

import { murmur2 } from '../../partitioner.js';

const partBytes = 800_000;

/** How a partition's state is laid out in its changelog. */
export interface ChangelogLayout {
  /** Keys are shared out among so many segments, each snapshotted by itself. */
  readonly segments: number;
  /** After so many deltas the next segment is snapshotted. */
  readonly deltasPerSnapshot: number;
}

export const defaultLayout: ChangelogLayout = { segments: 16, deltasPerSnapshot: 4 };

/** Deltas after which every segment has a newer snapshot, so that older deltas are needed no more. */
export const cycleOf = ({ segments, deltasPerSnapshot }: ChangelogLayout): number => segments * deltasPerSnapshot;

/** Where a delta's key lies in the ring: it is used anew only once nobody needs what it held. */
export const slotOf = (number: number, layout: ChangelogLayout): number => number % (2 * cycleOf(layout));

/** The segment to be snapshotted after this delta, or null. */
export function segmentDueAfter(number: number, { segments, deltasPerSnapshot }: ChangelogLayout): number | null {
  return number % deltasPerSnapshot === 0 ? (number / deltasPerSnapshot) % segments : null;
}

/** The segment a key belongs to. */
export const segmentOf = (key: string, { segments }: ChangelogLayout): number => (murmur2(Buffer.from(key)) >>> 0) % segments;

/** Cuts entries into parts that fit into messages; at least one part, which may be empty. */
export function inParts<V extends Buffer | null>(entries: Iterable<readonly [string, V]>): (readonly [string, V])[][] {
  const parts: (readonly [string, V])[][] = [[]];
  let weight = 0;
  for (const entry of entries) {
    const added = 3 * entry[0].length + (entry[1]?.length ?? 0) + 10;
    if (weight > 0 && weight + added > partBytes) {
      parts.push([]);
      weight = 0;
    }
    parts.at(-1)?.push(entry);
    weight += added;
  }
  return parts;
}

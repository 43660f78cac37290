import { murmur2 } from '../partitioner.js';

/** A member as the assignment sees it. */
export interface Candidate {
  readonly instance: string;
  readonly topics: readonly string[];
}

/**
 * The member who gets a partition: the one whose name and the partition's number hash highest (rendezvous), so that a new member
 * moves the least, and equal numbers of all topics live together.
 */
export function ownerOf<T extends Candidate>(members: readonly T[], topic: string, partition: number): T | undefined {
  let owner: T | undefined;
  let highest = -Infinity;
  for (const member of members) {
    if (!member.topics.includes(topic)) continue;
    const score = scoreOf(member.instance, partition);
    const wins = score > highest || (score === highest && owner !== undefined && member.instance < owner.instance);
    if (wins) [owner, highest] = [member, score];
  }
  return owner;
}

function scoreOf(instance: string, partition: number): number {
  // Twice, since names that differ in one letter only would otherwise score alike for many partitions.
  const once = murmur2(Buffer.from(`${partition}/${instance}`));
  return murmur2(Buffer.from(`${once}/${partition}`)) >>> 0;
}

import { createHash } from 'node:crypto';
import type { TopicPartition } from '../event-bus.port.js';

/** A member as the assignment sees it. */
export interface GroupMemberView {
  /** The broker's name for it, unique in the group. */
  readonly memberId: string;
  /** Its own name, stable over restarts. */
  readonly instance: string;
  readonly topics: readonly string[];
  /** What it holds now, by its own word. */
  readonly holds: readonly TopicPartition[];
}

/** Partition numbers by topic. */
export type Share = Record<string, number[]>;

interface Seat {
  readonly memberId: string;
  readonly name: string;
  readonly slots: Set<number>;
}

/**
 * Shares out partitions. Topics with equal partition counts and the same readers are co-partitioned: equal numbers of all of
 * them go to one member. A member keeps what it holds as long as the shares stay even (they differ by one at most); what has to
 * find a place goes to the member whose name hashes highest for that number, so that a name finds its old partitions again.
 */
export function assignPartitions(members: readonly GroupMemberView[], partitionCounts: ReadonlyMap<string, number>): Map<string, Share> {
  const shares = new Map<string, Share>(members.map(({ memberId }) => [memberId, {}]));
  for (const { topics, readers, count } of coPartitioned(members, partitionCounts)) {
    for (const seat of seatEvenly(readers, topics, count)) {
      const share = shares.get(seat.memberId);
      if (share && seat.slots.size > 0) for (const topic of topics) share[topic] = [...seat.slots].sort((a, b) => a - b);
    }
  }
  return shares;
}

interface CoPartitioned {
  readonly topics: readonly string[];
  readonly readers: readonly GroupMemberView[];
  readonly count: number;
}

function coPartitioned(members: readonly GroupMemberView[], partitionCounts: ReadonlyMap<string, number>): CoPartitioned[] {
  const groups = new Map<string, { topics: string[]; readers: GroupMemberView[]; count: number }>();
  for (const topic of [...partitionCounts.keys()].sort()) {
    const count = partitionCounts.get(topic) ?? 0;
    const readers = members.filter((member) => member.topics.includes(topic)).sort(byName);
    if (readers.length === 0) continue;
    const key = JSON.stringify([count, readers.map(({ memberId }) => memberId)]);
    const group = groups.get(key) ?? { topics: [], readers, count };
    group.topics.push(topic);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function seatEvenly(readers: readonly GroupMemberView[], topics: readonly string[], count: number): Seat[] {
  const seats = readers.map((reader, index): Seat => ({
    memberId: reader.memberId,
    name: distinctName(readers, index),
    slots: new Set(),
  }));
  keepHeld(seats, readers, topics, count);
  const limits = limitsFor(seats, count);
  for (const seat of seats) release(seat, limits.get(seat) ?? 0);
  const held = new Set(seats.flatMap(({ slots }) => [...slots]));
  for (let slot = 0; slot < count; slot += 1) {
    if (!held.has(slot))
      highest(
        seats.filter((seat) => seat.slots.size < (limits.get(seat) ?? 0)),
        slot,
      )?.slots.add(slot);
  }
  return seats;
}

// Two members may claim one slot when one of them was away and doesn't know yet that it lost it: the hash decides between them.
function keepHeld(seats: readonly Seat[], readers: readonly GroupMemberView[], topics: readonly string[], count: number): void {
  const claims = seats.map((seat, index) => ({ seat, held: slotsOf(readers[index]?.holds ?? [], topics) }));
  for (let slot = 0; slot < count; slot += 1) {
    highest(
      claims.filter(({ held }) => held.has(slot)).map(({ seat }) => seat),
      slot,
    )?.slots.add(slot);
  }
}

function slotsOf(holds: readonly TopicPartition[], topics: readonly string[]): Set<number> {
  return new Set(holds.filter(({ topic }) => topics.includes(topic)).map(({ partition }) => partition));
}

// Those who hold most may keep the one more that does not divide evenly: that moves the fewest.
function limitsFor(seats: readonly Seat[], count: number): Map<Seat, number> {
  const even = Math.floor(count / seats.length);
  const larger = count % seats.length;
  const byLoad = [...seats].sort((a, b) => b.slots.size - a.slots.size || weightOf(b.name, -1) - weightOf(a.name, -1));
  return new Map(byLoad.map((seat, index) => [seat, even + (index < larger ? 1 : 0)]));
}

function release(seat: Seat, limit: number): void {
  const leastFitting = [...seat.slots].sort((a, b) => weightOf(seat.name, a) - weightOf(seat.name, b));
  for (const slot of leastFitting.slice(0, Math.max(0, seat.slots.size - limit))) seat.slots.delete(slot);
}

function highest(seats: readonly Seat[], slot: number): Seat | undefined {
  let best: Seat | undefined;
  let most = -1;
  for (const seat of seats) {
    const weight = weightOf(seat.name, slot);
    if (weight > most) [best, most] = [seat, weight];
  }
  return best;
}

function weightOf(name: string, slot: number): number {
  return createHash('sha256').update(`${slot}:${name}`).digest().readUIntBE(0, 6);
}

// Instance names should differ; if two members share one, the broker's names tell them apart.
function distinctName(readers: readonly GroupMemberView[], index: number): string {
  const reader = readers[index];
  if (!reader) return '';
  const shared = readers.filter(({ instance }) => instance === reader.instance).length > 1;
  return shared ? `${reader.instance} ${reader.memberId}` : reader.instance;
}

function byName(a: GroupMemberView, b: GroupMemberView): number {
  return a.instance < b.instance ? -1 : a.instance > b.instance ? 1 : a.memberId < b.memberId ? -1 : 1;
}

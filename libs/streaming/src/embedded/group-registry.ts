import type { Bookkeeper } from './bookkeeper.js';
import type { BusEvents } from './bus-event.js';
import type { GroupOffsets } from './group-offsets.js';
import { Group, type Presence } from './group.js';
import type { LogStore } from './log-store.port.js';
import type { PartitionState } from './partition-state.js';
import type { TopicCatalog } from './topic-catalog.js';

const rowPrefix = 'group/';
const longestRevokeMs = 30_000;

/** All groups there are, whether somebody reads for them now or not. */
export class GroupRegistry {
  private readonly byName = new Map<string, Group>();

  constructor(
    private readonly parts: {
      readonly store: LogStore;
      readonly catalog: TopicCatalog;
      readonly offsets: GroupOffsets;
      readonly bookkeeper: Bookkeeper;
      readonly events: BusEvents;
      readonly dropGroupAfterMs: number;
    },
  ) {}

  load(): void {
    this.byName.clear();
    for (const { key, bytes } of this.parts.store.rows(rowPrefix)) {
      const presences = new Map(Object.entries(JSON.parse(bytes.toString()) as Record<string, Presence>));
      this.named(key.slice(rowPrefix.length), presences);
    }
  }

  all(): readonly Group[] {
    return [...this.byName.values()];
  }

  named(name: string, presences = new Map<string, Presence>()): Group {
    let group = this.byName.get(name);
    if (!group) {
      group = new Group(name, this.parts.catalog, this.parts.offsets, longestRevokeMs, presences);
      this.byName.set(name, group);
    }
    return group;
  }

  /** Who still needs the partition's oldest messages, and from which offset on. */
  slowestIn(state: PartitionState): { readonly offset: number; readonly group: string | null } {
    let slowest: { offset: number; group: string | null } = { offset: Infinity, group: null };
    for (const group of this.byName.values()) {
      const offset = group.floorOf(state);
      if (offset < slowest.offset) slowest = { offset, group: group.name };
    }
    return slowest;
  }

  /** From now on the group holds back what it has not read of these topics. */
  async attend(name: string, topics: readonly string[]): Promise<void> {
    const group = this.named(name);
    for (const topic of topics) group.presences.set(topic, { absentMs: 0, dropped: false });
    await this.keep(group);
  }

  /** Adds to the absence of those who are not here; who was away for too long holds nothing back any more. */
  async account(elapsedMs: number): Promise<void> {
    for (const group of this.byName.values()) {
      let changed = false;
      for (const [topic, presence] of group.presences) changed = this.accountFor(group, topic, presence, elapsedMs) || changed;
      if (changed) await this.keep(group);
    }
  }

  private accountFor(group: Group, topic: string, presence: Presence, elapsedMs: number): boolean {
    const here = group.attends(topic);
    const absentMs = here ? 0 : presence.absentMs + elapsedMs;
    const changed = !presence.dropped && absentMs !== presence.absentMs;
    presence.absentMs = absentMs;
    if (presence.dropped || absentMs < this.parts.dropGroupAfterMs) return changed;
    presence.dropped = true;
    this.parts.events.tell({ kind: 'group_dropped', group: group.name, topic, absentMs });
    return true;
  }

  private keep(group: Group): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(Object.fromEntries(group.presences)));
    return this.parts.bookkeeper.write((transaction) => transaction.change({ kind: 'put-row', key: rowPrefix + group.name, bytes }));
  }
}

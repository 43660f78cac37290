import { ownerOf } from './assignment.js';
import type { GroupOffsets } from './group-offsets.js';
import type { Member } from './member.js';
import type { PartitionState } from './partition-state.js';
import type { TopicCatalog } from './topic-catalog.js';

/** For how long a group has not been seen on a topic, and whether it therefore no longer holds anything back. */
export interface Presence {
  absentMs: number;
  dropped: boolean;
}

/** The consumers of one name, and which of them reads which partition. */
export class Group {
  readonly members: Member[] = [];
  private turn: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly catalog: TopicCatalog,
    private readonly offsets: GroupOffsets,
    private readonly revokeMs: number,
    readonly presences = new Map<string, Presence>(),
  ) {}

  /** Whether a member that commits reads the topic now. */
  attends(topic: string): boolean {
    return this.members.some((member) => member.commits && member.topics.includes(topic));
  }

  /** The oldest offset that the group still needs, or infinity. */
  floorOf(state: PartitionState): number {
    const reading = this.members.filter(({ commits }) => !commits).map((member) => member.positionIn(state) ?? Infinity);
    const presence = this.presences.get(state.topic);
    const pinned = presence && !presence.dropped ? (this.offsets.of(this.name, state)?.committed ?? state.logStart) : Infinity;
    return Math.min(pinned, ...reading);
  }

  join(member: Member): Promise<void> {
    return this.inTurn(async () => {
      this.members.push(member);
      await this.rebalance();
    });
  }

  leave(member: Member, deadlineMs: number): Promise<void> {
    const released = member.releaseAll(deadlineMs);
    return this.inTurn(async () => {
      await released;
      const at = this.members.indexOf(member);
      if (at < 0) return;
      this.members.splice(at, 1);
      // What a rebalance in between may have given it.
      await member.releaseAll(0);
      await this.rebalance();
    });
  }

  private async rebalance(): Promise<void> {
    const wanted = this.assignment();
    const partitions = [...wanted.keys()];
    await Promise.all(
      this.members.map((member) => {
        const lost = partitions.filter((state) => member.holds(state) && wanted.get(state) !== member);
        return member.release(lost, this.revokeMs);
      }),
    );
    await Promise.all(
      this.members.map((member) => member.take(partitions.filter((state) => wanted.get(state) === member && !member.holds(state)))),
    );
  }

  private assignment(): Map<PartitionState, Member> {
    const members = this.members.filter(({ running }) => running);
    const assignment = new Map<PartitionState, Member>();
    for (const topic of new Set(members.flatMap((member) => member.topics))) {
      for (const state of this.catalog.named(topic).partitions) {
        const owner = ownerOf(members, topic, state.partition);
        if (owner) assignment.set(state, owner);
      }
    }
    return assignment;
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}

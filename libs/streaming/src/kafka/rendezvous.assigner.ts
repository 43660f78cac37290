import type { TopicPartition } from '../event-bus.port.js';
import { byTopic } from './cluster-queries.js';
import { AssignerProtocol, type Assigner, type Cluster, type PartitionAssigner } from './kafkajs.js';
import { assignPartitions, type GroupMemberView, type Share } from './rendezvous-assignment.js';

/** What a member lets the assigner know, and learn. */
export interface AssignerMember {
  readonly instance: string;
  /** What it holds at this moment; asked for at every join. */
  readonly holds: () => readonly TopicPartition[];
  /** Called right before every request to join: from here on the partitions may be someone else's. */
  readonly joining: () => void;
  /** The member's own view of the cluster, handed over once. */
  readonly connected: (cluster: Cluster) => void;
}

const protocolName = 'lodestream-rendezvous';
const protocolVersion = 1;

/** kafkajs's assigner interface around {@link assignPartitions}. */
export function rendezvousAssigner(member: AssignerMember): PartitionAssigner {
  return ({ cluster }): Assigner => {
    member.connected(cluster);
    return {
      name: protocolName,
      version: protocolVersion,
      protocol: ({ topics }) => {
        member.joining();
        const userData = encodeUserData(member.instance, member.holds());
        return {
          name: protocolName,
          metadata: AssignerProtocol.MemberMetadata.encode({ version: protocolVersion, topics, userData }),
        };
      },
      assign: async ({ members }) => {
        const views = members.map(({ memberId, memberMetadata }) => decodeMember(memberId, memberMetadata));
        const shares = assignPartitions(views, await partitionCounts(cluster, views));
        return views.map(({ memberId }) => ({
          memberId,
          memberAssignment: encodeShare(shares.get(memberId) ?? {}),
        }));
      },
    };
  };
}

async function partitionCounts(cluster: Cluster, members: readonly GroupMemberView[]): Promise<Map<string, number>> {
  const topics = [...new Set(members.flatMap((member) => member.topics))];
  // Members of one group may read different topics, during an upgrade for one: the leader shares out all of them.
  await cluster.addMultipleTargetTopics(topics);
  return new Map(topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).length]));
}

function encodeShare(assignment: Share): Buffer {
  return AssignerProtocol.MemberAssignment.encode({
    version: protocolVersion,
    assignment,
    userData: Buffer.alloc(0),
  });
}

function encodeUserData(instance: string, holds: readonly TopicPartition[]): Buffer {
  return Buffer.from(JSON.stringify({ instance, holds: byTopic(holds) }));
}

/** What a member that is one of ours calls itself; null for every other, and for one that says nothing now. */
export function instanceOf(memberMetadata: Buffer): string | null {
  return saidBy(memberMetadata)?.instance ?? null;
}

function decodeMember(memberId: string, metadata: Buffer): GroupMemberView {
  const topics = AssignerProtocol.MemberMetadata.decode(metadata)?.topics ?? [];
  const said = saidBy(metadata);
  // A member that says nothing about itself, or nothing we understand, is known by the broker's name for it.
  if (said === null) return { memberId, instance: memberId, topics, holds: [] };
  const holds = said.holds.flatMap(([topic, numbers]) => numbers.map((partition) => ({ topic, partition })));
  return { memberId, instance: said.instance, topics, holds };
}

function saidBy(metadata: Buffer): { readonly instance: string; readonly holds: readonly [string, number[]][] } | null {
  try {
    const { instance, holds } = JSON.parse(AssignerProtocol.MemberMetadata.decode(metadata)?.userData.toString() ?? '') as {
      instance: unknown;
      holds: unknown;
    };
    if (typeof instance !== 'string' || !Array.isArray(holds)) return null;
    return { instance, holds: holds as [string, number[]][] };
  } catch {
    return null;
  }
}

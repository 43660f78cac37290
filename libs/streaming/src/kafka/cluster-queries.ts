import { TransientError } from '@lodestream/component';
import type { TopicPartition } from '../event-bus.port.js';
import type { Cluster } from './kafkajs.js';

/** Where the logs of one partition begin and end. */
export interface LogBounds extends TopicPartition {
  readonly logStart: number;
  readonly logEnd: number;
}

/** What a group has committed for one partition. */
export interface CommittedOffset extends TopicPartition {
  readonly offset: number | null;
  readonly metadata: string;
}

/** The partitions of a topic, in order. @throws when the topic does not exist */
export async function partitionsOf(cluster: Cluster, topic: string): Promise<number[]> {
  await cluster.addTargetTopic(topic);
  await cluster.refreshMetadataIfNecessary();
  const partitions = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId);
  if (partitions.length === 0) throw new TransientError(`${topic} has no partitions yet`, 'integration');
  return partitions.sort((a, b) => a - b);
}

/** Where logs start, by `topic/partition`. */
export function logStarts(cluster: Cluster, partitions: readonly TopicPartition[]): Promise<Map<string, number>> {
  return offsetsAt(cluster, partitions, true);
}

/** Where logs start and end. */
export async function logBounds(cluster: Cluster, partitions: readonly TopicPartition[]): Promise<LogBounds[]> {
  const starts = await offsetsAt(cluster, partitions, true);
  const ends = await offsetsAt(cluster, partitions, false);
  return partitions.map((at) => ({
    topic: at.topic,
    partition: at.partition,
    logStart: starts.get(nameOf(at)) ?? 0,
    logEnd: ends.get(nameOf(at)) ?? 0,
  }));
}

/** What a group has committed, in the order asked. */
export async function committedOffsets(
  cluster: Cluster,
  groupId: string,
  partitions: readonly TopicPartition[],
): Promise<CommittedOffset[]> {
  const coordinator = await cluster.findGroupCoordinator({ groupId });
  const topics = byTopic(partitions).map(([topic, numbers]) => ({
    topic,
    partitions: numbers.map((partition) => ({ partition, offset: '-1' })),
  }));
  const { responses } = (await coordinator.offsetFetch({ groupId, topics })) as unknown as {
    responses: OffsetResponse[];
  };
  const found = new Map(responses.flatMap(({ topic, partitions: all }) => all.map((each) => [nameOf({ topic, ...each }), each] as const)));
  return partitions.map(({ topic, partition }) => {
    const each = found.get(nameOf({ topic, partition }));
    const offset = Number(each?.offset ?? -1);
    return { topic, partition, offset: offset < 0 ? null : offset, metadata: each?.metadata ?? '' };
  });
}

/** A member of a group, by the broker's name for it, with what it said of itself; empty while the group rearranges itself. */
export interface MemberView {
  readonly memberId: string;
  readonly memberMetadata: Buffer;
}

/** The members of a group, as its coordinator knows them. */
export async function membersOf(cluster: Cluster, groupId: string): Promise<readonly MemberView[]> {
  const coordinator = (await cluster.findGroupCoordinator({ groupId })) as unknown as GroupBroker;
  const { groups } = await coordinator.describeGroups({ groupIds: [groupId] });
  return groups.find((group) => group.groupId === groupId)?.members ?? [];
}

/** Tells a group that a member is gone, so that the others need not wait for the end of its session. */
export async function signOff(cluster: Cluster, groupId: string, memberId: string): Promise<void> {
  const coordinator = (await cluster.findGroupCoordinator({ groupId })) as unknown as GroupBroker;
  await coordinator.leaveGroup({ groupId, memberId });
}

/** One name a partition has in maps. */
export const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** Partition numbers grouped by topic, as every Kafka request wants them. */
export function byTopic(partitions: readonly TopicPartition[]): [string, number[]][] {
  const groups = new Map<string, number[]>();
  for (const { topic, partition } of partitions) groups.set(topic, [...(groups.get(topic) ?? []), partition]);
  return [...groups];
}

/** kafkajs's broker can do this; its published types don't say so. */
interface GroupBroker {
  describeGroups(request: {
    groupIds: string[];
  }): Promise<{ groups: readonly { readonly groupId: string; readonly members: readonly MemberView[] }[] }>;
  leaveGroup(request: { groupId: string; memberId: string }): Promise<unknown>;
}

interface OffsetResponse {
  readonly topic: string;
  readonly partitions: readonly {
    readonly partition: number;
    readonly offset: string;
    readonly metadata?: string | null;
  }[];
}

async function offsetsAt(cluster: Cluster, partitions: readonly TopicPartition[], fromBeginning: boolean): Promise<Map<string, number>> {
  if (partitions.length === 0) return new Map();
  const topics = byTopic(partitions).map(([topic, numbers]) => ({
    topic,
    fromBeginning,
    partitions: numbers.map((partition) => ({ partition })),
  }));
  const answers = await cluster.fetchTopicsOffset(topics);
  return new Map(
    answers.flatMap(({ topic, partitions: all }) =>
      all.map(({ partition, offset }) => [nameOf({ topic, partition }), Number(offset)] as const),
    ),
  );
}

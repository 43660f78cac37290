import { PermanentError } from '@lodestream/component';
import type { EventBusAdmin, GroupOffset, Position, TopicPartition, TopicSettings } from '../event-bus.port.js';
import { byTopic, committedOffsets, logBounds, nameOf, partitionsOf } from './cluster-queries.js';
import type { ClusterConnection } from './kafka-client.js';
import { ConfigResourceTypes, type Admin } from './kafkajs.js';
import { leadersAnswer, type LeadersDeps } from './leaders-answer.js';
import { brokerErrorType } from './map-error.js';
import type { TopicFacts } from './outgoing.js';
import type { Reconnecting } from './reconnecting.js';
import { fromTopicOptions, isInternal, toTopicOptions, creationOptions } from './topic-settings.js';

/** What a topic's own options are called in the broker's answer. */
const setOnTopic = 1;
const mostReplicas = 3;

/** What the admin works with. */
export interface KafkaAdminDeps {
  readonly admin: Reconnecting<Admin>;
  readonly cluster: Reconnecting<ClusterConnection>;
  readonly replicationFactor: number | undefined;
  readonly leaders: LeadersDeps;
}

/** Topics and groups of a Kafka cluster. Every call is bounded by the admin deadline, retries included; applying topics waits for their leaders beyond it. */
export class KafkaAdmin implements EventBusAdmin {
  constructor(private readonly deps: KafkaAdminDeps) {}

  async applyTopics(topics: readonly TopicSettings[]): Promise<void> {
    await this.deps.admin.use('applying topics', async (admin) => {
      const present = new Map((await describe(admin)).map((settings) => [settings.topic, settings]));
      for (const wanted of topics) refuseOtherPartitions(wanted, present.get(wanted.topic));
      await create(
        admin,
        topics.filter(({ topic }) => !present.has(topic)),
        this.deps.replicationFactor,
      );
      for (const wanted of topics) await bringUpToDate(admin, wanted, present.get(wanted.topic));
    });
    await leadersAnswer(
      this.deps.leaders,
      topics.map(({ topic }) => topic),
    );
  }

  listTopics(): Promise<readonly TopicSettings[]> {
    return this.deps.admin.use('listing topics', describe);
  }

  offsetsOf(topic: string): Promise<readonly { partition: number; logStart: number; logEnd: number }[]> {
    return this.deps.cluster.use(`asking for the offsets of ${topic}`, async ({ cluster }) => {
      const partitions = (await partitionsOf(cluster, topic)).map((partition) => ({ topic, partition }));
      return (await logBounds(cluster, partitions)).map(({ partition, logStart, logEnd }) => ({
        partition,
        logStart,
        logEnd,
      }));
    });
  }

  groupOffsets(group: string, topics: readonly string[]): Promise<readonly GroupOffset[]> {
    return this.deps.cluster.use(`asking for the offsets of group ${group}`, async ({ cluster }) => {
      const partitions: TopicPartition[] = [];
      for (const topic of topics) partitions.push(...(await partitionsOf(cluster, topic)).map((partition) => ({ topic, partition })));
      const bounds = new Map((await logBounds(cluster, partitions)).map((each) => [nameOf(each), each]));
      const committed = await committedOffsets(cluster, group, partitions);
      return committed.map(({ topic, partition, offset, metadata }): GroupOffset => {
        const { logStart = 0, logEnd = 0 } = bounds.get(nameOf({ topic, partition })) ?? {};
        return { topic, partition, committed: offset, metadata, logStart, logEnd };
      });
    });
  }

  // A commit without a member is what the broker takes only from a group that has none: the check and the change are one.
  async seedOffsets(group: string, offsets: readonly (TopicPartition & { offset: number })[]): Promise<void> {
    if (offsets.length === 0) return;
    const wanted = new Map(offsets.map((each) => [nameOf(each), String(each.offset)]));
    const topics = byTopic(offsets).map(([topic, numbers]) => ({
      topic,
      partitions: numbers.map((partition) => ({
        partition,
        offset: wanted.get(nameOf({ topic, partition })) ?? '0',
      })),
    }));
    await this.deps.cluster.use(`seeding the offsets of group ${group}`, async ({ cluster }) => {
      const coordinator = await cluster.findGroupCoordinator({ groupId: group });
      try {
        await coordinator.offsetCommit({ groupId: group, groupGenerationId: -1, memberId: '', topics });
      } catch (error) {
        if (!['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'REBALANCE_IN_PROGRESS'].includes(brokerErrorType(error) ?? '')) throw error;
        throw new PermanentError(`group ${group} has members; stop them before its offsets are seeded`, 'integration', { cause: error });
      }
    });
  }

  async deleteBefore({ topic, partition, offset }: Position): Promise<void> {
    await this.deps.admin.use(`deleting from ${topic}`, async (admin) => {
      // kafkajs looks up the leader in what it knows already, and a new client knows no topic: asking for its offsets teaches it.
      await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset) }] });
    });
  }

  /** What sending needs to know of a topic. @throws TransientError while there is no such topic, or no broker */
  async factsOf(topic: string): Promise<TopicFacts> {
    const partitions = await this.deps.cluster.use(
      `looking up ${topic}`,
      async ({ cluster }) => (await partitionsOf(cluster, topic)).length,
    );
    const options = await this.deps.admin.use(`looking up ${topic}`, (admin) => optionsOf(admin, [topic]));
    return {
      partitions,
      compacted: fromTopicOptions(topic, partitions, namesAndValues(options.get(topic) ?? [])).compacted,
    };
  }
}

interface TopicOption {
  readonly configName: string;
  readonly configValue: string;
  readonly configSource: number;
}

async function describe(admin: Admin): Promise<TopicSettings[]> {
  const { topics } = await admin.fetchTopicMetadata();
  const ours = topics.filter(({ name }) => !isInternal(name));
  const options = await optionsOf(
    admin,
    ours.map(({ name }) => name),
  );
  return ours.map(({ name, partitions }) => fromTopicOptions(name, partitions.length, namesAndValues(options.get(name) ?? [])));
}

async function optionsOf(admin: Admin, topics: readonly string[]): Promise<Map<string, readonly TopicOption[]>> {
  if (topics.length === 0) return new Map();
  const resources = topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name }));
  const answer = await admin.describeConfigs({ resources, includeSynonyms: false });
  return new Map(answer.resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]));
}

function namesAndValues(options: readonly TopicOption[]): Map<string, string> {
  return new Map(options.map(({ configName, configValue }) => [configName, configValue]));
}

function refuseOtherPartitions(wanted: TopicSettings, present: TopicSettings | undefined): void {
  if (!present || present.partitions === wanted.partitions) return;
  throw new PermanentError(
    `${wanted.topic} has ${present.partitions} partitions where ${wanted.partitions} are declared; a topic's partitions never change: ` +
      'name another prefix, or delete the topic if nothing of it is needed',
    'version',
  );
}

async function create(admin: Admin, topics: readonly TopicSettings[], given: number | undefined): Promise<void> {
  if (topics.length === 0) return;
  const { brokers } = await admin.describeCluster();
  const replicationFactor = given ?? Math.min(brokers.length, mostReplicas);
  // With three copies two must have a message before it counts as stored; with fewer there is nothing to lose by one.
  const inSync = replicationFactor > 2 ? { 'min.insync.replicas': '2' } : {};
  await admin.createTopics({
    waitForLeaders: true,
    topics: topics.map((settings) => ({
      topic: settings.topic,
      numPartitions: settings.partitions,
      replicationFactor,
      configEntries: entriesOf({ ...creationOptions(settings), ...toTopicOptions(settings), ...inSync }),
    })),
  });
}

// The request replaces all options set on a topic, so the ones we don't manage are sent along as they are.
async function bringUpToDate(admin: Admin, wanted: TopicSettings, present: TopicSettings | undefined): Promise<void> {
  if (!present || (present.retentionMs === wanted.retentionMs && present.compacted === wanted.compacted)) return;
  const options = (await optionsOf(admin, [wanted.topic])).get(wanted.topic) ?? [];
  const kept = options.filter(({ configSource }) => configSource === setOnTopic);
  const configEntries = entriesOf({ ...Object.fromEntries(namesAndValues(kept)), ...toTopicOptions(wanted) });
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: wanted.topic, configEntries }],
  });
}

function entriesOf(options: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(options).map(([name, value]) => ({ name, value }));
}

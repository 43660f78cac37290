import { TransientError, type Log } from '@lodestream/component';
import { logBounds, partitionsOf } from './cluster-queries.js';
import type { ClusterConnection } from './kafka-client.js';
import type { Reconnecting } from './reconnecting.js';

/** What is needed to wait for leaders. */
export interface LeadersDeps {
  /** A connection whose refusals are expected and so not logged above debug. */
  readonly quiet: Pick<Reconnecting<ClusterConnection>, 'use'>;
  readonly deadlineMs: number;
  readonly log: Log;
}

/**
 * Waits until the leader of every partition of the topics answers. Metadata names a leader seconds before that broker knows of it, and
 * until then it refuses everything, so each partition is asked for its offsets. Past the deadline it warns and resolves: the
 * partitions that do answer must not wait for one whose broker is away.
 */
export async function leadersAnswer({ quiet, deadlineMs, log }: LeadersDeps, topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return;
  const doing = 'waiting for the leaders of all partitions';
  try {
    await quiet.use(doing, ({ cluster }) => askAll(cluster, topics), deadlineMs);
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    log.warn('Some partitions have no leader that answers; going on without them.', { deadlineMs, error });
  }
}

async function askAll(cluster: ClusterConnection['cluster'], topics: readonly string[]): Promise<void> {
  await cluster.addMultipleTargetTopics([...topics]);
  await cluster.refreshMetadata();
  const partitions = [];
  for (const topic of topics) partitions.push(...(await partitionsOf(cluster, topic)).map((partition) => ({ topic, partition })));
  await logBounds(cluster, partitions);
}

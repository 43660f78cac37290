import type { TopicSettings } from '../event-bus.port.js';

/** The topic options we manage; every other one set on a topic is left as it is. */
export const managedOptions = ['cleanup.policy', 'retention.ms'] as const;

/** Our settings as the broker's options. */
export function toTopicOptions({ retentionMs, compacted }: TopicSettings): Record<string, string> {
  const policy = compacted ? (retentionMs === null ? 'compact' : 'compact,delete') : 'delete';
  return { 'cleanup.policy': policy, 'retention.ms': String(retentionMs ?? -1) };
}

/**
 * What a new topic gets besides: a broker compacts closed segments only, and by default closes them at 1 GiB, or after a week. Whoever
 * restores from a compacted topic would have to read all of that.
 */
export function creationOptions({ compacted }: TopicSettings): Record<string, string> {
  return compacted ? { 'segment.bytes': String(32 * 1024 * 1024), 'min.cleanable.dirty.ratio': '0.2' } : {};
}

/** The broker's options as our settings; time counts only where the policy deletes. */
export function fromTopicOptions(topic: string, partitions: number, options: ReadonlyMap<string, string>): TopicSettings {
  const policy = (options.get('cleanup.policy') ?? 'delete').split(',').map((word) => word.trim());
  const retention = Number(options.get('retention.ms') ?? -1);
  const keepsForEver = retention < 0 || !policy.includes('delete');
  return {
    topic,
    partitions,
    retentionMs: keepsForEver ? null : retention,
    compacted: policy.includes('compact'),
  };
}

/** Whether a topic of the broker's own, such as the one that holds committed offsets. */
export const isInternal = (topic: string): boolean => topic.startsWith('__');

import type { EventBus, TopicSettings } from '@lodestream/streaming';
import { topicSettings } from '../parts/topic-settings.js';
import type { AuditTrail } from './audit-trail.js';
import type { AppliedTopic, TopicDesk } from './topic-desk.js';

/** Works on a bus of this process; what it changes is written to the audit. */
export function localTopicDesk(bus: Pick<EventBus, 'admin'>, topicPrefix: string, trail: AuditTrail): TopicDesk {
  return {
    list: () => bus.admin.listTopics(),
    apply: async () => {
      const before = new Map((await bus.admin.listTopics()).map((settings) => [settings.topic, settings]));
      const wanted = topicSettings(topicPrefix);
      await bus.admin.applyTopics(wanted);
      const applied = wanted.map((settings) => ({ topic: settings.topic, change: changeOf(settings, before.get(settings.topic)) }));
      await writeDown(applied, topicPrefix, trail);
      return applied;
    },
  };
}

function changeOf(wanted: TopicSettings, before: TopicSettings | undefined): AppliedTopic['change'] {
  if (before === undefined) return 'created';
  return before.retentionMs === wanted.retentionMs && before.compacted === wanted.compacted ? 'none' : 'updated';
}

async function writeDown(applied: readonly AppliedTopic[], topicPrefix: string, trail: AuditTrail): Promise<void> {
  const after = Object.fromEntries(
    applied.filter(({ change }) => change !== 'none').map(({ topic, change }) => [topic, JSON.stringify(change)]),
  );
  if (Object.keys(after).length === 0) return;
  await trail.write({ action: 'topics.apply', subject_kind: 'topics', subject: topicPrefix, outcome: 'done', reason: null, after });
}

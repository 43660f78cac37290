import { systemClock } from '@lodestream/component';
import { fullTopicName, topics } from '@lodestream/records';
import { DeadLetters, type EventBus, type LetterFilter, type ReplayReport } from '@lodestream/streaming';
import type { AuditTrail } from './audit-trail.js';
import type { DeadLetterDesk } from './dead-letter-desk.js';

/** Works on a bus of this process; what it sends back is written to the audit. */
export function localDeadLetterDesk(bus: EventBus, topicPrefix: string, trail: AuditTrail): DeadLetterDesk {
  const letters = new DeadLetters(bus, { topicPrefix, clock: systemClock, source: 'cli' });
  return {
    list: (filter, limit) => letters.list(filter, limit),
    replay: async (filter, options) => {
      const report = await letters.replay(filter, options);
      await writeDown(report, filter, topicPrefix, trail);
      return report;
    },
  };
}

async function writeDown({ replayed, failed }: ReplayReport, filter: LetterFilter, topicPrefix: string, trail: AuditTrail): Promise<void> {
  if (replayed.length + failed.length === 0) return;
  await trail.write({
    action: 'dead_letters.replay',
    subject_kind: 'topic',
    subject: fullTopicName(topicPrefix, topics.deadLetters),
    outcome: failed.length === 0 ? 'done' : 'failed',
    reason: failed[0]?.reason ?? null,
    after: { replayed: String(replayed.length), failed: String(failed.length), filter: JSON.stringify(filter).slice(0, 2_000) },
  });
}

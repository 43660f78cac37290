import { systemClock, withDeadline } from '@lodestream/component';
import { fullTopicName, topics, type AuditEvent } from '@lodestream/records';
import type { Publisher } from '@lodestream/streaming';
import { randomUUID } from 'node:crypto';

/** What somebody did from the command line, and what came of it. */
export type Deed = Pick<AuditEvent, 'action' | 'subject_kind' | 'subject' | 'outcome' | 'after' | 'reason'>;

/** Writes down what one person did. */
export interface AuditTrail {
  /** Resolves once the event is durable. @throws TransientError when the bus does not take it in time */
  write(deed: Deed): Promise<void>;
}

const sendWithinMs = 10_000;

/** Writes to `audit.events`; `actor` is the name by which the operating system knows the person. */
export function auditTrail(bus: Publisher, topicPrefix: string, actor: string): AuditTrail {
  const write = async (deed: Deed): Promise<void> => {
    const event: AuditEvent = {
      event_id: randomUUID(),
      timestamp: systemClock.now(),
      actor,
      actor_kind: 'person',
      before: {},
      origin: 'cli',
      address: null,
      correlation_id: null,
      ...deed,
    };
    const sent = bus.send(fullTopicName(topicPrefix, topics.auditEvents), [{ key: actor, value: topics.auditEvents.codec.encode(event) }]);
    await withDeadline(sent, sendWithinMs, `it was ${deed.outcome}, but writing that to audit.events`);
  };
  return { write };
}

import type { MessageHandler } from '@nestjs/microservices';
import type { StreamExtras } from './on-topic.decorator.js';

/** What one consumer group of the application reads, and with which handler. */
export interface GroupPlan {
  readonly group: string;
  readonly from: 'committed' | 'beginning';
  readonly maxBatchMessages: number | undefined;
  /** By the topic's full name. */
  readonly topics: ReadonlyMap<string, { readonly handler: MessageHandler; readonly compacted: boolean }>;
}

/**
 * Sorts the handlers Nest found into consumer groups.
 * @throws Error naming the topic, where two handlers want one topic (Nest would chain them, and one failing would fail both), where a
 * handler was not declared with OnTopic, or where handlers of one group disagree about how to read
 */
export function planGroups(handlers: ReadonlyMap<string, MessageHandler>, prefix: string): readonly GroupPlan[] {
  const groups = new Map<string, GroupPlan & { topics: Map<string, { handler: MessageHandler; compacted: boolean }> }>();
  for (const [topic, handler] of handlers) {
    const extras = extrasOf(topic, handler);
    const group = prefix + extras.group;
    const plan = groups.get(group) ?? { group, from: fromOf(extras), maxBatchMessages: extras.maxBatchMessages, topics: new Map() };
    if (plan.from !== fromOf(extras) || plan.maxBatchMessages !== extras.maxBatchMessages) {
      throw new Error(`The handlers of the group ${extras.group} disagree about how to read: one of them reads ${topic}`);
    }
    plan.topics.set(prefix + topic, { handler, compacted: extras.compacted });
    groups.set(group, plan);
  }
  return [...groups.values()];
}

const fromOf = (extras: StreamExtras): 'committed' | 'beginning' => extras.from ?? 'committed';

function extrasOf(topic: string, handler: MessageHandler): StreamExtras {
  if (handler.next) {
    throw new Error(
      `Two handlers of one application want the topic ${topic}; Nest chains them, so that one failing fails both. ` +
        'Give each its own application, or call both from one handler.',
    );
  }
  const extras = handler.extras as Partial<StreamExtras> | undefined;
  if (!handler.isEventHandler || typeof extras?.group !== 'string') {
    throw new Error(`The handler of ${topic} names no consumer group; declare it with OnTopic(topic, { group })`);
  }
  return { compacted: false, ...extras, group: extras.group };
}

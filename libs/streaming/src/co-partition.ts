import { PermanentError } from '@lodestream/component';
import type { EventBusAdmin } from './event-bus.port.js';

/**
 * Makes sure that inputs which are joined by key can be: equal keys meet in equal partition numbers only where the topics have equally
 * many, and equal numbers live with one member only where one group reads all of them. A stateful consumer calls it before it joins.
 * @throws PermanentError naming the topics and their partition counts; TransientError where the bus can't be had
 */
export async function requireCoPartitioned(admin: Pick<EventBusAdmin, 'offsetsOf'>, topics: readonly string[]): Promise<void> {
  const counts = await Promise.all(topics.map(async (topic) => (await admin.offsetsOf(topic)).length));
  if (new Set(counts).size <= 1) return;
  const each = topics.map((topic, index) => `${topic} has ${counts[index]}`).join(', ');
  throw new PermanentError(`joined inputs need equally many partitions, but ${each}: equal keys would not meet`, 'integration');
}

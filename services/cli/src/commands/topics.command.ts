import { listTopics, topicSettings, withBus } from '@lodestream/standalone';
import type { Command } from 'commander';
import { addPartOptions, type PartOptions } from '../part-options.js';
import { table, type Output } from '../output.js';

const dayMs = 86_400_000;

/** `lodestream topics list|apply`: the topics of the contract, on the bus that is configured. */
export function addTopics(program: Command, output: Output): void {
  const topics = program.command('topics').description('look at the topics, or make the bus agree with the contract');
  addPartOptions(topics.command('list').description('list the topics the bus has')).action(async (options: PartOptions) => {
    const found = [...(await listTopics(options))].sort((a, b) => a.topic.localeCompare(b.topic));
    const rows = found.map((one) => [one.topic, String(one.partitions), keptFor(one.retentionMs), one.compacted ? 'yes' : 'no']);
    output.out(table(['TOPIC', 'PARTITIONS', 'KEPT', 'COMPACTED'], rows));
  });
  addPartOptions(topics.command('apply').description('create what is missing and bring retention up to date; safe to repeat')).action(
    (options: PartOptions) =>
      withBus(options, async (bus, prefix) => {
        const before = new Set((await bus.admin.listTopics()).map((one) => one.topic));
        const wanted = topicSettings(prefix);
        await bus.admin.applyTopics(wanted);
        for (const { topic } of wanted) output.out(`${topic}: ${before.has(topic) ? 'was there' : 'created'}`);
      }),
  );
}

function keptFor(retentionMs: number | null): string {
  return retentionMs === null ? 'for ever' : `${retentionMs / dayMs} d`;
}

import { withTopics, type AppliedTopic } from '@lodestream/standalone';
import type { Command } from 'commander';
import { addPartOptions, type PartOptions } from '../part-options.js';
import { table, type Output } from '../output.js';

const words: Readonly<Record<AppliedTopic['change'], string>> = { created: 'created', updated: 'brought up to date', none: 'was there' };
const dayMs = 86_400_000;

/** `lodestream topics list|apply`: the topics of the contract, on the bus that is configured. */
export function addTopics(program: Command, output: Output): void {
  const topics = program.command('topics').description('look at the topics, or make the bus agree with the contract');
  addPartOptions(topics.command('list').description('list the topics the bus has')).action(async (options: PartOptions) => {
    const found = [...(await withTopics(options, 'refuse', (desk) => desk.list()))].sort((a, b) => a.topic.localeCompare(b.topic));
    const rows = found.map((one) => [one.topic, String(one.partitions), keptFor(one.retentionMs), one.compacted ? 'yes' : 'no']);
    output.out(table(['TOPIC', 'PARTITIONS', 'KEPT', 'COMPACTED'], rows));
  });
  addPartOptions(topics.command('apply').description('create what is missing and bring retention up to date; safe to repeat')).action(
    async (options: PartOptions) => {
      const applied = await withTopics(options, 'make', (desk) => desk.apply());
      for (const { topic, change } of applied) output.out(`${topic}: ${words[change]}`);
    },
  );
}

function keptFor(retentionMs: number | null): string {
  return retentionMs === null ? 'for ever' : `${retentionMs / dayMs} d`;
}

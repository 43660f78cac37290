import { withDeadLetters, type DeadLetterDesk } from '@lodestream/standalone';
import type { LetterFilter, LetterSummary, ReplayReport } from '@lodestream/streaming';
import type { Command } from 'commander';
import { CliError, exitCodes } from '../cli-error.js';
import { table, type Output } from '../output.js';
import { addPartOptions, type PartOptions } from '../part-options.js';
import { wholeNumber } from '../whole-number.js';

interface FilterOptions extends PartOptions {
  readonly id?: string[];
  readonly pipeline?: string;
  readonly reason?: string;
  readonly topic?: string;
  readonly limit: number;
}

interface ReplayOptions extends FilterOptions {
  readonly all?: boolean;
  readonly again?: boolean;
}

/** `lodestream dead-letters list|replay`: messages that could not be handled, and the way back for them. */
export function addDeadLetters(program: Command, output: Output): void {
  const letters = program
    .command('dead-letters')
    .description('look at messages that could not be handled, and send them back once the cause is mended');
  addFilter(letters.command('list').description('list them, oldest first'))
    .option('--json', 'one JSON object a line')
    .action((options: FilterOptions & { json?: boolean }) => withDeadLetters(options, (desk) => list(desk, options, output)));
  addFilter(letters.command('replay').description('send them back to their topics; what was replayed before is left alone'))
    .option('--all', 'all that match no other filter')
    .option('--again', 'also what was replayed before')
    .action((options: ReplayOptions) => withDeadLetters(options, (desk) => replay(desk, options, output)));
}

function addFilter(command: Command): Command {
  return addPartOptions(command)
    .option('--id <id...>', 'these letters')
    .option('--pipeline <name>', 'those a pipeline gave up')
    .option('--reason <reason>', 'those given up for a reason')
    .option('--topic <topic>', 'those that came from a topic, named in full')
    .option('--limit <count>', 'at most so many', wholeNumber(1, 100_000), 1_000);
}

function filterOf({ id, pipeline, reason, topic }: FilterOptions): LetterFilter {
  return { ...(id && { ids: id }), ...(pipeline && { pipeline }), ...(reason && { reason }), ...(topic && { topic }) };
}

async function list(desk: DeadLetterDesk, options: FilterOptions & { json?: boolean }, output: Output): Promise<void> {
  const { letters, truncated, unreadable } = await desk.list(filterOf(options), options.limit);
  if (options.json) letters.forEach((letter) => output.out(JSON.stringify(letter)));
  else
    output.out(
      letters.length === 0 ? 'There are no dead letters.' : table(['AT', 'STATE', 'PIPELINE', 'REASON', 'ID', 'CAUSE'], letters.map(rowOf)),
    );
  if (truncated) output.err(`More matched; the newest ${options.limit} are shown (--limit).`);
  if (unreadable > 0) output.err(`${unreadable} messages of the topic are no dead letters.`);
}

function rowOf(letter: LetterSummary): string[] {
  return [new Date(letter.at).toISOString(), letter.state, letter.pipeline, letter.reason, letter.id, (letter.cause ?? '').slice(0, 100)];
}

async function replay(desk: DeadLetterDesk, options: ReplayOptions, output: Output): Promise<void> {
  const filter = filterOf(options);
  if (Object.keys(filter).length === 0 && !options.all)
    throw new CliError('Say which: --id, --pipeline, --reason or --topic, or --all.', exitCodes.usage);
  const report: ReplayReport = await desk.replay(filter, { again: options.again ?? false, limit: options.limit });
  output.out(`${report.replayed.length} replayed, ${report.skipped.length} left alone, ${report.failed.length} failed`);
  for (const { id, state } of report.skipped) output.err(`${id}: ${state} before; --again sends it once more`);
  for (const { id, reason } of report.failed) output.err(`${id}: ${reason}`);
  if (report.failed.length > 0) throw new CliError('Not every letter could be replayed.');
}

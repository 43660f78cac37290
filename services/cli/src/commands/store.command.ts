import { applyConfiguredStore } from '@lodestream/standalone';
import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import type { Output } from '../output.js';
import type { PartOptions } from '../part-options.js';

interface StoreOptions extends Pick<PartOptions, 'config'> {
  readonly tokens?: string;
}

/** `lodestream store apply`: buckets with their retention, a write-only and a read-only token, in the configured InfluxDB. */
export function addStore(program: Command, output: Output): void {
  program
    .command('store')
    .description('prepare the telemetry store of the cluster profile')
    .command('apply')
    .description('create buckets, set their retention, make a write-only and a read-only token; safe to repeat')
    .option('--config <directory>', 'the YAML files; the environment where absent')
    .option('--tokens <file>', 'write tokens that were made into this new file, readable by its owner only')
    .action(async (options: StoreOptions) => {
      const { lines, tokens } = await applyConfiguredStore(options);
      lines.forEach((line) => output.out(line));
      if (tokens.length === 0) return;
      if (options.tokens === undefined) return output.err('The tokens are not shown; name a file with --tokens to have them.');
      await writeFile(options.tokens, tokens.map(({ name, token }) => `${name}=${token.reveal()}\n`).join(''), { mode: 0o600, flag: 'wx' });
      output.out(`Tokens written to ${options.tokens}.`);
    });
}

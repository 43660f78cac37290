import { loadConfig, openVariables } from '@lodestream/service-kit';
import { marketPlans, owners } from '@lodestream/standalone';
import type { Command } from 'commander';
import type { Output } from '../output.js';

/** `lodestream check-config`: reads a configuration as `start` would and tells every problem at once. */
export function addCheckConfig(program: Command, output: Output): void {
  program
    .command('check-config')
    .description('check a directory of YAML files; every problem is told with file, line, path, value and remedy')
    .argument('[directory]', 'the directory; --config does the same')
    .option('--config <directory>', 'the directory', 'deploy/sample-config')
    .action(async (argument: string | undefined, { config }: { config: string }) => {
      const directory = argument ?? config;
      const loaded = await loadConfig({ directory, owners, variables: await openVariables(directory, process.env) });
      output.out(`${directory}: the configuration is sound.`);
      for (const plan of marketPlans(loaded)) output.out(plan);
    });
}

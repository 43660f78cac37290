import type { Profile } from '@lodestream/standalone';
import { Option, type Command } from 'commander';

/** Where a command finds the bus or the store. */
export interface PartOptions {
  readonly config?: string;
  readonly profile: Profile;
  readonly data?: string;
}

/** Adds the options by which a command finds the bus and the store. */
export function addPartOptions(command: Command): Command {
  return command
    .option('--config <directory>', 'the YAML files; defaults and the environment where absent')
    .addOption(new Option('--profile <name>', 'which bus and store').choices(['embedded', 'cluster']).default('embedded'))
    .option('--data <directory>', 'where the embedded parts keep their files');
}

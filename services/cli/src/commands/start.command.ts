import { createStandalone, type Profile } from '@lodestream/standalone';
import { runUntilTold } from '@lodestream/service-kit';
import { Option, type Command } from 'commander';
import type { Output } from '../output.js';
import { wholeNumber } from '../whole-number.js';

interface StartOptions {
  readonly config?: string;
  readonly profile: Profile;
  readonly data?: string;
  readonly miners: number;
  readonly seed: number;
}

/** `lodestream start`: every service in one process; without a configuration, a simulated farm to look at. */
export function addStart(program: Command, output: Output): void {
  program
    .command('start')
    .description('run every service in one process; without --config on a simulated farm')
    .option('--config <directory>', "the YAML files of one's own farm")
    .addOption(
      new Option('--profile <name>', 'what carries the stream and keeps the readings').choices(['embedded', 'cluster']).default('embedded'),
    )
    .option('--data <directory>', 'where the embedded bus and store keep their files')
    .option('--miners <count>', 'miners of the simulated farm', wholeNumber(1, 100_000), 200)
    .option('--seed <number>', 'seed of the simulated farm', wholeNumber(0, 2 ** 31), 1)
    .action(async (options: StartOptions) => {
      const application = await createStandalone({ ...options, environment: process.env });
      await runUntilTold(application, { log: application.log, drainMs: application.drainMs });
      output.out(application.greeting());
    });
}

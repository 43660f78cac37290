import { createOneService, needsCluster, serviceNames, type Profile } from '@lodestream/standalone';
import { runUntilTold } from '@lodestream/service-kit';
import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { CliError, exitCodes } from '../cli-error.js';
import type { Output } from '../output.js';
import { wholeNumber } from '../whole-number.js';

interface ServeOptions {
  readonly config: string;
  readonly profile: Profile;
  readonly instance?: string;
  readonly managementPort?: number;
}

/** `lodestream serve NAME`: one service alone, as many replicas of it as one likes. */
export function addServe(program: Command, output: Output): void {
  program
    .command('serve')
    .description('run one service alone on Kafka and InfluxDB; run it again under another name for more replicas')
    .addArgument(new Argument('<name>', 'the service').choices(serviceNames))
    .requiredOption('--config <directory>', 'the YAML files, the same for every service and replica')
    .addOption(
      new Option('--profile <name>', 'what carries the stream and keeps the readings').choices(['embedded', 'cluster']).default('cluster'),
    )
    .option('--instance <name>', "this replica's name, unlike any other's and stable over restarts; by default the machine's", instanceName)
    .option('--management-port <port>', 'the port of health and metrics; 0 takes a free one', wholeNumber(0, 65_535))
    .action(async (service: string, options: ServeOptions) => {
      if (options.profile === 'embedded') throw new CliError(needsCluster, exitCodes.usage);
      const application = await createOneService({ ...options, service, environment: process.env });
      await runUntilTold(application, { log: application.log, drainMs: application.drainMs });
      output.out(application.greeting());
    });
}

function instanceName(text: string): string {
  if (/^[A-Za-z0-9._-]{1,100}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be letters, digits, dots, _ and -, 100 at most.');
}

import { Command, type CommanderError } from 'commander';
import { exitCodes } from './cli-error.js';
import { addCheckConfig } from './commands/check-config.command.js';
import { addDeadLetters } from './commands/dead-letters.command.js';
import { addDiagnose } from './commands/diagnose.command.js';
import { addMarket } from './commands/market.command.js';
import { addSchemas } from './commands/schemas.command.js';
import { addSecrets } from './commands/secrets.command.js';
import { addSimulate } from './commands/simulate.command.js';
import { addServe } from './commands/serve.command.js';
import { addStart } from './commands/start.command.js';
import { addStore } from './commands/store.command.js';
import { addTopics } from './commands/topics.command.js';
import type { Output } from './output.js';

/** The command `lodestream` with all that it can do. */
export function createProgram(output: Output): Command {
  const program = new Command('lodestream')
    .description('Event-streaming monitoring for crypto-mining farms.')
    .version('0.1.0')
    .showHelpAfterError('(--help lists what there is)')
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 64 wrong usage, 69 a needed part is not reachable, 78 wrong configuration.');
  for (const add of [
    addStart,
    addServe,
    addCheckConfig,
    addTopics,
    addSchemas,
    addStore,
    addDeadLetters,
    addDiagnose,
    addMarket,
    addSecrets,
    addSimulate,
  ])
    add(program, output);
  configure(program, output);
  return program;
}

/** Every command, down to the last, says usage errors itself and ends with the code for them. */
function configure(command: Command, output: Output): void {
  command.configureOutput({ writeOut: (text) => output.out(text.trimEnd()), writeErr: (text) => output.err(text.trimEnd()) });
  command.exitOverride((error: CommanderError) => {
    throw Object.assign(error, { exitCode: error.exitCode === 0 ? exitCodes.ok : exitCodes.usage, shown: true });
  });
  for (const inner of command.commands) configure(inner, output);
}

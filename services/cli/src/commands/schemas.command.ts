import { askForSchemas, type SchemaStanding } from '@lodestream/standalone';
import type { Command } from 'commander';
import { CliError } from '../cli-error.js';
import { table, type Output } from '../output.js';
import type { PartOptions } from '../part-options.js';

type Place = Pick<PartOptions, 'config'>;

/** `lodestream schemas list|apply`: the schemas of our records in the schema registry that is configured. */
export function addSchemas(program: Command, output: Output): void {
  const schemas = program.command('schemas').description('look at our schemas in the schema registry, or register them there');
  const add = (name: string, description: string, register: boolean): void =>
    void schemas
      .command(name)
      .description(description)
      .option('--config <directory>', 'the YAML files; defaults and the environment where absent')
      .action(async (place: Place) => show(output, await askForSchemas(place, register), register));
  add('list', 'list each subject with the id of our schema', false);
  add('apply', 'register what is missing, for services that may not; safe to repeat', true);
}

function show(output: Output, standings: readonly SchemaStanding[], register: boolean): void {
  const rows = standings.map(({ subject, id, refused }) => [subject, id === null ? '–' : String(id), refused ?? 'registered']);
  output.out(table(['SUBJECT', 'ID', 'STANDING'], rows));
  const missing = standings.filter(({ id }) => id === null).length;
  if (missing === 0) return;
  const remedy = register ? 'its reasons stand above.' : 'register them with lodestream schemas apply.';
  throw new CliError(`The registry does not have ${missing} of our ${standings.length} schemas; ${remedy}`);
}

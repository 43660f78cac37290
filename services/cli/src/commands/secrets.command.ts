import { SecretsFile, secretsPlace } from '@lodestream/service-kit';
import type { Command } from 'commander';
import { CliError, exitCodes } from '../cli-error.js';
import type { Output } from '../output.js';
import { readSecret } from '../read-secret.js';

interface SecretsOptions {
  readonly config: string;
  readonly key?: string;
}

/** `lodestream secrets keygen|set|list`: variables kept encrypted beside the configuration. */
export function addSecrets(program: Command, output: Output): void {
  const secrets = program.command('secrets').description('keep the variables of a configuration in an age-encrypted file');
  withPlace(secrets.command('keygen').description('make the key that opens the file; never overwrites one')).action(
    async (options: SecretsOptions) => {
      const recipient = await open(options).generateKey();
      output.out(
        `Key written to ${placeOf(options).key}. Keep a copy somewhere safe; without it the secrets are lost.\nrecipient: ${recipient}`,
      );
    },
  );
  withPlace(
    secrets.command('set').description('add or replace one variable; its value is asked for, or read from a pipe').argument('<name>'),
  ).action(async (name: string, options: SecretsOptions) => {
    const value = await readSecret(name);
    if (value === '') throw new CliError('An empty value would count as unset; nothing was written.', exitCodes.usage);
    await open(options).set(name, value);
    output.out(`${name} is kept in ${placeOf(options).file}.`);
  });
  withPlace(secrets.command('list').description('list the names of the variables, never their values')).action(
    async (options: SecretsOptions) => {
      for (const name of [...(await open(options).read()).keys()].sort()) output.out(name);
    },
  );
}

function withPlace(command: Command): Command {
  return command
    .option('--config <directory>', 'the directory the file lies in', '.')
    .option('--key <file>', 'the key file; LODESTREAM_SECRETS_KEY or ~/.config/lodestream/key.txt where absent');
}

function placeOf({ config, key }: SecretsOptions): { file: string; key: string } {
  const place = secretsPlace(config, process.env);
  return { file: place.file, key: key ?? place.key };
}

function open(options: SecretsOptions): SecretsFile {
  const { file, key } = placeOf(options);
  return new SecretsFile(file, key);
}

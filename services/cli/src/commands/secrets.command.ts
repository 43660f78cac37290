import { loadConfig, openVariables, readYamlFiles, SecretsFile, secretsPlace } from '@lodestream/service-kit';
import { owners } from '@lodestream/standalone';
import type { Command } from 'commander';
import { CliError, exitCodes } from '../cli-error.js';
import type { Output } from '../output.js';
import { readSecret } from '../read-secret.js';

interface SecretsOptions {
  readonly config: string;
  readonly key?: string;
}

/** `lodestream secrets keygen|set|list|rotate|verify`: variables kept encrypted beside the configuration. */
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
  addRotate(secrets, output);
  addVerify(secrets, output);
}

function addRotate(secrets: Command, output: Output): void {
  withPlace(secrets.command('rotate').description('encrypt everything anew for a new key; the old key opens nothing any more')).action(
    async (options: SecretsOptions) => {
      const recipient = await open(options).rotate();
      output.out(
        `The new key is in ${placeOf(options).key}. Keep a copy somewhere safe, and restart what uses it.\nrecipient: ${recipient}`,
      );
    },
  );
}

function addVerify(secrets: Command, output: Output): void {
  withPlace(
    secrets
      .command('verify')
      .description('check that the file opens, that nobody else can read it, and that the configuration finds all it asks for'),
  ).action(async (options: SecretsOptions) => {
    const file = open(options);
    const names = [...(await file.read()).keys()];
    const exposures = await file.exposures();
    const { file: path, key } = placeOf(options);
    const environment = { ...process.env, LODESTREAM_SECRETS_FILE: path, LODESTREAM_SECRETS_KEY: key };
    await loadConfig({ directory: options.config, owners, variables: await openVariables(options.config, environment) });
    const asked = await variablesAsked(options.config);
    for (const name of names.filter((one) => !asked.has(one)).sort()) output.err(`${name} is kept, and no file asks for it.`);
    for (const exposure of exposures) output.err(exposure);
    if (exposures.length > 0) throw new CliError('Others can read what is secret.', exitCodes.config);
    output.out(`${path}: ${names.length} variables, opened with ${key}; the configuration finds all it asks for.`);
  });
}

/** Every variable that the YAML files of a directory name. */
async function variablesAsked(directory: string): Promise<ReadonlySet<string>> {
  const files = await readYamlFiles(directory);
  return new Set(files.flatMap(({ content }) => [...JSON.stringify(content).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? '')));
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

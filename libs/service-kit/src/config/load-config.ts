import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigOwner } from './config-owner.js';
import { checkOwners, sectionsOf } from './check-owners.js';
import { GeneralConfig } from './general-config.js';
import { LoadedConfig } from './loaded-config.js';
import { mergeGenerals } from './merge-generals.js';
import { findPlainSecrets, requiresEncrypted } from './plain-secrets.js';
import { ConfigError, type ConfigProblem } from './problem.js';
import { readSections } from './read-sections.js';
import { findRepeats, findStrangers } from './section-rules.js';
import { validateSection } from './validate-section.js';
import { YamlFile } from './yaml-file.js';
import type { VariableSource } from './expand-variables.js';

/** Where the configuration comes from and who owns what in it. */
export interface LoadOptions {
  readonly directory: string;
  readonly owners: readonly ConfigOwner[];
  readonly variables: VariableSource;
}

/**
 * Reads every `*.yaml` of a directory and gives each owner its sections, checked.
 * @throws ConfigError with all problems of all files together
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  return composeConfig(await readYamlFiles(options.directory), options.owners, options.variables);
}

/** The same for files already read; this is where all rules are applied. */
export function composeConfig(files: readonly YamlFile[], owners: readonly ConfigOwner[], variables: VariableSource): LoadedConfig {
  const problems: ConfigProblem[] = [...files.flatMap((file) => file.problems)];
  problems.push(...findStrangers(files, owners), ...findRepeats(files));
  const read = files.map((file) => readSections(file, owners, variables));
  const generals = mergeGenerals(read);
  problems.push(...checkOwners(read, owners), ...generals.problems, ...read.flatMap((file) => file.problems));
  if (problems.length > 0) throw new ConfigError(problems);
  const loaded = new LoadedConfig(sectionsOf(read), generals.instances);
  const plain = requiresEncrypted(files) ? findPlainSecrets(loaded, { files, owners, variables }) : [];
  if (plain.length > 0) throw new ConfigError(plain);
  return loaded;
}

/** An owner's settings where no file says anything: the defaults. */
export function defaultConfig(): LoadedConfig {
  return new LoadedConfig({}, new Map([[GeneralConfig, validateSection(GeneralConfig, {}).instance]]));
}

/** Every `*.yaml` of a directory, in the order of their names. @throws ConfigError where there is none */
export async function readYamlFiles(directory: string): Promise<readonly YamlFile[]> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw new ConfigError([missingDirectory(directory, cause)]);
  });
  const wanted = names.filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.')).sort();
  if (wanted.length === 0) throw new ConfigError([emptyDirectory(directory)]);
  return Promise.all(wanted.map((name) => YamlFile.read(join(directory, name), name)));
}

function missingDirectory(directory: string, cause: unknown): ConfigProblem {
  const message = `it can't be read (${cause instanceof Error ? cause.message : String(cause)})`;
  return { file: directory, line: null, path: '(directory)', value: '(absent)', message, remedy: 'Name a directory with YAML files after --config.' };
}

function emptyDirectory(directory: string): ConfigProblem {
  const message = 'it holds no .yaml file';
  return { file: directory, line: null, path: '(directory)', value: '(empty)', message, remedy: 'Put at least one file with a `miners:` section into it.' };
}

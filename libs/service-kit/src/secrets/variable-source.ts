import { homedir } from 'node:os';
import { join } from 'node:path';
import type { VariableSource } from '../config/expand-variables.js';
import { SecretsFile } from './secrets-file.js';

/** Where the secrets of a configuration directory lie, and the key that opens them. */
export interface SecretsPlace {
  readonly file: string;
  readonly key: string;
}

/** The secrets file stands beside the YAML; the key never does. Both can be moved by the environment. */
export function secretsPlace(directory: string, environment: NodeJS.ProcessEnv): SecretsPlace {
  return {
    file: environment['LODESTREAM_SECRETS_FILE'] ?? join(directory, 'secrets.age'),
    key: environment['LODESTREAM_SECRETS_KEY'] ?? join(homedir(), '.config', 'lodestream', 'key.txt'),
  };
}

/**
 * Resolves a variable from the environment, then from the encrypted file.
 * @throws SecretsError when the file is there but can't be opened
 */
export async function openVariables(directory: string, environment: NodeJS.ProcessEnv): Promise<VariableSource> {
  const place = secretsPlace(directory, environment);
  const kept = await new SecretsFile(place.file, place.key).read();
  const isEncrypted = (name: string): boolean => environment[name] === undefined && kept.has(name);
  return Object.assign((name: string) => environment[name] ?? kept.get(name), { isEncrypted });
}

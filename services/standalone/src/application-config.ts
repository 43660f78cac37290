import { defaultConfig, GeneralConfig, loadConfig, openVariables, type LoadedConfig } from '@lodestream/service-kit';
import { resolve } from 'node:path';
import { host, owners } from './owners.js';
import type { HostConfig } from './host-config.js';

/** Where the configuration comes from. */
export interface ConfigPlace {
  /** A directory of YAML files; defaults where absent. */
  readonly config?: string;
  /** Overrides `general.data_directory`. */
  readonly data?: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** A checked configuration with what the host itself needs of it. */
export interface ApplicationConfig {
  readonly loaded: LoadedConfig;
  readonly host: HostConfig;
  readonly general: GeneralConfig;
  readonly dataDirectory: string;
}

/**
 * Loads and checks everything.
 * @throws ConfigError with all problems; SecretsError when the secrets can't be opened
 */
export async function loadApplicationConfig({ config, data, environment }: ConfigPlace): Promise<ApplicationConfig> {
  const loaded = config === undefined ? defaultConfig() : await loadConfig({ directory: config, owners, variables: await openVariables(config, environment) });
  const general = loaded.general(GeneralConfig);
  return { loaded, host: loaded.of(host), general, dataDirectory: resolve(data ?? general.data_directory) };
}

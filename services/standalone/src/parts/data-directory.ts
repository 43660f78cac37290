import { ConfigError } from '@lodestream/service-kit';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';

/**
 * Makes the directory of the embedded parts and writes into it once.
 * @throws ConfigError naming the setting, when it can't be made or written
 */
export async function prepareDataDirectory(directory: string): Promise<void> {
  try {
    await make(directory);
    const probe = join(directory, `.probe-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw new ConfigError([unusable(directory, error)]);
  }
}

/** Level by level: a recursive mkdir never returns below some special directories. */
async function make(directory: string): Promise<void> {
  const found = await stat(directory).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : Promise.reject(error)));
  if (found?.isDirectory()) return;
  if (found !== null) throw new Error('it is a file');
  if (directory !== parse(directory).root) await make(dirname(directory));
  await mkdir(directory);
}

function unusable(directory: string, error: unknown): ConstructorParameters<typeof ConfigError>[0][number] {
  return {
    file: '(configuration)',
    line: null,
    path: 'general.data_directory',
    value: JSON.stringify(directory),
    message: `it can't be made or written (${error instanceof Error ? error.message : String(error)})`,
    remedy: 'Name a directory that this user may write, there or with --data.',
  };
}

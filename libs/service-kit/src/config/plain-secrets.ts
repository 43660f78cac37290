import { Secret } from '@lodestream/component';
import type { ConfigOwner } from './config-owner.js';
import { showPath, type VariableSource } from './expand-variables.js';
import type { LoadedConfig } from './loaded-config.js';
import type { ConfigProblem } from './problem.js';
import { isRecord, type YamlFile } from './yaml-file.js';

/** Where settings came from. */
export interface SettingsSource {
  readonly files: readonly YamlFile[];
  readonly owners: readonly ConfigOwner[];
  readonly variables: VariableSource;
}

type Path = readonly (string | number)[];

const wholeVariable = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

/** Whether a configuration asks for every credential to be encrypted. */
export const requiresEncrypted = (files: readonly YamlFile[]): boolean =>
  files.some(({ content }) => isRecord(content['secrets']) && content['secrets']['require_encrypted'] === true);

/** Credentials that do not come, whole, from the encrypted file; never with their values. */
export function findPlainSecrets(loaded: LoadedConfig, { files, owners, variables }: SettingsSource): ConfigProblem[] {
  const sections = owners.flatMap((owner) => secretsIn(loaded.of(owner), []));
  const generals = new Set(owners.flatMap(({ general }) => general ?? []));
  const paths = [...sections, ...[...generals].flatMap((type) => secretsIn(loaded.general(type), ['general']))];
  return paths.flatMap((path) => {
    const file = files.find(({ content }) => valueAt(content, path) !== undefined) ?? null;
    const written = file === null ? undefined : valueAt(file.content, path);
    const name = typeof written === 'string' ? wholeVariable.exec(written)?.[1] : undefined;
    if (name !== undefined && variables.isEncrypted?.(name)) return [];
    return [plain(path, { file, source: sourceOf(written, name) })];
  });
}

function secretsIn(node: unknown, path: Path): Path[] {
  if (node instanceof Secret) return [path];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, inner]) => secretsIn(inner, [...path, Array.isArray(node) ? Number(name) : name]));
}

const valueAt = (content: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (node, part) => (typeof node === 'object' && node !== null ? (node as Record<string | number, unknown>)[part] : undefined),
    content,
  );

function sourceOf(written: unknown, name: string | undefined): string {
  if (name !== undefined) return `the variable ${name} of the environment`;
  return written === undefined ? 'the environment' : 'this file';
}

function plain(path: Path, { file, source }: { readonly file: YamlFile | null; readonly source: string }): ConfigProblem {
  return {
    file: file?.name ?? '(environment)',
    line: file?.lineOf(path) ?? null,
    path: showPath(path),
    value: '(hidden)',
    message: `a credential comes from ${source}, and secrets.require_encrypted is set`,
    remedy: 'Keep it encrypted (lodestream secrets set NAME), write ${NAME} here, and take it out of the environment.',
  };
}

import { isRecord } from './yaml-file.js';

/** Finds the value of `${NAME}`; undefined where nothing sets it. */
export interface VariableSource {
  (name: string): string | undefined;
  /** Whether the value comes from the encrypted file; never where this is absent. */
  readonly isEncrypted?: (name: string) => boolean;
}

/** A variable that nothing sets, and where it was asked for. */
export interface UnsetVariable {
  readonly name: string;
  readonly path: readonly (string | number)[];
}

/** A value with its variables resolved, and those that could not be. */
export interface Expanded {
  readonly value: unknown;
  readonly unset: readonly UnsetVariable[];
  /** Paths of texts with a `${` that begins no variable: an unclosed one, or a name that can't be one. */
  readonly malformed: readonly (readonly (string | number)[])[];
  /** Paths whose text came, wholly or in part, from a variable: never shown. */
  readonly fromVariables: ReadonlySet<string>;
}

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Replaces `${NAME}` in every text of `value`; an empty variable counts as unset. */
export function expandVariables(value: unknown, source: VariableSource): Expanded {
  const unset: UnsetVariable[] = [];
  const malformed: (readonly (string | number)[])[] = [];
  const fromVariables = new Set<string>();
  const visit = (node: unknown, path: readonly (string | number)[]): unknown => {
    if (Array.isArray(node)) return node.map((item, index) => visit(item, [...path, index]));
    if (isRecord(node)) return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, visit(item, [...path, key])]));
    if (typeof node !== 'string') return node;
    if (node.replace(variable, '').includes('${')) malformed.push(path);
    return node.replace(variable, (text, name: string) => {
      fromVariables.add(showPath(path));
      const found = source(name);
      if (found !== undefined && found !== '') return found;
      unset.push({ name, path });
      return text;
    });
  };
  return { value: visit(value, []), unset, malformed, fromVariables };
}

/** A path as one would say it: `miners[0].ip`. */
export function showPath(path: readonly (string | number)[]): string {
  const joined = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return joined.startsWith('.') ? joined.slice(1) : joined;
}

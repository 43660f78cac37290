import type { Type } from '@nestjs/common';
import type { ConfigOwner } from './config-owner.js';
import { expandVariables, showPath, type Expanded, type VariableSource } from './expand-variables.js';
import { GeneralConfig } from './general-config.js';
import { showValue, type ConfigProblem } from './problem.js';
import { namesOf, validateSection, type Finding } from './validate-section.js';
import { isRecord, type YamlFile } from './yaml-file.js';

/** One file with its variables resolved: its sections, its `general` for each class it is meant for, and what is wrong so far. */
export interface ReadFile {
  readonly file: YamlFile;
  readonly expanded: Expanded;
  readonly sections: Readonly<Record<string, unknown>>;
  readonly generals: ReadonlyMap<Type<object>, Readonly<Record<string, unknown>>>;
  readonly problems: readonly ConfigProblem[];
}

/** Resolves a file's variables and checks its `general`; its other sections are judged with those of their owner in all files. */
export function readSections(file: YamlFile, owners: readonly ConfigOwner[], variables: VariableSource): ReadFile {
  const expanded = expandVariables(file.content, variables);
  const { general, ...sections } = expanded.value as Record<string, unknown>;
  const present = owners.filter((owner) => namesOf(owner.config).some((name) => name in sections));
  const checked = checkGeneral(general, present);
  const findings = checked.findings.map((finding) => describeFinding(file, finding, expanded));
  return { file, expanded, sections, generals: checked.plain, problems: [...findings, ...describeVariables(file, expanded)] };
}

/** A finding as a problem of the file it stands in; nothing that came from a variable is shown. */
export function describeFinding(file: YamlFile, finding: Finding, expanded: Expanded): ConfigProblem {
  const path = showPath(finding.path);
  const value = holdsVariable(path, expanded) ? '(hidden)' : showValue(path, finding.value);
  return { file: file.name, line: file.lineOf(finding.path), path, value, message: finding.message, remedy: finding.remedy };
}

function checkGeneral(
  general: unknown,
  present: readonly ConfigOwner[],
): { plain: Map<Type<object>, Record<string, unknown>>; findings: Finding[] } {
  const plain = new Map<Type<object>, Record<string, unknown>>();
  if (general === undefined) return { plain, findings: [] };
  if (!isRecord(general)) return { plain, findings: [notAMapping(general)] };
  const types = new Set<Type<object>>(present.map((owner) => owner.general ?? GeneralConfig));
  if (types.size === 0) types.add(GeneralConfig);
  const findings: Finding[] = [];
  for (const type of types) {
    const foreign = [...types].filter((other) => other !== type).flatMap((other) => namesOf(other));
    const own = Object.fromEntries(Object.entries(general).filter(([name]) => namesOf(type).includes(name) || !foreign.includes(name)));
    plain.set(type, own);
    findings.push(...validateSection(type, own).findings.map((finding) => ({ ...finding, path: ['general', ...finding.path] })));
  }
  return { plain, findings };
}

function notAMapping(value: unknown): Finding {
  return { path: ['general'], value, message: 'general must be a mapping', remedy: 'Write `general:` and its settings indented below it.' };
}

/** Whether the value at a path, or anything within it, came from a variable. */
function holdsVariable(path: string, { fromVariables }: Expanded): boolean {
  return [...fromVariables].some((from) => from === path || from.startsWith(`${path}.`) || from.startsWith(`${path}[`));
}

function describeVariables(file: YamlFile, { unset, malformed }: Expanded): ConfigProblem[] {
  const at = (path: readonly (string | number)[]) => ({ file: file.name, line: file.lineOf(path), path: showPath(path) });
  const nameless = malformed.map((path) => ({
    ...at(path),
    value: '(hidden)',
    message: 'a `${` here names no variable',
    remedy: 'Write ${NAME} with letters, digits and underscores; a text that holds `${` itself can be kept in a variable.',
  }));
  const missing = unset.map(({ name, path }) => ({
    ...at(path),
    value: `\${${name}}`,
    message: `the variable ${name} is not set`,
    remedy: `Set it in the environment, or keep it encrypted: lodestream secrets set ${name}.`,
  }));
  return [...nameless, ...missing];
}

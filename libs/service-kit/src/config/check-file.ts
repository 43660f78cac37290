import type { Type } from '@nestjs/common';
import type { ConfigOwner } from './config-owner.js';
import { expandVariables, showPath, type Expanded, type VariableSource } from './expand-variables.js';
import { GeneralConfig } from './general-config.js';
import { showValue, type ConfigProblem } from './problem.js';
import { namesOf, validateSection, type Finding } from './validate-section.js';
import { isRecord, type YamlFile } from './yaml-file.js';

/** One file's sections with their variables resolved, its `general` by class, and everything wrong with them. */
export interface CheckedFile {
  readonly sections: Readonly<Record<string, unknown>>;
  readonly generals: ReadonlyMap<Type<object>, object>;
  readonly problems: readonly ConfigProblem[];
}

/** Checks a file's sections against the classes of their owners. */
export function checkFile(file: YamlFile, owners: readonly ConfigOwner[], variables: VariableSource): CheckedFile {
  const expanded = expandVariables(file.content, variables);
  const { general, ...sections } = expanded.value as Record<string, unknown>;
  const present = owners.filter((owner) => namesOf(owner.config).some((name) => name in sections));
  const findings = present.flatMap((owner) => validateSection(owner.config, pick(sections, namesOf(owner.config))).findings);
  const generals = checkGeneral(general, present);
  const problems = [...findings, ...generals.findings].map((finding) => describe(file, finding, expanded));
  return { sections, generals: generals.instances, problems: [...problems, ...describeUnset(file, expanded)] };
}

function checkGeneral(general: unknown, present: readonly ConfigOwner[]): { instances: Map<Type<object>, object>; findings: Finding[] } {
  const instances = new Map<Type<object>, object>();
  if (general === undefined) return { instances, findings: [] };
  if (!isRecord(general)) return { instances, findings: [notAMapping(general)] };
  const types = new Set<Type<object>>(present.map((owner) => owner.general ?? GeneralConfig));
  if (types.size === 0) types.add(GeneralConfig);
  const findings: Finding[] = [];
  for (const type of types) {
    const foreign = [...types].filter((other) => other !== type).flatMap((other) => namesOf(other));
    const own = Object.entries(general).filter(([name]) => namesOf(type).includes(name) || !foreign.includes(name));
    const checked = validateSection(type, Object.fromEntries(own));
    instances.set(type, checked.instance);
    findings.push(...checked.findings.map((finding) => ({ ...finding, path: ['general', ...finding.path] })));
  }
  return { instances, findings };
}

function notAMapping(value: unknown): Finding {
  return { path: ['general'], value, message: 'general must be a mapping', remedy: 'Write `general:` and its settings indented below it.' };
}

function describe(file: YamlFile, finding: Finding, expanded: Expanded): ConfigProblem {
  const path = showPath(finding.path);
  const value = holdsVariable(path, expanded) ? '(hidden)' : showValue(path, finding.value);
  return { file: file.name, line: file.lineOf(finding.path), path, value, message: finding.message, remedy: finding.remedy };
}

/** Whether the value at a path, or anything within it, came from a variable. */
function holdsVariable(path: string, { fromVariables }: Expanded): boolean {
  return [...fromVariables].some((from) => from === path || from.startsWith(`${path}.`) || from.startsWith(`${path}[`));
}

function describeUnset(file: YamlFile, expanded: Expanded): ConfigProblem[] {
  return expanded.unset.map(({ name, path }) => ({
    file: file.name,
    line: file.lineOf(path),
    path: showPath(path),
    value: `\${${name}}`,
    message: `the variable ${name} is not set`,
    remedy: `Set it in the environment, or keep it encrypted: lodestream secrets set ${name}.`,
  }));
}

function pick(sections: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in sections).map((name) => [name, sections[name]]));
}

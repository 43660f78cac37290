import { closest } from './closest.js';
import type { ConfigOwner } from './config-owner.js';
import type { ConfigProblem } from './problem.js';
import { namesOf } from './validate-section.js';
import type { YamlFile } from './yaml-file.js';

/** Sections that nobody owns. */
export function findStrangers(files: readonly YamlFile[], owners: readonly ConfigOwner[]): ConfigProblem[] {
  const known = new Set(['general', ...owners.flatMap((owner) => namesOf(owner.config))]);
  return files.flatMap((file) =>
    Object.keys(file.content)
      .filter((section) => !known.has(section))
      .map((section) => stranger(file, section, [...known])),
  );
}

/** Sections that stand in two files; `general` belongs to its own file and may. */
export function findRepeats(files: readonly YamlFile[]): ConfigProblem[] {
  const first = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  for (const file of files) {
    for (const section of Object.keys(file.content).filter((name) => name !== 'general')) {
      const earlier = first.get(section);
      if (earlier === undefined) first.set(section, file.name);
      else problems.push(repeat(file, section, earlier));
    }
  }
  return problems;
}

function stranger(file: YamlFile, section: string, known: readonly string[]): ConfigProblem {
  const near = closest(section, known);
  const remedy = near === null ? `Remove it, or use one of: ${known.join(', ')}.` : `Did you mean \`${near}\`?`;
  return {
    file: file.name,
    line: file.lineOf([section]),
    path: section,
    value: '(a section)',
    message: 'no service owns this section',
    remedy,
  };
}

function repeat(file: YamlFile, section: string, earlier: string): ConfigProblem {
  const message = `this section stands in ${earlier} already`;
  return { file: file.name, line: file.lineOf([section]), path: section, value: '(a section)', message, remedy: 'Keep one of the two.' };
}

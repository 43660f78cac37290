import type { ConfigOwner } from './config-owner.js';
import type { ConfigProblem } from './problem.js';
import { describeFinding, type ReadFile } from './read-sections.js';
import { namesOf, validateSection } from './validate-section.js';

/** Every section of all files by its name; of one that stands in two files, the first. */
export function sectionsOf(files: readonly ReadFile[]): Record<string, unknown> {
  return Object.assign({}, ...files.map(({ sections }) => sections).reverse()) as Record<string, unknown>;
}

/** Judges each owner's sections together, in whichever files they stand: a rule of one section may look at another. */
export function checkOwners(files: readonly ReadFile[], owners: readonly ConfigOwner[]): ConfigProblem[] {
  const sections = sectionsOf(files);
  return owners.flatMap((owner) => {
    const names = namesOf(owner.config).filter((name) => name in sections);
    if (names.length === 0) return [];
    const { findings } = validateSection(owner.config, Object.fromEntries(names.map((name) => [name, sections[name]])));
    return findings.map((finding) => {
      const { file, expanded } = files.find((one) => String(finding.path[0]) in one.sections) ?? holderOf(files, names);
      return describeFinding(file, finding, expanded);
    });
  });
}

/** For what stands in no file, the file where the owner's other sections are. */
function holderOf(files: readonly ReadFile[], names: readonly string[]): ReadFile {
  return files.find(({ sections }) => names.some((name) => name in sections)) as ReadFile;
}

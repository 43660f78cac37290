import type { Type } from '@nestjs/common';
import { showPath } from './expand-variables.js';
import type { ConfigProblem } from './problem.js';
import { describeFinding, type ReadFile } from './read-sections.js';
import { validateSection } from './validate-section.js';

/** The `general` of each class, put together from the files that say something of it, and what they contradict each other in. */
export interface MergedGenerals {
  readonly instances: ReadonlyMap<Type<object>, object>;
  readonly problems: readonly ConfigProblem[];
}

/** One file may say a setting that another leaves out; a setting that stands in two files must say the same. */
export function mergeGenerals(files: readonly ReadFile[]): MergedGenerals {
  const merged = new Map<Type<object>, Map<string, { readonly value: unknown; readonly from: string }>>();
  const problems: ConfigProblem[] = [];
  for (const read of files) {
    for (const [type, plain] of read.generals) {
      const known = merged.get(type) ?? new Map<string, { value: unknown; from: string }>();
      merged.set(type, known);
      for (const [name, value] of Object.entries(plain)) {
        const earlier = known.get(name);
        if (earlier === undefined) known.set(name, { value, from: read.file.name });
        else if (JSON.stringify(earlier.value) !== JSON.stringify(value)) problems.push(contradiction(read, name, value, earlier.from));
      }
    }
  }
  const instances = [...merged].map(([type, known]) => {
    const plain = Object.fromEntries([...known].map(([name, { value }]) => [name, value]));
    return [type, validateSection(type, plain).instance] as const;
  });
  return { instances: new Map(instances), problems };
}

function contradiction(read: ReadFile, name: string, value: unknown, earlier: string): ConfigProblem {
  const path = ['general', name];
  const message = `${earlier} says something else of ${showPath(path)}`;
  return describeFinding(read.file, { path, value, message, remedy: 'Keep one of the two.' }, read.expanded);
}

import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const source = resolve(import.meta.dirname, '../src');
const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
  .map((entry) => join(entry.parentPath, entry.name));
const usesOf = (pattern: RegExp): string[] =>
  files.filter((path) => pattern.test(readFileSync(path, 'utf8'))).map((path) => relative(source, path));

describe('the whole farm', () => {
  it('has one clock, which is handed in: nothing asks the machine what time it is', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(usesOf(/\bDate\.now\b|\bperformance\.now\b|\bnew Date\(\)|\bsetInterval\b|\bhrtime\b/)).toEqual([]);
    expect(usesOf(/\bsystemClock\b/)).toEqual(['simulator.ts']);
  });

  it('has one source of chance, its seed', () => {
    expect(usesOf(/\bMath\.random\b|\brandomBytes\b|\brandomUUID\b|\bgetRandomValues\b/)).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { topics } from '../src/index.js';

const root = resolve(import.meta.dirname, '../../..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const skipped = new Set(['node_modules', 'dist', 'fixtures', '.git', '.nx']);

/** Every page of the repository, relative to its root. */
function pagesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : pagesIn(path);
    return entry.name.endsWith('.md') ? [relative(root, path)] : [];
  });
}

/** Links of a page that lead into the repository; code is no link. */
function linksOf(page: string): readonly string[] {
  const prose = textOf(page).replaceAll(/```.*?```|`[^`\n]*`/gs, '');
  const found = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return found.filter((target) => !/^[a-z]+:/.test(target));
}

/** How a heading is called in an address. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function anchorsOf(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!.trim()));
}

function isDead(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? join(root, page) : join(root, dirname(page), decodeURIComponent(path));
  if (!existsSync(target)) return true;
  return anchor !== undefined && statSync(target).isFile() && !anchorsOf(target).includes(anchor);
}

describe('what is published', () => {
  const pages = pagesIn(root);

  it('links to nothing that is not there, on any page', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/for-subscribers.md', 'schemas/README.md']));
    expect(pages.flatMap((page) => linksOf(page).flatMap((link) => (isDead(page, link) ? [`${page}: ${link}`] : [])))).toEqual([]);
  });

  it('is reached from the README: the guide, the topics, the reference pages and JSON Schemas', () => {
    const wanted = ['docs/for-subscribers.md', 'schemas/README.md#topics', 'schemas/generated/miner_telemetry.md'];
    expect(linksOf('README.md')).toEqual(expect.arrayContaining([...wanted, 'schemas/generated/miner_telemetry.schema.json']));
  });

  it.each(Object.values(topics).map(({ name, key, record }) => ({ name, key, record })))(
    'has a line for $name with its key, page and JSON Schema',
    ({ name, key, record }) => {
      const line = textOf('schemas/README.md')
        .split('\n')
        .find((each) => each.startsWith(`| \`${name}\` |`));
      expect(line).toContain(`| ${key} | [${record}](generated/${record}.md) | [JSON Schema](generated/${record}.schema.json) |`);
    },
  );
});

describe('the judge of links', () => {
  it.each([
    { link: 'docs/for-subscribers.md', dead: false },
    { link: 'docs/for-subscribers.md#look', dead: false },
    { link: 'docs/for-subscribers.md#nowhere', dead: true },
    { link: 'docs/nobody.md', dead: true },
    { link: '#start', dead: false },
  ])('takes $link on the README for dead: $dead', ({ link, dead }) => {
    expect(isDead('README.md', link)).toBe(dead);
  });
});

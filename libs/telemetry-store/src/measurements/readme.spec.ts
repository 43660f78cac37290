import { expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { schemaTables } from './schema-tables.js';

const readme = new URL('../../README.md', import.meta.url);
const section = /(<!-- schema:begin.*?-->\n)(.*?)(<!-- schema:end -->)/s;

it('shows in the README exactly the measurements, tags and fields that are written', () => {
  const text = readFileSync(readme, 'utf8');
  const current = text.replace(section, (_, begin: string, _old: string, end: string) => `${begin}\n${schemaTables()}\n\n${end}`);
  if (process.env.UPDATE_README === '1') writeFileSync(readme, current);
  expect(section.test(text)).toBe(true);
  expect(process.env.UPDATE_README === '1' ? current : text).toBe(current);
});

/** Every check there is, the slowest first. Each takes the project and returns one line for each thing it found. */
import { join } from 'node:path';
import { findingsOf, home, installed } from './command.mjs';
import { checkCycles } from './cycles.check.mjs';
import { checkDependencies } from './dependencies.check.mjs';
import { checkFolders } from './folders.check.mjs';
import { checkPlaces } from './places.check.mjs';
import { checkRooms } from './rooms.check.mjs';
import { checkSettings } from './settings.check.mjs';
import { checkSizes } from './sizes.check.mjs';
import { checkVendors } from './vendors.check.mjs';

const cache = join(home, 'node_modules/.cache/lodestream');
const page = 'services/dashboard/web';

export const checks = [
  {
    name: 'lint',
    says: 'ESLint, with rules that know the types',
    run: (project) => findingsOf(project, [installed('eslint/bin/eslint.js'), '.', '--max-warnings=0']),
  },
  {
    name: 'format',
    says: 'Prettier',
    run: (project) =>
      findingsOf(project, [
        installed('prettier/bin/prettier.cjs'),
        '.',
        '--check',
        '--log-level=warn',
        '--cache',
        '--cache-strategy=content',
        `--cache-location=${cache}/prettier`,
      ]),
  },
  {
    name: 'types',
    says: 'tsc over every package',
    run: (project) => findingsOf(project, [installed('typescript/bin/tsc'), '-p', 'tsconfig.json', '--pretty', 'false']),
  },
  {
    name: 'page',
    says: 'svelte-check over the web page',
    run: (project) =>
      findingsOf(project, [
        installed('svelte-check/bin/svelte-check'),
        '--workspace',
        page,
        '--tsconfig',
        'tsconfig.json',
        '--fail-on-warnings',
        '--output',
        'machine',
      ]),
  },
  {
    name: 'generated',
    says: 'generated files and tables are current, every field has its doc',
    run: (project) => findingsOf(project, [join(home, 'tools/generate/main.mjs'), '--check', '--root', project.root]),
  },
  { name: 'settings', says: 'every setting is documented, and shown by a sample that loads', run: checkSettings },
  { name: 'folders', says: 'READMEs with their headings, samples, specs', run: checkFolders },
  { name: 'rooms', says: 'who imports whom', run: checkRooms },
  { name: 'vendors', says: 'vendors stay in the folders that adapt them', run: checkVendors },
  { name: 'dependencies', says: 'packages declare what they import, and import what they declare', run: checkDependencies },
  { name: 'cycles', says: 'no file and no package depends on itself', run: checkCycles },
  { name: 'sizes', says: 'small files, small functions, telling names', run: checkSizes },
  { name: 'places', says: 'nothing depends on one machine or registry', run: checkPlaces },
];

/** Vendors stay in the folders that adapt them: their libraries, and their names. */
import { basename } from 'node:path';
import ts from 'typescript';
import { importsOf, packageNameOf } from './imports.mjs';
import { isSource, isTest } from './project.mjs';

/** The only folders that may import these. Benches may too: they bring the bare loops we are compared with. */
const libraries = [
  { name: /^kafkajs$/, vendor: 'kafka', folders: ['libs/streaming/src/kafka', 'libs/test-stack'] },
  { name: /^lmdb$/, vendor: 'lmdb', folders: ['libs/streaming/src/embedded'] },
  { name: /^@duckdb\//, vendor: 'duckdb', folders: ['libs/telemetry-store/src/embedded'] },
  { name: /^@influxdata\//, vendor: 'influx', folders: ['libs/telemetry-store/src/influx', 'libs/test-stack'] },
  { name: /^undici$/, folders: ['libs/polling'] },
];

const vendors = [
  'vnish',
  'braiins',
  'antminer',
  'bitmain',
  'whatsminer',
  'avalon',
  'kafka',
  'influx',
  'influxdb',
  'duckdb',
  'lmdb',
  'prohashing',
  'coingecko',
  'coinmarketcap',
  'abacus',
  'telegram',
];
const spelledApart = [
  { words: ['coin', 'gecko'], vendor: 'coingecko' },
  { words: ['coin', 'market', 'cap'], vendor: 'coinmarketcap' },
];

/** Where a vendor may be named besides a folder that carries its name, and why. */
const free = [
  { place: /^(deploy|tools|schemas|libs\/test-stack)\//, why: 'they set up, generate and test the real parts' },
  { place: /^services\/(standalone|cli)\//, why: 'composition roots choose the adapters' },
  { place: /(^|[-/])config\.ts$/, why: 'sections and options of the configuration name what they configure' },
  { place: /^libs\/mining\/src\/models\//, why: 'the catalogue of models is data about vendors' },
  { place: /^libs\/[a-z-]+\/src\/index\.ts$/, why: "a library's surface exports its adapters" },
  { place: /\/(drivers\/drivers|sources\/sources)\.ts$/, why: 'the list of drivers or sources lists them' },
];

/** One line for each vendor's library or name outside its place. */
export function checkVendors(project) {
  return project.files.filter(isSource).flatMap((path) => [...strayImports(project, path), ...strayNames(project, path)]);
}

function strayImports(project, path) {
  if (path.includes('/bench/')) return [];
  return importsOf(project, path).flatMap((specifier) => {
    const rule = libraries.find(({ name }) => name.test(packageNameOf(specifier) ?? ''));
    if (rule === undefined || rule.folders.some((folder) => path.startsWith(`${folder}/`))) return [];
    return [`${path}: imports ${specifier}, which only ${rule.folders.join(' and ')} may`];
  });
}

function strayNames(project, path) {
  if (isTest(path) || free.some(({ place }) => place.test(path))) return [];
  const named = [...vendorsIn(basename(path)).map((vendor) => ({ vendor, what: 'its name' })), ...namedInside(path, project.read(path))];
  const strays = named.filter(({ vendor }) => !isItsFolder(path, vendor));
  return [
    ...new Set(
      strays.map(
        ({ vendor, what }) => `${path}: ${what} names the vendor ${vendor}, which belongs into an adapter or driver folder called so`,
      ),
    ),
  ];
}

const isItsFolder = (path, vendor) =>
  isNamedAfter(path, vendor) ||
  libraries.some((one) => one.vendor === vendor && one.folders.some((folder) => path.startsWith(`${folder}/`)));

const isNamedAfter = (path, vendor) =>
  path
    .split('/')
    .slice(0, -1)
    .some((folder) => vendorsIn(folder).some((one) => vendor.startsWith(one) || one.startsWith(vendor)));

function namedInside(path, text) {
  if (path.endsWith('.svelte')) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const found = [];
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node)) found.push(...vendorsIn(node.text).map((vendor) => ({ vendor, what: node.text })));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The vendors an identifier or file name speaks of, word by word. */
function vendorsIn(name) {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const apart = spelledApart.filter((one) => words.some((_, at) => one.words.every((word, offset) => words[at + offset] === word)));
  return [...vendors.filter((vendor) => words.includes(vendor)), ...apart.map(({ vendor }) => vendor)];
}

/** A folder is a contract: what a service, a driver and a library must bring besides code. */
import ts from 'typescript';
import { markersOf } from '../generate/readme/generate-readmes.mjs';
import { importsOf, resolveImport } from './imports.mjs';
import { isSource, isTest, packageOf } from './project.mjs';

const headings = ['Purpose', 'Reads and writes', 'Configuration', 'Metrics', 'When it fails', 'Tests'];
const headingsOfPlans = ['Purpose', 'Configuration'];
const failureColumns = ['what breaks', 'what we do', 'what is lost', 'which metric shows it', 'what the operator does'];
/** Code with fewer lines than this says all there is to say about it. */
const trivialLines = 12;

/** One line for each thing a folder owes. */
export function checkFolders(project) {
  const services = project.packages.filter(({ folder }) => /^services\/[^/]+$/.test(folder));
  const libraries = project.packages.filter(({ folder }) => /^libs\/[^/]+$/.test(folder));
  return [
    ...services.flatMap(({ folder }) => serviceDebts(project, folder)),
    ...driverFolders(project).flatMap((folder) => readmeDebts(project, folder, headings)),
    ...libraries.flatMap(({ folder }) => readmeDebts(project, folder, [])),
    ...untested(project),
  ];
}

function serviceDebts(project, folder) {
  const built = project.files.some(
    (path) => path.startsWith(`${folder}/src/`) && isSource(path) && !isTest(path) && !/\/(index|config|[a-z-]+-config)\.ts$/.test(path),
  );
  const debts = readmeDebts(project, folder, built ? headings : headingsOfPlans);
  const readme = has(project, `${folder}/README.md`) ? project.read(`${folder}/README.md`) : '';
  if (!built && !/not built yet/i.test(readme)) debts.push(`${folder}/README.md: doesn't say that the service is not built yet`);
  if (has(project, `${folder}/src/config.ts`)) debts.push(...configDebts(project, folder, readme));
  if (has(project, `${folder}/metrics.yaml`)) debts.push(...markerDebts(folder, readme, 'metrics'));
  return debts;
}

function configDebts(project, folder, readme) {
  const sample = has(project, `${folder}/config.sample.yaml`) ? [] : [`${folder}: has a config.ts but no config.sample.yaml`];
  return [...sample, ...markerDebts(folder, readme, 'configuration')];
}

function markerDebts(folder, readme, name) {
  const { begin, end } = markersOf(name);
  return readme.includes(begin) && readme.includes(end)
    ? []
    : [`${folder}/README.md: has no generated table of its ${name}; put \`${begin}\` and \`${end}\` where it belongs`];
}

function readmeDebts(project, folder, wanted) {
  const path = `${folder}/README.md`;
  if (!has(project, path)) return [`${folder}: has no README.md`];
  const text = project.read(path);
  const present = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading.trim());
  const missing = wanted.filter((heading) => !present.includes(heading)).map((heading) => `${path}: has no heading "${heading}"`);
  const order =
    present.filter((heading) => wanted.includes(heading)).join() === wanted.filter((heading) => present.includes(heading)).join();
  const title = /^# \S/.test(text) ? [] : [`${path}: doesn't begin with a title`];
  return [
    ...title,
    ...missing,
    ...(order ? [] : [`${path}: its headings stand in another order than ${wanted.join(', ')}`]),
    ...failureDebts(path, text, wanted),
  ];
}

function failureDebts(path, text, wanted) {
  if (!wanted.includes('When it fails') || !text.includes('## When it fails')) return [];
  const columns = failureColumns.join(' | ');
  return text.split('## When it fails')[1].includes(columns) ? [] : [`${path}: "When it fails" has no table with the columns ${columns}`];
}

const driverFolders = (project) => [
  ...new Set(
    project.files.map((path) => /^services\/[^/]+\/src\/drivers\/[^/]+(?=\/)/.exec(path)?.[0]).filter((folder) => folder !== undefined),
  ),
];

/**
 * A folder in which something runs has a spec in it; or a spec imports from it, itself or through one file; or it is part of what the
 * package's `test/` runs as a whole.
 */
function untested(project) {
  const specs = project.files.filter((path) => /\.spec\.[cm]?[jt]s$/.test(path));
  const covered = new Set([...specs.map(folderOf), ...specs.flatMap((path) => reachedBy(project, path))]);
  const owing = project.files.filter(
    (path) =>
      isSource(path) && !isTest(path) && /^(libs|services)\//.test(path) && /\/src\/.*\.ts$/.test(path) && !covered.has(folderOf(path)),
  );
  const folders = Map.groupBy(owing, folderOf);
  return [...folders].flatMap(([folder, paths]) => {
    const lines = paths.reduce((sum, path) => sum + linesThatRun(project, path), 0);
    return lines < trivialLines
      ? []
      : [`${folder}: ${lines} lines run here, and no spec stands beside them, imports them or runs them in test/`];
  });
}

/** The folders a spec reaches: test code counts for nothing on the way, and runtime code for one step, or for none under `test/`. */
function reachedBy(project, spec) {
  const farthest = spec.includes('/test/') ? Infinity : 1;
  const steps = new Map();
  const visit = (path, step) => {
    if (path === null || (steps.get(path) ?? Infinity) <= step) return;
    steps.set(path, step);
    const next = isTest(path) ? step : step + 1;
    if (next > farthest) return;
    for (const specifier of importsOf(project, path)) visit(own(project, path, specifier), next);
    if (isTest(path) && project.read(path).includes('spawnService(')) visit(entryOf(project, path), next);
  };
  visit(spec, 0);
  return [...steps.keys()].map(folderOf);
}

/** What a test that starts the built command runs. */
function entryOf(project, path) {
  const { folder, manifest } = packageOf(project, path);
  const entry = manifest.exports?.['.']?.['@lodestream/source'];
  return entry === undefined ? null : `${folder}/${entry.replace('./', '')}`;
}

/** The file an import means if it is of the same package. */
function own(project, path, specifier) {
  const target = specifier.startsWith('.') ? resolveImport(project, path, specifier) : null;
  return target !== null && packageOf(project, target) === packageOf(project, path) ? target : null;
}

/** Lines of a file inside functions; types, constants and imports do nothing by themselves. */
function linesThatRun(project, path) {
  const file = ts.createSourceFile(path, project.read(path), ts.ScriptTarget.Latest, true);
  let lines = 0;
  const visit = (node) => {
    if (ts.isDecorator(node)) return;
    if (!ts.isFunctionLike(node) || node.body === undefined) return ts.forEachChild(node, visit);
    lines += file.getLineAndCharacterOfPosition(node.end).line - file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  };
  visit(file);
  return lines;
}

const folderOf = (path) => path.slice(0, path.lastIndexOf('/'));
const has = (project, path) => project.files.includes(path);

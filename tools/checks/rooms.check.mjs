/** Who may import whom: the rooms of the design, from the outside of a room and from its inside. */
import { importsOf, isBuiltin, packageNameOf, reachableFrom, resolveImport } from './imports.mjs';
import { isSource, isTest, packageOf } from './project.mjs';

/** What each library may import of ours. One that is not listed may import nothing. */
const libraries = {
  component: [],
  mining: [],
  analytics: [],
  records: ['component'],
  polling: ['component'],
  streaming: ['component', 'records'],
  'telemetry-store': ['component', 'mining', 'records'],
  'service-kit': ['component', 'records', 'streaming', 'telemetry-store'],
  'test-stack': ['component'],
};
const pure = ['libs/mining', 'libs/analytics'];
const compositionRoots = ['services/standalone', 'services/cli'];
const forTestsOnly = /^(@lodestream\/test-stack|@jest\/globals|jest|fast-check|@lodestream\/[a-z-]+\/contract)$/;

/** Doors in the walls, each from one place to one place. */
const doors = [
  // The harness of the real parts stands on the scripts that start them, and so do the benches that bring their own.
  { from: /^libs\/test-stack\/|\/bench\//, to: /^deploy\/local\// },
  // The command must find a fitting node before anything of the project can run.
  { from: /^services\/cli\/bin\//, to: /^tools\/bootstrap\// },
];

/** One line for each import that crosses a wall. */
export function checkRooms(project) {
  const runtime = runtimeFiles(project);
  return project.files.filter(isSource).flatMap((path) => {
    const home = packageOf(project, path);
    if (home === null) return [];
    const view = { project, path, home, tests: isTest(path), runtime: runtime.has(path) };
    return importsOf(project, path).flatMap((specifier) => judge(view, specifier).map((why) => `${path}: ${why}`));
  });
}

function judge(view, specifier) {
  if (specifier.startsWith('.')) return judgeRelative(view, specifier);
  const impure = judgePurity(view, specifier);
  return impure.length > 0 ? impure : [...judgeOurs(view, specifier), ...judgeRuntime(view, specifier)];
}

function judgeRelative({ project, path, home }, specifier) {
  const target = resolveImport(project, path, specifier);
  const there = target === null ? null : packageOf(project, target);
  const leaves = there !== null && there.folder !== home.folder && !doors.some(({ from, to }) => from.test(path) && to.test(target));
  return leaves ? [`imports ${specifier}, which leaves the package; import ${there.manifest.name} through its exports`] : [];
}

function judgePurity({ home, tests }, specifier) {
  if (!pure.includes(home.folder) || tests) return [];
  return [`imports ${specifier}; ${home.folder} is pure and imports nothing${isBuiltin(specifier) ? ', not even of node' : ''}`];
}

function judgeOurs(view, specifier) {
  const name = packageNameOf(specifier);
  const target = view.project.packages.find(({ manifest }) => manifest.name === name);
  if (target === undefined || target.folder === view.home.folder) return [];
  const key = specifier === name ? '.' : `.${specifier.slice(name.length)}`;
  if (target.manifest.exports?.[key] === undefined) return [`imports ${specifier}, which ${name} doesn't export`];
  return mayImport(view, target) ? [] : [`imports ${name}; ${ruleFor(view.home.folder)}`];
}

function mayImport({ home, tests }, target) {
  const [kind, name] = target.folder.split('/');
  if (tests && target.folder === 'libs/test-stack') return true;
  if (compositionRoots.includes(home.folder) || home.folder === '') return true;
  if (home.folder.startsWith('services/')) return kind === 'libs';
  return kind === 'libs' && (libraries[home.folder.split('/')[1]] ?? []).includes(name);
}

function ruleFor(folder) {
  if (folder.startsWith('services/')) return 'a service imports libraries, never another service';
  const allowed = libraries[folder.split('/')[1]] ?? [];
  return allowed.length === 0 ? `${folder} imports nothing of ours` : `${folder} may import only ${allowed.join(', ')}`;
}

function judgeRuntime({ runtime, home }, specifier) {
  if (!runtime || home.folder === 'libs/test-stack' || !forTestsOnly.test(specifier)) return [];
  return [`imports ${specifier} in code that runs in production`];
}

/** What can run in production: all that the package's entry, commands and workers reach. */
function runtimeFiles(project) {
  return reachableFrom(
    project,
    project.packages.filter(({ folder }) => folder !== '').flatMap(({ folder, manifest }) => entriesOf(project, folder, manifest)),
  );
}

function entriesOf(project, folder, manifest) {
  const main = manifest.exports?.['.']?.['@lodestream/source'];
  const commands = Object.values(manifest.bin ?? {});
  const started = project.files.filter((path) => path.startsWith(`${folder}/src/`) && /(\/main|\.worker)\.ts$/.test(path));
  return [...[main, ...commands].filter((path) => path !== undefined).map((path) => `${folder}/${path.replace(/^\.\//, '')}`), ...started];
}

/** A package declares what it imports, and imports what it declares. */
import { readFileSync } from 'node:fs';
import { importsOf, installedManifest, isBuiltin, packageNameOf } from './imports.mjs';
import { isSource, isTest, packageOf } from './project.mjs';

/** One line for each import that is not declared, and for each declaration nothing needs. */
export function checkDependencies(project) {
  const root = project.packages.find(({ folder }) => folder === '');
  const ofOurs = project.packages.filter((one) => one !== root);
  return [...project.packages.flatMap((one) => undeclared(project, one, root)), ...ofOurs.flatMap((one) => unneeded(project, one))];
}

function undeclared(project, one, root) {
  return sourcesOf(project, one).flatMap((path) => {
    const lax = one === root || one.folder === testPackage || isTest(path) || isBuildFile(path);
    const known = {
      ...one.manifest.dependencies,
      ...(lax ? { ...one.manifest.devDependencies, ...root?.manifest.devDependencies } : {}),
      ...browserBundle(one),
    };
    const missing = importedPackages(project, path).filter(
      (name) =>
        name !== one.manifest.name &&
        !(name in known) &&
        !(one === root && isOurs(project, name)) &&
        !isTypeOnly(project, path, name, root),
    );
    return missing.map(
      (name) =>
        `${path}: imports ${name}, which ${`${one.folder}/package.json`.replace(/^\//, '')} doesn't declare${lax ? '' : ' as a dependency'}`,
    );
  });
}

/** Everything in it is for tests. */
const testPackage = 'libs/test-stack';

/** The root holds the workspace: its tools and tests find every package of it. */
const isOurs = (project, name) => project.packages.some(({ manifest }) => manifest.name === name);

/** A page is bundled when it is built: nothing of it is installed at run time, so all its dependencies are of development. */
const browserBundle = ({ manifest }) => (manifest.devDependencies?.vite === undefined ? {} : manifest.devDependencies);

/** Types alone need nothing at run time, where the root declares them as `@types/…`. */
function isTypeOnly(project, path, name, root) {
  if (root?.manifest.devDependencies?.[`@types/${name}`] === undefined) return false;
  const imports = [...project.read(path).matchAll(/^import\s+(type\s)?[^;]*?from\s+'([^']+)'/gm)].filter(([, , from]) => from === name);
  return imports.length > 0 && imports.every(([, type]) => type !== undefined);
}

const isBuildFile = (path) => /\.config\.m?js$/.test(path);

function unneeded(project, one) {
  const imported = new Set(sourcesOf(project, one).flatMap((path) => importedPackages(project, path)));
  const declared = Object.keys({ ...one.manifest.dependencies, ...one.manifest.devDependencies });
  const peers = new Set(declared.flatMap((name) => peersOf(project, name)));
  return declared
    .filter((name) => !imported.has(name) && !peers.has(name) && !isTool(project, one, name))
    .map((name) => `${one.folder}/package.json: declares ${name}, which nothing there imports`);
}

const sourcesOf = (project, one) =>
  project.files.filter(
    (path) => (isSource(path) || path.includes('/generated/')) && /\.([cm]?[jt]s|svelte)$/.test(path) && packageOf(project, path) === one,
  );

function importedPackages(project, path) {
  return importsOf(project, path)
    .filter((specifier) => !isBuiltin(specifier))
    .map(packageNameOf)
    .filter((name) => name !== null);
}

/** What a dependency wants beside it; a package that declares it on that account needs no import. */
const peersOf = (project, name) => Object.keys(manifestOf(project, name)?.peerDependencies ?? {});

/** A tool of development is run, not imported. */
const isTool = (project, one, name) => one.manifest.devDependencies?.[name] !== undefined && manifestOf(project, name)?.bin !== undefined;

function manifestOf(project, name) {
  const path = installedManifest(project, name);
  return path === null ? null : JSON.parse(readFileSync(path, 'utf8'));
}

/** No file and no package depends on itself through others; a type counts like a value, for a reader follows both. */
import { importsOf, packageNameOf, resolveImport } from './imports.mjs';
import { isSource, isTest, packageOf } from './project.mjs';

/** One line for each circle of files, and for each circle of packages. */
export function checkCycles(project) {
  const files = project.files.filter(isSource);
  const edges = new Map(files.map((path) => [path, targetsOf(project, path)]));
  return [
    ...circles(edges).map((circle) => `${circle[0]}: imports itself through ${circle.slice(1).join(' → ')}`),
    ...packageCircles(project, files),
  ];
}

function targetsOf(project, path) {
  return importsOf(project, path)
    .map((specifier) => resolveImport(project, path, specifier))
    .filter((target) => target !== null && target !== path);
}

function packageCircles(project, files) {
  const edges = new Map(project.packages.map(({ manifest }) => [manifest.name, []]));
  for (const path of files.filter((one) => !isTest(one))) {
    const home = packageOf(project, path)?.manifest.name;
    for (const specifier of importsOf(project, path)) {
      const name = packageNameOf(specifier);
      if (edges.has(name) && edges.has(home) && name !== home) edges.get(home).push(name);
    }
  }
  return circles(edges).map((circle) => `${circle[0]}: the package depends on itself through ${circle.slice(1).join(' → ')}`);
}

/** One circle through each node that has one, but no node twice. */
function circles(edges) {
  const found = [];
  const done = new Set();
  for (const start of edges.keys()) {
    if (done.has(start)) continue;
    const circle = circleThrough(edges, start);
    if (circle === null) continue;
    for (const node of circle) done.add(node);
    found.push(circle);
  }
  return found;
}

/** The shortest way from a node back to itself, by breadth first. */
function circleThrough(edges, start) {
  const cameFrom = new Map();
  const waiting = [start];
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    for (const next of edges.get(node) ?? []) {
      if (next === start) return wayBack(cameFrom, start, node);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      waiting.push(next);
    }
  }
  return null;
}

function wayBack(cameFrom, start, last) {
  const way = [start];
  for (let node = last; node !== start; node = cameFrom.get(node)) way.splice(1, 0, node);
  return [...way, start];
}

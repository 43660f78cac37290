/** Files and functions are small, and their names say what they are. */
import ts from 'typescript';
import { isSource, isTest } from './project.mjs';

const fileLimits = { median: 80, p90: 200, most: 300 };
const functionLimits = { median: 10, p90: 30, most: 50 };
const saysNothing = /^(utils?|helpers?|common|base|misc)$/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const pascal = /^([A-Z][a-z0-9]*)+\.svelte(\.ts)?$/;

/** One line for each file or function over a limit, each limit the whole is over, and each name that says nothing. */
export function checkSizes(project) {
  const all = project.files.filter(isSource);
  const written = all.filter((path) => !isTest(path));
  const files = written.map((path) => ({ where: path, lines: lineCount(project.read(path)) }));
  const tests = all.filter(isTest).map((path) => ({ where: path, lines: lineCount(project.read(path)) }));
  const functions = written.filter((path) => !path.endsWith('.svelte')).flatMap((path) => functionsOf(path, project.read(path)));
  return [
    ...overMost('the file', [...files, ...tests], fileLimits),
    ...overMost('the function', functions, functionLimits),
    ...overSpread('files', files, fileLimits),
    ...overSpread('functions', functions, functionLimits),
    ...all.flatMap(badNames),
  ];
}

function overMost(what, sized, { most }) {
  return sized
    .filter(({ lines }) => lines > most)
    .map(({ where, lines }) => `${where}: ${what} has ${lines} lines, at most ${most} are allowed`);
}

function overSpread(what, sized, limits) {
  const lines = sized.map((one) => one.lines).sort((a, b) => a - b);
  const at = (share) => lines[Math.floor((lines.length - 1) * share)] ?? 0;
  const spread = [
    { name: 'median', found: at(0.5), allowed: limits.median },
    { name: '90th percentile', found: at(0.9), allowed: limits.p90 },
  ];
  return spread
    .filter(({ found, allowed }) => found > allowed)
    .map(({ name, found, allowed }) => `(all ${what}): their ${name} is ${found} lines, at most ${allowed} are allowed`);
}

function functionsOf(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body !== undefined) found.push(measure(file, path, node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function measure(file, path, node) {
  const first = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
  const last = file.getLineAndCharacterOfPosition(node.end).line;
  return { where: `${path}:${first + 1}`, lines: last - first + 1 };
}

function badNames(path) {
  const parts = path.split('/');
  const name = parts.at(-1);
  const empty = parts.flatMap((part) => part.split('.').slice(0, 1)).filter((part) => saysNothing.test(part));
  const wrongCase = path.endsWith('.svelte') || path.endsWith('.svelte.ts') ? !pascal.test(name) && !kebab.test(name) : !kebab.test(name);
  return [
    ...empty.map((part) => `${path}: the name ${part} says nothing about what is inside`),
    ...(wrongCase ? [`${path}: files are named in kebab-case, Svelte components in PascalCase`] : []),
  ];
}

const lineCount = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

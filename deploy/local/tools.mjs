import { spawn } from 'node:child_process';
import { accessSync, closeSync, constants, openSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { StackProblem } from './problem.mjs';

/** What may be needed to build a part: the commands any one of which will do, and how a person gets one. */
export const TOOLS = {
  java: {
    commands: ['java'],
    what: 'a Java runtime, 17 or newer',
    fix: 'apt-get install openjdk-17-jre-headless, or brew install openjdk@17',
  },
  mvn: { commands: ['mvn'], what: 'Maven', fix: 'apt-get install maven, or brew install maven' },
  go: {
    commands: ['go'],
    what: 'Go, 1.23 or newer',
    fix: 'apt-get install golang-go where that is 1.23 or newer, brew install go, or the archive of the Go project',
  },
  cc: {
    commands: ['cc', 'gcc', 'clang'],
    what: 'a C compiler',
    fix: 'apt-get install build-essential, or xcode-select --install',
  },
  cargo: { commands: ['cargo'], what: 'Rust with cargo', fix: 'rustup, or apt-get install cargo' },
};

/** Full path of a command on PATH, or null. */
export function findCommand(name, env = process.env) {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const file = join(folder || '.', name);
    if (isExecutable(file)) return file;
  }
  return null;
}

/** Refuses, naming every missing tool at once and how to get it, unless all of them are on PATH. */
export function requireTools(purpose, names, env = process.env) {
  const missing = names.filter((name) => !TOOLS[name].commands.some((command) => findCommand(command, env)));
  if (missing.length === 0) return;
  const lines = missing.map((name) => `  - ${name}: ${TOOLS[name].what} (${TOOLS[name].fix})`);
  throw new StackProblem(`${purpose} needs tools that are not on PATH:\n${lines.join('\n')}`, {
    fix: 'install them, or start a Docker engine, which needs none of them; then run the command again.',
  });
}

/** Runs a command to its end with its output in a log file; a failure carries the end of that log. */
export async function runTool(command, args, { cwd, env = process.env, logFile, timeoutMs }) {
  const log = openSync(logFile, 'a');
  try {
    const outcome = await exitOf(spawn(command, args, { cwd, env, stdio: ['ignore', log, log] }), timeoutMs);
    if (outcome !== 'code 0') throw toolFailed(command, args, outcome, logFile);
  } finally {
    closeSync(log);
  }
}

/** The last lines of a log, for error messages. */
export function tailOf(file, lines = 15) {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}

function exitOf(child, timeoutMs) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.once('error', (error) => (clearTimeout(timer), reject(error)));
    child.once('close', (code, signal) => (clearTimeout(timer), resolve(signal ? `signal ${signal}` : `code ${code}`)));
  });
}

function toolFailed(command, args, outcome, logFile) {
  const shown = tailOf(logFile).replace(/^/gm, '    ');
  return new StackProblem(`\`${command} ${args.join(' ')}\` ended with ${outcome}. The end of its output:\n${shown}`, {
    fix: 'building needs the package registries of Maven, Go and Rust in reach; set their usual proxies or mirrors if you use any.',
  });
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

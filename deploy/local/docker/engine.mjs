import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { StackProblem } from '../problem.mjs';

const run = promisify(execFile);

/** The compose file at the top of the project. */
export const COMPOSE_FILE = fileURLToPath(new URL('../../../docker-compose.yml', import.meta.url));

/** Whether a Docker engine with compose answers here, within seconds. */
export async function dockerAnswers(env = process.env) {
  try {
    await run('docker', ['info', '--format', '{{.ServerVersion}}'], { env, timeout: 10_000 });
    await run('docker', ['compose', 'version'], { env, timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

/** Runs a compose command to its end with its output on this terminal; throws if it fails. */
export async function compose(args, env) {
  const child = spawn('docker', composeArguments(args), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new StackProblem(`\`docker compose ${args.join(' ')}\` ended with code ${code}.`);
}

/** The arguments of one compose command of this project. */
export function composeArguments(args) {
  return ['compose', '--project-name', 'lodestream', '--file', COMPOSE_FILE, ...args];
}

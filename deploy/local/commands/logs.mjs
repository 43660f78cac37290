import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { composeEnvironment } from '../docker/docker-stack.mjs';
import { compose } from '../docker/engine.mjs';
import { StackProblem } from '../problem.mjs';
import { PORTS } from '../settings.mjs';
import { readState, stackFiles } from '../stack-state.mjs';
import { tailOf } from '../tools.mjs';

const NATIVE_PARTS = ['kafka', 'influxdb'];

/** Prints the end of the parts' logs; `--follow` goes on with what comes. Works after `down` too: native logs are kept. */
export async function logs({ options, args, say }) {
  const files = stackFiles();
  const state = readState(files);
  const lines = options.lines ?? 40;
  if (state?.engine === 'docker') {
    const follow = options.follow ? ['--follow'] : [];
    await compose(['logs', '--tail', String(lines), ...follow, ...args], composeEnvironment(files, state.ports ?? PORTS));
    return 0;
  }
  const wanted = chosenLogs(files, args);
  if (options.follow) return follow(wanted, lines);
  for (const file of wanted) say(`==> ${file}\n${tailOf(file, lines)}`);
  return 0;
}

function chosenLogs(files, args) {
  const unknown = args.find((part) => !NATIVE_PARTS.includes(part));
  if (unknown !== undefined)
    throw new StackProblem(`There is no part "${unknown}".`, {
      fix: `name one of: ${NATIVE_PARTS.join(', ')}.`,
    });
  const wanted = (args.length > 0 ? args : NATIVE_PARTS).map((part) => files.log(part)).filter(existsSync);
  if (wanted.length === 0) throw new StackProblem('There are no logs yet.', { fix: 'start the stack with `npm run stack -- up`.' });
  return wanted;
}

function follow(wanted, lines) {
  const child = spawn('tail', ['-n', String(lines), '-F', ...wanted], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve(code ?? 0)));
}

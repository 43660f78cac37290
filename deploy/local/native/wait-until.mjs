import { isRunning } from '../processes.mjs';
import { StackProblem } from '../problem.mjs';
import { tailOf } from '../tools.mjs';

/**
 * Waits until the probe finds nothing wrong (it resolves with null; a text says what is still missing). Gives up at
 * the deadline, or as soon as the process has ended, with the end of its log in the message.
 */
export async function waitUntilReady(what, probe, { identities, logFile, timeoutMs }) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const problem = await probe();
    if (problem === null) return;
    if (!identities.every(isRunning)) throw new StackProblem(`${what} ended while starting. ${endOf(logFile)}`);
    if (Date.now() > deadline) throw new StackProblem(`${what} is not ready after ${timeoutMs} ms: ${problem}. ${endOf(logFile)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function endOf(logFile) {
  return `The end of ${logFile}:\n${tailOf(logFile)}`;
}

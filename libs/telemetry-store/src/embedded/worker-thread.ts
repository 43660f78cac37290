import { Worker } from 'node:worker_threads';

// Built, the thread is plain JavaScript. Under the test runner there is only TypeScript, which Node itself strips of its types; our
// imports end in `.js`, so the thread first learns to look for the source beside.
const sourceStart = `
const { registerHooks } = require('node:module');
const { workerData } = require('node:worker_threads');
registerHooks({ resolve(specifier, context, next) {
  try { return next(specifier, context); }
  catch (error) { if (!specifier.endsWith('.js')) throw error; return next(specifier.slice(0, -3) + '.ts', context); }
} });
import(workerData.entry);
`;

/** Starts the thread that holds the database. */
export function startStoreThread(): Worker {
  const own = import.meta.url;
  if (own.endsWith('.js')) return new Worker(new URL('./store.worker.js', own));
  return new Worker(sourceStart, {
    eval: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    workerData: { entry: new URL('./store.worker.ts', own).href },
  });
}

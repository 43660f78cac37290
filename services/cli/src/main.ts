import 'reflect-metadata';
import { createProgram } from './program.js';
import { exitCodeOf } from './cli-error.js';
import { processOutput } from './output.js';

try {
  await createProgram(processOutput).parseAsync(process.argv);
} catch (error) {
  const code = exitCodeOf(error);
  if (code !== 0 && !(error as { shown?: boolean }).shown) processOutput.err(error instanceof Error ? error.message : String(error));
  process.exitCode = code;
  // Whatever was left open ends with the process; without any, it ends before.
  setTimeout(() => process.exit(code), 1_000).unref();
}

/** `npm run check [-- NAME …]`: every rule of the project that a program can judge; ends with 1 if any is broken. */
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

process.exit(run(ensureInstalled(), ['tools/checks/main.mjs', ...process.argv.slice(2)]));

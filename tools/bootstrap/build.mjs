/** `npm run build`: installs what is missing and builds what changed. */
import { ensureInstalled } from './install.mjs';
import { build } from './run.mjs';

process.exit(build(ensureInstalled()));

/** `npm start`: installs what is missing, builds what changed, and runs every service in one process. */
import { join } from 'node:path';
import { ensureInstalled, fail } from './install.mjs';
import { root } from './node-path.mjs';
import { become, build } from './run.mjs';

const node = ensureInstalled();
if (build(node) !== 0) fail('The build failed; its messages stand above.', 1);
become(node, [join(root, 'services/cli/bin/lodestream.mjs'), 'start', ...process.argv.slice(2)]);

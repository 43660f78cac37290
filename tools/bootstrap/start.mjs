/** `npm start`: installs what is missing, builds what changed, and runs every service in one process. */
import { join } from 'node:path';
import { addressesOf, adminToken, readState, stackFiles } from '../../deploy/local/stack-state.mjs';
import { ensureInstalled, fail } from './install.mjs';
import { applicationEnvironment, applicationFlags } from './node-flags.mjs';
import { root } from './node-path.mjs';
import { become, build } from './run.mjs';

const node = ensureInstalled();
if (build(node) !== 0) fail('The build failed; its messages stand above.', 1);
Object.assign(process.env, { ...applicationEnvironment, ...process.env, ...stackAddresses() });
become(node, [...applicationFlags('start'), join(root, 'services/cli/bin/lodestream.mjs'), 'start', ...process.argv.slice(2)]);

/** Where the local stack is, while it is up, for a start that names no configuration of its own; what is set already stays. */
function stackAddresses() {
  const files = stackFiles();
  const state = readState(files);
  const token = adminToken(files);
  if (state === null || token === undefined || process.argv.includes('--config')) return {};
  const { kafka, influxdb } = addressesOf(files, state.ports);
  const found = {
    LODESTREAM_KAFKA_BROKERS: kafka.brokers.join(','),
    LODESTREAM_INFLUX_URL: influxdb.url,
    LODESTREAM_INFLUX_ORG: influxdb.organization,
    LODESTREAM_INFLUX_TOKEN: token,
  };
  return Object.fromEntries(Object.entries(found).filter(([name]) => process.env[name] === undefined));
}

import { rmSync } from 'node:fs';
import { stopDocker } from '../docker/docker-stack.mjs';
import { withLock } from '../lock.mjs';
import { stopNative } from '../native/native-stack.mjs';
import { readState, stackFiles } from '../stack-state.mjs';

/** Ends what `up` started, and nothing else. Data stays for the next `up` unless `--volumes` asks to wipe it. */
export async function down({ options, say }) {
  const files = stackFiles();
  await withLock(files.lock, () => takeDown({ files, volumes: options.volumes === true, say }), {
    waitMs: 5 * 60_000,
  });
  return 0;
}

async function takeDown({ files, volumes, say }) {
  const state = readState(files);
  if (state === null) say('The stack is down already.');
  else await (state.engine === 'docker' ? stopDocker : stopNative)({ files, state, say, volumes });
  if (volumes) wipe(files, say);
}

// The admin token belongs to the data: an InfluxDB set up anew gets a new one.
function wipe(files, say) {
  for (const path of [files.data, files.tokenFile, files.secret('influxdb-admin-password'), files.secret('grafana-admin-password')]) {
    rmSync(path, { recursive: true, force: true });
  }
  say('Its data and tokens are wiped.');
}

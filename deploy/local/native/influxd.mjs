import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HOST, INFLUXD_RUNTIME, INFLUXD_SETTINGS } from '../settings.mjs';
import { launch } from './launch.mjs';

/** Every setting of a native `influxd`, by flag name: the shared ones, its address and its folders. */
export function influxdSettings({ folder, port, settings = {} }) {
  return {
    ...INFLUXD_SETTINGS,
    'http-bind-address': `${HOST}:${port}`,
    'bolt-path': join(folder, 'influxd.bolt'),
    'sqlite-path': join(folder, 'influxd.sqlite'),
    'engine-path': join(folder, 'engine'),
    ...settings,
  };
}

/** Starts `influxd` on its folder, which is made if missing; it answers about two seconds later. */
export function launchInfluxd(plan, { part, logFile, keepLog = false }) {
  mkdirSync(plan.folder, { recursive: true });
  const flags = Object.entries(influxdSettings(plan)).map(([name, value]) => `--${name}=${value}`);
  return launch(join(part, 'influxd'), flags, {
    logFile,
    cwd: plan.folder,
    keepLog,
    env: cleanEnvironment(plan.folder),
  });
}

// influxd also reads INFLUXD_* and a configuration file; somebody's own must not change a stack that is described here.
// GOGC and its like may be set by whoever starts it, for they change what it costs and nothing else.
function cleanEnvironment(folder) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('INFLUXD_'));
  return { ...INFLUXD_RUNTIME, ...Object.fromEntries(kept), INFLUXD_CONFIG_PATH: folder };
}

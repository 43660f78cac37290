import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSIONS } from '../../settings.mjs';
import { findCommand, runTool } from '../../tools.mjs';

const BUILD_TAGS = 'sqlite_foreign_keys,sqlite_json,noassets';
const PKG_CONFIG_MODULE = 'github.com/influxdata/pkg-config@v0.2.14';

/** `influxd` without its web page, compiled from the module versions pinned in go.mod and go.sum beside this file. */
export const INFLUXDB_PART = {
  name: 'influxdb',
  version: VERSIONS.influxdb,
  title: `InfluxDB ${VERSIONS.influxdb}`,
  cost: 'about 8 minutes of two cores the first time, 132 MB',
  tools: ['go', 'cc', 'cargo'],
  build: compile,
};

async function compile({ folder, logFile, env }) {
  const work = join(folder, 'work');
  mkdirSync(work);
  for (const file of ['go.mod', 'go.sum', 'tools.go']) copyFileSync(new URL(file, import.meta.url), join(work, file));
  const run = (args, extra) => runTool('go', args, { cwd: work, env: { ...env, ...extra }, logFile, timeoutMs: 45 * 60_000 });
  await run(['install', PKG_CONFIG_MODULE], { GOBIN: work });
  const target = ['-o', join(folder, 'influxd'), 'github.com/influxdata/influxdb/v2/cmd/influxd'];
  await run(['build', '-trimpath', '-buildvcs=false', '-tags', BUILD_TAGS, ...target], rustSettings(work, env));
  rmSync(work, { recursive: true });
}

// InfluxDB's pkg-config finds its Rust part, libflux, by asking `go`, and compiles it with what CARGO names.
function rustSettings(work, env) {
  return {
    PKG_CONFIG: join(work, 'pkg-config'),
    CARGO: writeCargoWrapper(work, env),
    ...toolchain(env),
    CGO_ENABLED: '1',
  };
}

// The default features of libflux turn each warning of a newer compiler into an error; only its C interface is needed.
function writeCargoWrapper(work, env) {
  const file = join(work, 'cargo-for-flux');
  const build = `"${findCommand('cargo', env)}" "$@" -p flux --no-default-features --features cffi`;
  writeFileSync(file, `#!/bin/sh\nexec ${build}\n`, { mode: 0o755 });
  return file;
}

// libflux asks rustup for an old toolchain that would have to be downloaded; naming the active one prevents that.
function toolchain(env) {
  if (env.RUSTUP_TOOLCHAIN || findCommand('rustup', env) === null) return {};
  const [name] = execFileSync('rustup', ['show', 'active-toolchain'], {
    env,
    encoding: 'utf8',
    timeout: 30_000,
  }).split(/\s/);
  return { RUSTUP_TOOLCHAIN: name };
}

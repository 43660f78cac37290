import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { cacheFolder, partFolder } from './paths.mjs';
import { requireTools } from './tools.mjs';

const WAIT_FOR_ANOTHER_BUILD_MS = 60 * 60_000;

/** Whether the part is built and complete in the cache. */
export function isBuilt(part, env = process.env) {
  return existsSync(join(partFolder(part.name, part.version, env), 'part.json'));
}

/**
 * The folder of a part, built first if the cache lacks it. The build happens in a folder of its own that is renamed
 * when complete: whoever finds a part finds all of it, whatever was interrupted.
 */
export async function ensurePart(part, { env = process.env, say = () => undefined } = {}) {
  const folder = partFolder(part.name, part.version, env);
  if (isBuilt(part, env)) return folder;
  const onWait = (holder) => say(`Waiting for process ${holder?.pid ?? '?'}, which is building ${part.title}.`);
  const lock = join(cacheFolder(env), `.${part.name}-${part.version}.lock`);
  await withLock(lock, () => buildOnce(part, folder, { env, say }), {
    waitMs: WAIT_FOR_ANOTHER_BUILD_MS,
    onWait,
  });
  return folder;
}

async function buildOnce(part, folder, { env, say }) {
  if (isBuilt(part, env)) return;
  requireTools(`Building ${part.title} without Docker`, part.tools, env);
  removeInterrupted(part, env);
  const building = mkdtempSync(join(cacheFolder(env), buildingPrefix(part)));
  const logFile = join(cacheFolder(env), `${part.name}-${part.version}.build.log`);
  writeFileSync(logFile, '');
  say(`Building ${part.title}: ${part.cost}. Output: ${logFile}`);
  const startedAt = Date.now();
  await part.build({ folder: building, logFile, env });
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  writeFileSync(join(building, 'part.json'), JSON.stringify({ part: part.name, version: part.version, seconds }));
  rmSync(folder, { recursive: true, force: true });
  renameSync(building, folder);
  say(`Built ${part.title} in ${seconds} s: ${folder}`);
}

// Only the holder of the lock builds, so whatever else is there was left by a build that did not end.
function removeInterrupted(part, env) {
  mkdirSync(cacheFolder(env), { recursive: true });
  for (const name of readdirSync(cacheFolder(env))) {
    if (!name.startsWith(buildingPrefix(part))) continue;
    rmSync(join(cacheFolder(env), name), { recursive: true, force: true });
  }
}

function buildingPrefix(part) {
  return `.building-${part.name}-${part.version}-`;
}

import { gzipSync } from 'node:zlib';
import { defaultSetup, type DeviceSetup } from '../life/device-setup.js';
import { type Answer, type Call, json, refused } from './answer.js';
import { documentOf, RefusedSettings, type SettingsDocument, setupAfter } from './settings-document.js';
import { restartRequired } from './status.endpoint.js';

/** `GET /settings`: everything, pool passwords included. Without a token older builds answer 200 and nothing at all. */
export function readSettings(call: Call): Answer {
  const { miner, at, authorized } = call;
  if (authorized) return json(documentOf(miner.traits, miner.setupAt(at)));
  return miner.traits.firmwareVersion === '1.2.6' ? { status: 200, body: '' } : refused(401, 'Unauthorized');
}

/** `POST /settings`: a part of the document is enough; presets and pools wait for a restart, the host's name for a reboot. */
export function writeSettings({ miner, at, body, token }: Call): Answer {
  if (typeof body !== 'object' || body === null) return refused(400, 'settings are missing');
  const change = body as SettingsDocument;
  const before = miner.setupAt(at);
  try {
    const after = setupAfter(miner.traits, before, change);
    changePassword(miner, change['password'], token);
    return save(miner, at, before, after);
  } catch (error) {
    if (error instanceof RefusedSettings) return refused(400, error.message);
    throw error;
  }
}

/** `POST /settings/backup`: the document, gzipped. */
export function backupSettings({ miner, at }: Call): Answer {
  const body = gzipSync(JSON.stringify(documentOf(miner.traits, miner.setupAt(at))));
  return { status: 200, body, contentType: 'application/gzip' };
}

/** `POST /settings/restore`: a whole document as a backup holds it. */
export function restoreSettings(call: Call): Answer {
  return writeSettings(call);
}

/** `POST /settings/factory-reset`. */
export function factoryReset({ miner, at }: Call): Answer {
  return save(miner, at, miner.setupAt(at), defaultSetup(miner.traits));
}

function save(miner: Call['miner'], at: number, before: DeviceSetup, after: DeviceSetup): Answer {
  if (JSON.stringify(before) !== JSON.stringify(after)) miner.obey({ at, kind: 'settings', setup: after });
  const { applied } = miner.segmentAt(at).device;
  return json({
    restart_required: restartRequired(after, applied),
    reboot_required: after.hostname !== applied.hostname,
  });
}

function changePassword(miner: Call['miner'], change: unknown, token: string | null): void {
  if (change === undefined) return;
  const { current, pw } = (change ?? {}) as { current?: unknown; pw?: unknown };
  if (typeof pw !== 'string' || pw === '') throw new RefusedSettings('password.pw is missing');
  if (current !== miner.memory.access.password) throw new RefusedSettings('password.current is wrong');
  miner.memory.access.password = pw;
  miner.memory.access.closeOthers(token);
}

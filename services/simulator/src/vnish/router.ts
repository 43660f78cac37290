import { addApiKey, authCheck, deleteApiKey, listApiKeys, lock, lockOthers, unlock } from './access.endpoint.js';
import { type Answer, type Call, type Endpoint, refused } from './answer.js';
import { chains, chips, factoryInfo } from './chains.endpoint.js';
import { info } from './info.endpoint.js';
import { interfacePart, listNotes, notHere, readNote, resetTuning, writeNote } from './interface.endpoint.js';
import { clearLog, readLog } from './logs.endpoint.js';
import { metrics } from './metrics.endpoint.js';
import { findMiner, miningCommand, reboot, switchPool } from './mining.endpoint.js';
import { model } from './model.endpoint.js';
import { autotunePresets, perfSummary } from './presets.endpoint.js';
import { rootPage } from './root-page.endpoint.js';
import { backupSettings, factoryReset, readSettings, restoreSettings, writeSettings } from './settings.endpoint.js';
import { status } from './status.endpoint.js';
import { summary } from './summary.endpoint.js';

interface Route {
  readonly endpoint: Endpoint;
  readonly guarded: boolean;
}

const open = (endpoint: Endpoint): Route => ({ endpoint, guarded: false });
const guarded = (endpoint: Endpoint): Route => ({ endpoint, guarded: true });

const api = '/api/v1';
const routes = new Map<string, Route>([
  ['GET /', open(rootPage)],
  [`GET ${api}/info`, open(info)],
  [`GET ${api}/model`, open(model)],
  [`GET ${api}/status`, open(status)],
  [`GET ${api}/summary`, open(summary)],
  [`GET ${api}/perf-summary`, open(perfSummary)],
  [`GET ${api}/chains`, open(chains)],
  [`GET ${api}/chips`, open(chips)],
  [`GET ${api}/chains/factory-info`, open(factoryInfo)],
  [`GET ${api}/metrics`, open(metrics)],
  [`GET ${api}/logs/{type}`, open(readLog)],
  [`GET ${api}/ui`, open(interfacePart('ui'))],
  [`GET ${api}/layout`, open(interfacePart('layout'))],
  [`GET ${api}/notes`, open(listNotes)],
  [`GET ${api}/notes/{key}`, open(readNote)],
  [`GET ${api}/settings`, open(readSettings)],
  [`POST ${api}/unlock`, open(unlock)],
  [`GET ${api}/auth-check`, guarded(authCheck)],
  [`POST ${api}/lock`, guarded(lock)],
  [`POST ${api}/lock/others`, guarded(lockOthers)],
  [`GET ${api}/apikeys`, guarded(listApiKeys)],
  [`POST ${api}/apikeys`, guarded(addApiKey)],
  [`POST ${api}/apikeys/delete`, guarded(deleteApiKey)],
  [`GET ${api}/autotune/presets`, guarded(autotunePresets)],
  [`POST ${api}/settings`, guarded(writeSettings)],
  [`POST ${api}/settings/backup`, guarded(backupSettings)],
  [`POST ${api}/settings/factory-reset`, guarded(factoryReset)],
  [`POST ${api}/settings/restore`, guarded(restoreSettings)],
  [`POST ${api}/autotune/reset`, guarded(resetTuning)],
  [`POST ${api}/autotune/reset-all`, guarded(resetTuning)],
  [`POST ${api}/notes`, guarded(writeNote)],
  [`POST ${api}/logs/{type}/clear`, guarded(clearLog)],
  ...['firmware/update', 'firmware/remove', 'activate-warranty', 'cancel-warranty'].map((path): [string, Route] => [
    `POST ${api}/${path}`,
    guarded(notHere),
  ]),
  [`POST ${api}/find-miner`, open(findMiner)],
  [`POST ${api}/mining/switch-pool`, guarded(switchPool)],
  [`POST ${api}/system/reboot`, guarded(reboot)],
  ...(['stop', 'start', 'pause', 'resume', 'restart'] as const).map((kind): [string, Route] => [
    `POST ${api}/mining/${kind}`,
    guarded(miningCommand(kind)),
  ]),
]);

/** The answer of a device to a call, errors of path, method and access included. */
export function answer(call: Call): Answer {
  const route = routes.get(`${call.method} ${call.path}`) ?? routes.get(`${call.method} ${patternOf(call.path)}`);
  if (route === undefined) return unknownPath(call);
  if (route.guarded && !call.authorized) return refused(401, 'Unauthorized');
  return route.endpoint(call);
}

function patternOf(path: string): string {
  return path.replace(/^(\/api\/v1\/logs)\/[^/]+/, '$1/{type}').replace(/^(\/api\/v1\/notes)\/[^/]+/, '$1/{key}');
}

/** The web server behind the API answers only GET, so that a POST it does not know is a wrong method, not a wrong path. */
function unknownPath({ method, path }: Call): Answer {
  const other = method === 'GET' ? 'POST' : 'GET';
  if (routes.has(`${other} ${patternOf(path)}`) || (method !== 'GET' && !path.startsWith(api))) return refused(405, 'Method not allowed');
  return refused(404, 'Not found');
}

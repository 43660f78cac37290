import type { Fault } from '../faults/fault.js';
import { type Answer, type Call, done, json, refused } from './answer.js';

/** `POST /unlock`: a token for the password; 403 for a wrong one, 429 while the device does not listen. */
export function unlock({ miner, at, body }: Call): Answer {
  const access = miner.memory.access;
  const lock = lockOf(miner.segmentAt(at).faults, access.lockedForMs(at), at);
  if (lock > 0) return json({ unlock_timeout: lock }, 429);
  const given = (body as { pw?: unknown } | undefined)?.pw;
  if (typeof given !== 'string') return refused(400, 'pw is missing');
  if (given === passwordNow(miner.segmentAt(at).faults, access.password)) return json({ token: access.openSession(at) });
  access.noteFailure(at);
  const left = access.lockedForMs(at);
  return json(left > 0 ? { unlock_timeout: Math.ceil(left / 1000) } : {}, 403);
}

/** `GET /auth-check`: whether the caller's token or key still opens the device. */
export function authCheck(): Answer {
  return json({});
}

/** `POST /lock`: ends the caller's session. */
export function lock({ miner, token }: Call): Answer {
  if (token !== null) miner.memory.access.closeSession(token);
  return done;
}

/** `POST /lock/others`: ends everybody else's. */
export function lockOthers({ miner, token }: Call): Answer {
  miner.memory.access.closeOthers(token);
  return done;
}

/** `GET /apikeys`. */
export function listApiKeys({ miner }: Call): Answer {
  return json(miner.memory.access.apiKeys());
}

/** `POST /apikeys`: adds a key, which must have exactly 32 characters. */
export function addApiKey({ miner, body }: Call): Answer {
  const { key, description } = (body ?? {}) as { key?: unknown; description?: unknown };
  if (typeof key !== 'string' || key.length !== 32) return refused(400, 'key must have exactly 32 characters');
  const added = miner.memory.access.addKey({
    key,
    description: typeof description === 'string' ? description.slice(0, 100) : '',
  });
  return added ? json({ status: 'inserted' }) : refused(507, 'no room for another key');
}

/** `POST /apikeys/delete`. */
export function deleteApiKey({ miner, body }: Call): Answer {
  const { key } = (body ?? {}) as { key?: unknown };
  const removed = typeof key === 'string' && miner.memory.access.removeKey(key);
  return removed ? json({ status: 'deleted' }) : refused(404, 'no such key');
}

/** Seconds the device refuses to listen: because of wrong guesses, or because a fault has it so. */
function lockOf(faults: readonly Fault[], ownMs: number, at: number): number {
  const fault = faults.find((candidate) => candidate.kind === 'lockout');
  const faultMs = fault === undefined ? 0 : Math.min(300_000, fault.to - at);
  return Math.ceil(Math.max(ownMs, faultMs) / 1000);
}

/** Under the fault `wrong_password` somebody changed it, and nobody told the fleet's configuration. */
function passwordNow(faults: readonly Fault[], password: string): string {
  return faults.some((fault) => fault.kind === 'wrong_password') ? `${password}-changed` : password;
}

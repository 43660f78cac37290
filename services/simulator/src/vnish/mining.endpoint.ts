import type { Command, PlainCommand } from '../life/command.js';
import type { Phase } from '../life/segment.js';
import { type Answer, type Call, done, json, refused } from './answer.js';

const running: readonly Phase[] = ['initializing', 'starting', 'auto-tuning', 'mining'];

/** In which phases each command applies; elsewhere the firmware answers with an error of the process. */
const applies: Readonly<Record<Exclude<PlainCommand, 'reboot'>, (phase: Phase, paused: boolean) => boolean>> = {
  stop: (phase, paused) => running.includes(phase) || paused,
  start: (phase, paused) => (phase === 'stopped' && !paused) || phase === 'failure',
  pause: (phase) => phase === 'mining' || phase === 'auto-tuning',
  resume: (phase, paused) => phase === 'stopped' && paused,
  restart: (phase) => running.includes(phase) || phase === 'failure' || phase === 'stopped',
};

/** `POST /mining/{stop,start,pause,resume,restart}`: an empty 200, or a 500 when it does not apply. */
export function miningCommand(kind: Exclude<PlainCommand, 'reboot'>): (call: Call) => Answer {
  return ({ miner, at }) => {
    const { phase, paused } = miner.segmentAt(at).device;
    if (!applies[kind](phase, paused)) return refused(500, `CGMiner err: cannot ${kind} while ${paused ? 'paused' : phase}`);
    return obeyed(miner, { at, kind });
  };
}

/** `POST /mining/switch-pool {"pool_id":n}`. */
export function switchPool({ miner, at, body }: Call): Answer {
  const poolId = (body as { pool_id?: unknown } | undefined)?.pool_id;
  if (typeof poolId !== 'number') return refused(400, 'pool_id is missing');
  const { device } = miner.segmentAt(at);
  if (device.applied.pools[poolId] === undefined) return refused(500, 'Could not find pool');
  return obeyed(miner, { at, kind: 'switch-pool', poolId });
}

/** `POST /system/reboot`: says after how many seconds it goes, and then is gone for a while. */
export function reboot({ miner, at }: Call): Answer {
  miner.obey({ at, kind: 'reboot' });
  return json({ after: 3 });
}

/** `POST /find-miner`: an empty body toggles the lamp. */
export function findMiner({ miner, body }: Call): Answer {
  const wanted = (body as { on?: unknown } | undefined)?.on;
  miner.memory.findMiner = typeof wanted === 'boolean' ? wanted : !miner.memory.findMiner;
  return json({ on: miner.memory.findMiner });
}

function obeyed(miner: Call['miner'], command: Command): Answer {
  miner.obey(command);
  return done;
}

import { defaultSetup } from '../life/device-setup.js';
import { type Answer, type Call, done, json, refused } from './answer.js';
import { documentOf } from './settings-document.js';

const maxNotes = 32;
const maxNoteLength = 1_000;

/** `GET /ui` and `GET /layout`: how the web page was last arranged. */
export function interfacePart(part: 'ui' | 'layout'): (call: Call) => Answer {
  return ({ miner, at }) => json(documentOf(miner.traits, miner.setupAt(at))[part] ?? {});
}

/** `GET /notes`. */
export function listNotes({ miner }: Call): Answer {
  return json(Object.fromEntries(miner.memory.notes));
}

/** `GET /notes/{key}`. */
export function readNote({ miner, path }: Call): Answer {
  const note = miner.memory.notes.get(path.split('/')[4] ?? '');
  return note === undefined ? refused(404, 'no such note') : json({ value: note });
}

/** `POST /notes {"key":…,"value":…}`. */
export function writeNote({ miner, body }: Call): Answer {
  const { key, value } = (body ?? {}) as { key?: unknown; value?: unknown };
  if (typeof key !== 'string' || typeof value !== 'string') return refused(400, 'key and value are texts');
  if (miner.memory.notes.size >= maxNotes && !miner.memory.notes.has(key)) return refused(507, 'no room for another note');
  miner.memory.notes.set(key.slice(0, 100), value.slice(0, maxNoteLength));
  return done;
}

/** `POST /autotune/reset` and `/reset-all`: the device goes back to its own preset, which a restart brings into force. */
export function resetTuning({ miner, at }: Call): Answer {
  const setup = miner.setupAt(at);
  const { preset } = defaultSetup(miner.traits);
  if (setup.preset !== preset) miner.obey({ at, kind: 'settings', setup: { ...setup, preset } });
  return done;
}

/** What a real device has and no monitor may call; the simulated one has nothing behind it. */
export function notHere(): Answer {
  return refused(500, 'not supported by this device');
}

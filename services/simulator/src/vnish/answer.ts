import type { VirtualMiner } from '../fleet/virtual-miner.js';
import type { Reading } from '../life/reading.js';

/** What a device answers to one request. */
export interface Answer {
  readonly status: number;
  readonly body: string | Buffer;
  /** Left out: JSON. */
  readonly contentType?: string;
  /** What a later comparison with stored values needs of it. */
  readonly digest?: AnswerDigest;
}

/** The values a summary told its reader, in the device's own units; null where it told none. */
export interface AnswerDigest {
  /** The moment the values are true for. */
  readonly observedAt: number;
  readonly hrRealtime: number | null;
  readonly powerConsumption: number | null;
  readonly accepted: number | null;
  readonly minerState: string;
}

/** One request as a device's endpoint sees it. */
export interface Call {
  readonly miner: VirtualMiner;
  /** The address it is reached at. */
  readonly address: string;
  /** The moment it is answered for. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The parsed body; undefined when there was none. */
  readonly body: unknown;
  /** The token or key the caller showed, if it is one. */
  readonly token: string | null;
  readonly authorized: boolean;
}

/** An endpoint turns a call into an answer, and may make the device obey. */
export type Endpoint = (call: Call) => Answer;

/** A JSON answer of a value. */
export function json(value: unknown, status = 200): Answer {
  return { status, body: JSON.stringify(value) };
}

/** The empty 200 that the firmware's commands answer. */
export const done: Answer = { status: 200, body: '' };

/** An error in the firmware's shape. */
export function refused(status: number, err: string): Answer {
  return json({ err }, status);
}

/** The device as its web interface sees it at `at`: a hung process goes on showing what it showed last. */
export function reportedBy(miner: VirtualMiner, at: number): Reading {
  const { frozenAt } = miner.segmentAt(at).device;
  return miner.at(frozenAt ?? at);
}

/** Rounds to one, two or four places; the firmware sends no more. */
export const round1 = (value: number): number => Math.round(value * 10) / 10;
/** @see round1 */
export const round2 = (value: number): number => Math.round(value * 100) / 100;

/** The unit a device declares its hashrates in, and how many hashes a second one of it is. */
export function hashrateUnit(miner: VirtualMiner): { readonly name: 'GH/s' | 'MH/s'; readonly size: number } {
  return miner.traits.model.algorithm === 'scrypt' ? { name: 'MH/s', size: 1e6 } : { name: 'GH/s', size: 1e9 };
}

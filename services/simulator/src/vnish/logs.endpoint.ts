import type { Effects } from '../faults/effects.js';
import type { DeviceState } from '../life/segment.js';
import { type Answer, type Call, done, refused } from './answer.js';
import { type HistoryEvent, historyOf } from './history.js';

const types = ['status', 'miner', 'autotune', 'system', 'messages', 'api', '*'];
const daysBack = 2;
const maxLines = 200;

const sentences: Readonly<Record<HistoryEvent['type'], (chain: number) => string>> = {
  start: () => 'INFO: Mining started',
  stop: () => 'INFO: Mining stopped',
  restart: () => 'WARN: Restarting (1 of 3) - Miner restart requested',
  reboot: () => 'INFO: System booted',
  overheat: () => 'ERROR: Overheated, shutting down the chains',
  disable_chain: (chain) => `ERROR: chain#${chain} - Chain break detected`,
  enable_chain: (chain) => `INFO: chain#${chain} - Chain is back`,
};

/** `GET /logs/{type}`: text, the oldest line first; the lines of a boot carry the date a clock without a battery wakes up with. */
export function readLog({ miner, at, path }: Call): Answer {
  const type = typeIn(path);
  if (!types.includes(type)) return refused(404, 'unknown log type');
  const { device, effects } = miner.segmentAt(at);
  const boot = ['[1970/01/01 00:00:12] INFO: Starting AnthillOS', `[1970/01/01 00:00:14] INFO: Model ${miner.traits.model.fullName}`];
  const events = historyOf(miner, at - daysBack * 86_400_000, at).map(lineOf);
  const body = [...boot, ...events.slice(-maxLines), ...present(device, effects, at)].join('\n');
  return { status: 200, body: `${body}\n`, contentType: 'text/plain; charset=utf-8' };
}

/** `POST /logs/{type}/clear`: accepted; history is a function of time and cannot be lost. */
export function clearLog({ path }: Call): Answer {
  return types.includes(typeIn(path)) ? done : refused(404, 'unknown log type');
}

function typeIn(path: string): string {
  return (path.split('/')[4] ?? '').replace('%2A', '*');
}

function lineOf(event: HistoryEvent): string {
  return `${stamp(event.at)} ${sentences[event.type](event.chain ?? 0)}`;
}

function present(device: DeviceState, { lostFans, clockErrorMs }: Effects, at: number): string[] {
  const fans = [0, 1, 2, 3].filter((fan) => (lostFans >>> fan) & 1).map((fan) => `${stamp(at + clockErrorMs)} ERROR: fan#${fan} - LOST`);
  return device.failure === null ? fans : [...fans, `${stamp(device.phaseSince + clockErrorMs)} ERROR: ${device.failure.description}`];
}

function stamp(at: number): string {
  const text = new Date(at).toISOString();
  return `[${text.slice(0, 10).replaceAll('-', '/')} ${text.slice(11, 19)}]`;
}

import type { VirtualMiner } from '../fleet/virtual-miner.js';
import type { Segment } from '../life/segment.js';
import { isMining } from '../life/targets.js';

/** Something that happened to a device, as its own history tells it: at the time its own clock showed then. */
export interface HistoryEvent {
  readonly at: number;
  readonly type: 'start' | 'stop' | 'restart' | 'reboot' | 'overheat' | 'disable_chain' | 'enable_chain';
  /** 1-based, for events of one chain. */
  readonly chain?: number;
}

/** The events of a device between two moments, oldest first. */
export function historyOf(miner: VirtualMiner, from: number, to: number): HistoryEvent[] {
  const stretches = miner.stretches(from, to);
  return stretches.flatMap((segment, at) => {
    const before = stretches[at - 1];
    return before === undefined || segment.from < from ? [] : eventsBetween(before, segment, miner.traits.model.boards);
  });
}

function eventsBetween(before: Segment, after: Segment, boards: number): HistoryEvent[] {
  const at = after.from + after.effects.clockErrorMs;
  const events: HistoryEvent[] = [];
  const [was, is] = [before.device.phase, after.device.phase];
  if (was === 'off' && is !== 'off') events.push({ at, type: 'reboot' });
  if (is === 'restarting' && was !== 'restarting') events.push({ at, type: 'restart' });
  if (is === 'failure' && was !== 'failure' && isOverheated(after)) events.push({ at, type: 'overheat' });
  if (is === 'stopped' && was !== 'stopped') events.push({ at, type: 'stop' });
  if (isMining(is) && !isMining(was)) events.push({ at, type: 'start' });
  return [...events, ...chainEvents(before, after, boards)];
}

function chainEvents(before: Segment, after: Segment, boards: number): HistoryEvent[] {
  const changed = before.effects.deadBoards ^ after.effects.deadBoards;
  const numbers = Array.from({ length: boards }, (_, board) => board).filter((board) => (changed >>> board) & 1);
  return numbers.map((board) => {
    const died = ((after.effects.deadBoards >>> board) & 1) === 1;
    return { at: after.from + after.effects.clockErrorMs, type: died ? 'disable_chain' : 'enable_chain', chain: board + 1 };
  });
}

function isOverheated({ device }: Segment): boolean {
  return device.failure?.description.startsWith('Overheated') === true;
}

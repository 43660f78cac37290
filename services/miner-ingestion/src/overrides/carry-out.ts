import type { Command } from '@lodestream/records';
import type { CommandEnding } from '@lodestream/service-kit';
import type { MinerStanding, OverriddenMiner } from './polled-miners.js';

/** What an operator may ask for; none of it changes anything on the device. */
export const overrideActions = ['poll_now', 'pause_polling', 'resume_polling', 'reset_breaker'] as const;

const defaultMinutes = 60;
const mostMinutes = 1_440;
const done: CommandEnding = { outcome: 'succeeded', reason: null, detail: null };

/** Does what a command asks, and judges by what is read back whether it came about. */
export async function carryOut({ action, arguments: given }: Command, miner: OverriddenMiner, signal: AbortSignal): Promise<CommandEnding> {
  if (action === 'poll_now') return pollNow(miner, signal);
  if (action === 'pause_polling') return pause(miner, given['minutes']);
  if (action === 'resume_polling') return resume(miner);
  if (action === 'reset_breaker') return reset(miner);
  return { outcome: 'refused', reason: 'unknown_action', detail: `There is no action ${JSON.stringify(action.slice(0, 100))}.` };
}

/** What the miner's owner says of it, as results carry it. */
export function readBack({ readAtMs, state, missedPolls, quietForMs, pausedForMs }: MinerStanding): Record<string, string> {
  const said = { observed_at: readAtMs, state, missed_polls: missedPolls, quiet_for_ms: quietForMs, paused_for_ms: pausedForMs };
  return Object.fromEntries(Object.entries(said).map(([path, value]) => [path, JSON.stringify(value)]));
}

async function pollNow(miner: OverriddenMiner, signal: AbortSignal): Promise<CommandEnding> {
  const before = miner.standing().readAtMs;
  await miner.pollNow(signal);
  const { readAtMs, missedPolls } = miner.standing();
  if (readAtMs !== null && readAtMs !== before) return done;
  return { outcome: 'failed', reason: 'no_reading', detail: `The miner gave no reading; it has missed ${missedPolls} polls in a row.` };
}

function pause(miner: OverriddenMiner, text: string | undefined): CommandEnding {
  const minutes = text === undefined ? defaultMinutes : Number(text);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > mostMinutes)
    return { outcome: 'refused', reason: 'wrong_argument', detail: `minutes must be a whole number from 1 to ${mostMinutes}.` };
  miner.pause(minutes * 60_000);
  return done;
}

function resume(miner: OverriddenMiner): CommandEnding {
  miner.pause(0);
  return done;
}

function reset(miner: OverriddenMiner): CommandEnding {
  miner.resetBreaker();
  return done;
}

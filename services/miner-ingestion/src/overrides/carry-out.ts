import { TransientError, withDeadline } from '@lodestream/component';
import type { Command } from '@lodestream/records';
import type { CommandEnding } from '@lodestream/service-kit';
import type { MinerStanding, OverriddenMiner } from './polled-miners.js';

/** What an operator may ask for; none of it changes anything on the device. */
export const overrideActions = ['poll_now', 'pause_polling', 'resume_polling', 'reset_breaker'] as const;

const defaultMinutes = 60;
const mostMinutes = 1_440;
/** A bus that can be asked for commands takes a message within this time, or it does not. */
const keptWithinMs = 10_000;
const done: CommandEnding = { outcome: 'succeeded', reason: null, detail: null };

/** Milliseconds after which a command that was begun has ended: a poll asked for may wait for the one under way. */
export const longestOverrideMs = (pollTimeoutMs: number): number => 2 * pollTimeoutMs + keptWithinMs;

/** Does what a command asks, and judges by what is read back whether it came about. */
export async function carryOut({ action, arguments: given }: Command, miner: OverriddenMiner, signal: AbortSignal): Promise<CommandEnding> {
  if (action === 'poll_now') return pollNow(miner, signal);
  if (action === 'pause_polling') return pause(miner, given['minutes']);
  if (action === 'resume_polling') return kept(miner.pause(0), 'It is polled again');
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

async function pause(miner: OverriddenMiner, text: string | undefined): Promise<CommandEnding> {
  const minutes = text === undefined ? defaultMinutes : Number(text);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > mostMinutes)
    return { outcome: 'refused', reason: 'wrong_argument', detail: `minutes must be a whole number from 1 to ${mostMinutes}.` };
  return kept(miner.pause(minutes * 60_000), 'It is paused');
}

/** Told as done once it is kept: a pause that a restart would end, or a lifted one that it would bring back, is not what was asked for. */
async function kept(keeping: Promise<void>, what: string): Promise<CommandEnding> {
  try {
    await withDeadline(keeping, keptWithinMs, 'keeping it for the next owner of the miner');
    return done;
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    return { outcome: 'failed', reason: 'not_kept', detail: `${what} here, but ${error.message}: a restart may undo it.` };
  }
}

function reset(miner: OverriddenMiner): CommandEnding {
  miner.resetBreaker();
  return done;
}

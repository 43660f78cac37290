import type { Command } from '@lodestream/records';
import type { CommandEnding } from '@lodestream/service-kit';
import { positiveOf } from '../quotes/read-json.js';
import type { Hold, Holds } from './holds.js';
import type { OperatedMarket, Standing } from './operated-market.js';

/** What carrying out takes. */
export interface CarryOutParts {
  readonly market: OperatedMarket;
  readonly holds: Holds;
}

const defaultMinutes = 60;
const mostMinutes = 10_080;
const done: CommandEnding = { outcome: 'succeeded', reason: null, detail: null };

type Act = (command: Command, standing: Standing, parts: CarryOutParts, signal: AbortSignal) => Promise<CommandEnding>;

const acts: Readonly<Record<Standing['kind'], Readonly<Record<string, Act>>>> = {
  source: { poll_now: pollNow, pause_polling: pause, resume_polling: resume },
  coin: { pin_price: pin, unpin_price: unpin },
};

/** Does what a command asks of a source or a coin, and judges by what is read back whether it came about. */
export async function carryOut(command: Command, standing: Standing, parts: CarryOutParts, signal: AbortSignal): Promise<CommandEnding> {
  const { action } = command;
  const act = Object.hasOwn(acts[standing.kind], action) ? acts[standing.kind][action] : undefined;
  if (act !== undefined) return act(command, standing, parts, signal);
  return refused('unknown_action', `There is no action ${JSON.stringify(action.slice(0, 100))} for a ${standing.kind}.`);
}

/** What is read back of a source or a coin, as results carry it. */
export function readBack({ kind, name, answeredAtMs }: Standing, holds: Holds): Record<string, string> {
  const [pause, pin] = [holds.pauseOf(name), holds.pinOf(name)];
  const said =
    kind === 'source'
      ? { answered_at: answeredAtMs, paused_until: pause?.untilMs ?? null, paused_by: pause?.by ?? null }
      : { pinned_usd: pin?.usd ?? null, pinned_until: pin?.untilMs ?? null, pinned_by: pin?.by ?? null };
  return Object.fromEntries(Object.entries(said).map(([path, value]) => [path, JSON.stringify(value)]));
}

async function pollNow(
  command: Command,
  { name }: Standing,
  { market, holds }: CarryOutParts,
  signal: AbortSignal,
): Promise<CommandEnding> {
  const paused = holds.pauseOf(name);
  if (paused !== null) return refused('paused', `It is paused by ${paused.by} until ${new Date(paused.untilMs).toISOString()}.`);
  const error = await market.pollNow(command.miner_id, signal);
  return error === null ? done : { outcome: 'failed', reason: 'no_answer', detail: error.message.slice(0, 500) };
}

async function pause(command: Command, { name }: Standing, { holds }: CarryOutParts): Promise<CommandEnding> {
  const hold = holdOf(command);
  if (hold === null) return wrongMinutes;
  await holds.pause(name, hold);
  return done;
}

async function resume(_command: Command, { name }: Standing, { holds }: CarryOutParts): Promise<CommandEnding> {
  await holds.pause(name, null);
  return done;
}

async function pin(command: Command, { name }: Standing, { market, holds }: CarryOutParts): Promise<CommandEnding> {
  const [hold, usd] = [holdOf(command), positiveOf(command.arguments['usd'])];
  if (hold === null) return wrongMinutes;
  if (usd === null) return refused('wrong_argument', 'usd must be a price above 0, and none beyond those of any market.');
  await holds.pin(name, { ...hold, usd });
  market.retell();
  return done;
}

async function unpin(_command: Command, { name }: Standing, { market, holds }: CarryOutParts): Promise<CommandEnding> {
  await holds.pin(name, null);
  market.retell();
  return done;
}

/** It runs from when it was asked for, so that a command that is carried out again holds no longer. */
function holdOf({ arguments: given, timestamp, requested_by: by, reason }: Command): Hold | null {
  const minutes = given['minutes'] === undefined ? defaultMinutes : numberIn(given['minutes']);
  if (minutes === null || !Number.isInteger(minutes) || minutes < 1 || minutes > mostMinutes) return null;
  return { atMs: timestamp, untilMs: timestamp + minutes * 60_000, by, reason };
}

function numberIn(text: string | undefined): number | null {
  const number = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

const refused = (reason: string, detail: string): CommandEnding => ({ outcome: 'refused', reason, detail });
const wrongMinutes = refused('wrong_argument', `minutes must be a whole number from 1 to ${mostMinutes}.`);

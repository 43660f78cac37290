import { ask } from './api';

/** Something that can be asked for, and how it is told. */
export interface Wish {
  readonly action: string;
  readonly word: string;
  /** What else the request carries, such as `minutes`. */
  readonly more?: Readonly<Record<string, number | string>>;
}

/** How long pauses and pins last, in minutes. */
export const durations = [
  { minutes: 15, name: '15 min' },
  { minutes: 60, name: '1 h' },
  { minutes: 240, name: '4 h' },
  { minutes: 1_440, name: '24 h' },
] as const;

/** Where wishes about a miner, a source of market data and the price of a coin go. */
export const commandPaths = {
  miner: (id: string): string => `/api/v1/miners/${encodeURIComponent(id)}/commands`,
  source: (id: string): string => `/api/v1/market/sources/${encodeURIComponent(id)}/commands`,
  coin: (id: string): string => `/api/v1/market/coins/${encodeURIComponent(id)}/commands`,
} as const;

interface CommandState {
  readonly command_id: string;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
}

const askAgainMs = 500;
const patienceMs = 45_000;

/** Asks for something to be done and waits for what comes of it. Resolves with a sentence, whatever comes of it. */
export async function command(path: string, wish: Wish, reason = ''): Promise<string> {
  try {
    const why = reason.trim() === '' ? {} : { reason: reason.trim() };
    const asked = await ask<CommandState>('POST', path, { action: wish.action, ...wish.more, ...why });
    return sentenceOf(wish, await outcomeOf(asked));
  } catch (error) {
    return `${wish.word}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function outcomeOf(asked: CommandState): Promise<CommandState> {
  const until = performance.now() + patienceMs;
  let state = asked;
  while ((state.outcome === null || state.outcome === 'attempting') && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
    state = await ask<CommandState>('GET', `/api/v1/commands/${asked.command_id}`);
  }
  return state;
}

function sentenceOf({ word }: Wish, { outcome, detail, reason }: CommandState): string {
  if (outcome === 'succeeded') return `${word}: done.`;
  if (outcome === null) return `${word}: nobody has carried it out yet.`;
  return `${word}: ${outcome}. ${detail ?? reason ?? ''}`;
}

import { ask } from './api';

/** What can be asked for, and how it is told. */
export const commands = [
  { action: 'poll_now', word: 'Poll now' },
  { action: 'pause_polling', word: 'Pause polling for an hour' },
  { action: 'resume_polling', word: 'Resume polling' },
  { action: 'reset_breaker', word: 'Reset breaker' },
] as const;

interface CommandState {
  readonly command_id: string;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
}

const askAgainMs = 500;
const patienceMs = 45_000;

/** Asks for something to be done and waits for what comes of it. Resolves with a sentence. @throws Error saying why it could not be asked */
export async function command(minerId: string, { action, word }: (typeof commands)[number]): Promise<string> {
  const asked = await ask<CommandState>('POST', `/api/v1/miners/${encodeURIComponent(minerId)}/commands`, { action });
  const until = performance.now() + patienceMs;
  let state = asked;
  while ((state.outcome === null || state.outcome === 'attempting') && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
    state = await ask<CommandState>('GET', `/api/v1/commands/${asked.command_id}`);
  }
  if (state.outcome === 'succeeded') return `${word}: done.`;
  if (state.outcome === null) return `${word}: nobody has carried it out yet.`;
  return `${word}: ${state.outcome}. ${state.detail ?? state.reason ?? ''}`;
}

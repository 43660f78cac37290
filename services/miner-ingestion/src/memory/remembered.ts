import { TextDecoder } from 'node:util';
import type { MinerError, MinerState } from '@lodestream/records';
import { type MinerTrack, untracked } from '../telemetry/miner-track.js';

/** What has been told of a miner and asked for it, so that whoever polls it next tells only what is new and leaves alone what is paused. */
export interface Remembered {
  readonly state: MinerState;
  readonly errors: readonly MinerError[];
  /** UTC milliseconds until which an operator has paused polling; null for not at all. */
  readonly pausedUntilMs: number | null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const states: ReadonlySet<unknown> = new Set<MinerState>(['hashing', 'degraded', 'paused', 'stale', 'offline', 'unknown']);
const severities: ReadonlySet<unknown> = new Set<MinerError['severity']>(['info', 'warning', 'major', 'critical']);

/** As text that another version of us can read: plain JSON with a version. */
export function writeRemembered({ state, errors, pausedUntilMs }: Remembered): string {
  const told = errors.map(({ code, message, severity }) => ({ code, message, severity }));
  return JSON.stringify({ version: 1, state, errors: told, ...(pausedUntilMs !== null && { pausedUntilMs }) });
}

/** What the bytes say, or null where they are none of ours: then everything is told again, which harms less than telling nothing. */
export function readRemembered(bytes: Buffer): Remembered | null {
  try {
    const { version, state, errors, pausedUntilMs = null } = JSON.parse(utf8.decode(bytes)) as Record<string, unknown>;
    if (version !== 1 || !states.has(state) || !Array.isArray(errors) || !errors.every(isError)) return null;
    if (pausedUntilMs !== null && !Number.isFinite(pausedUntilMs)) return null;
    return { state: state as MinerState, errors, pausedUntilMs: pausedUntilMs as number | null };
  } catch {
    return null;
  }
}

/** Whether what is to be remembered of a miner changed with a poll. */
export function changesMemory(before: MinerTrack, after: MinerTrack): boolean {
  return before.state !== after.state || (before.errors.length + after.errors.length > 0 && codesOf(before) !== codesOf(after));
}

/** A track that knows what has been told and asked for, and nothing that was read. */
export function trackOf({ state, errors, pausedUntilMs }: Remembered): MinerTrack {
  return { ...untracked, state, errors, pausedUntilMs };
}

function codesOf({ errors }: Remembered): string {
  return errors.map(({ code }) => code).join('\n');
}

function isError(value: unknown): value is MinerError {
  const { code, message, severity } = (value ?? {}) as Record<string, unknown>;
  return typeof code === 'string' && typeof message === 'string' && severities.has(severity);
}

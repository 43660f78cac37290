import type { Segment } from '../life/segment.js';
import type { Fault, FaultKind } from '../faults/fault.js';
import { hash32 } from '../random/hash.js';

/** Faults of what is answered rather than of the device. */
export const brokenAnswers = [
  'truncated',
  'garbage',
  'slow_loris',
  'endless',
  'bomb',
  'redirect',
  'wrong_length',
] as const satisfies readonly FaultKind[];

/** One of {@link brokenAnswers}. */
export type BrokenAnswer = (typeof brokenAnswers)[number];

/** A fault of what is answered. */
export type AnswerFault = Fault & { readonly kind: BrokenAnswer };

/** What is wrong with the way from a device to its reader. */
export interface Disruption {
  /** Connections are reset, or accepted and never answered. */
  readonly unreachable: 'reset' | 'ignored' | null;
  readonly delayMs: number;
  readonly answer: AnswerFault | null;
}

const none: Disruption = { unreachable: null, delayMs: 0, answer: null };

/** The disruption of a device's connections in a stretch of its life. */
export function disruptionOf({ device, faults }: Segment): Disruption {
  if (device.phase === 'off') return { ...none, unreachable: 'reset' };
  if (faults.length === 0) return none;
  const slow = faults.find((fault) => fault.kind === 'slow');
  return {
    unreachable: faults.some((fault) => fault.kind === 'offline') ? 'ignored' : null,
    delayMs: slow?.delayMs ?? 0,
    answer: faults.find(breaksAnswers) ?? null,
  };
}

/** Whether nothing is wrong with the way. */
export function isNone({ unreachable, delayMs, answer }: Disruption): boolean {
  return unreachable === null && delayMs === 0 && answer === null;
}

const breaksAnswers = (fault: Fault): fault is AnswerFault => (brokenAnswers as readonly string[]).includes(fault.kind);

const garbage: readonly string[] = [
  '<html><head><title>Login</title></head><body><form>Please log in</form></body></html>',
  '{"miner":{"hr_realtime":nan,"hr_average":inf,}}',
  '',
  'Socket connect failed: Connection refused\n',
  '{"miner":{"miner_status":{"miner_state":"mining"}} {"miner":',
];

/** Something that is not the answer asked for, another from second to second. */
export function garbageAt(key: number, t: number): string {
  return garbage[hash32(key, 0x6a2b, Math.floor(t / 1000)) % garbage.length]!;
}

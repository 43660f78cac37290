import type { Segment } from '../life/segment.js';
import { hash32 } from '../random/hash.js';

/** What is wrong with the way from a device to its reader. */
export interface Disruption {
  /** Connections are reset, or accepted and never answered. */
  readonly unreachable: 'reset' | 'ignored' | null;
  readonly delayMs: number;
  readonly body: 'truncated' | 'garbage' | null;
}

const none: Disruption = { unreachable: null, delayMs: 0, body: null };

/** The disruption of a device's connections in a stretch of its life. */
export function disruptionOf({ device, faults }: Segment): Disruption {
  if (device.phase === 'off') return { ...none, unreachable: 'reset' };
  if (faults.length === 0) return none;
  const slow = faults.find((fault) => fault.kind === 'slow');
  const body = faults.find((fault) => fault.kind === 'truncated' || fault.kind === 'garbage');
  return {
    unreachable: faults.some((fault) => fault.kind === 'offline') ? 'ignored' : null,
    delayMs: slow?.delayMs ?? 0,
    body: body === undefined ? null : (body.kind as 'truncated' | 'garbage'),
  };
}

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

import type { MinerTraits } from '../fleet/miner-traits.js';
import { uniform, uniformIn } from '../random/hash.js';
import { completeFault } from './complete-fault.js';
import type { Fault, FaultKind } from './fault.js';

const minuteMs = 60_000;
/** A miner has at most one fault by chance in each window, and it ends inside it: the past is never searched far. */
const windowMs = 12 * 60 * minuteMs;

interface Chance {
  readonly kind: FaultKind;
  readonly weight: number;
  readonly minutes: readonly [number, number];
}

const chances: readonly Chance[] = [
  { kind: 'reboot', weight: 0.24, minutes: [1, 1] },
  { kind: 'offline', weight: 0.14, minutes: [3, 45] },
  { kind: 'hung', weight: 0.1, minutes: [4, 40] },
  { kind: 'overheating', weight: 0.12, minutes: [15, 150] },
  { kind: 'fan_loss', weight: 0.08, minutes: [20, 240] },
  { kind: 'dead_board', weight: 0.1, minutes: [30, 300] },
  { kind: 'slow', weight: 0.08, minutes: [3, 30] },
  { kind: 'truncated', weight: 0.05, minutes: [2, 10] },
  { kind: 'garbage', weight: 0.05, minutes: [2, 10] },
  { kind: 'lockout', weight: 0.04, minutes: [5, 20] },
];

/** The faults chance gives one miner between `from` and `to`: a function of its key, at `perDay` a day on average. */
export function randomFaults(traits: MinerTraits, perDay: number, from: number, to: number): Fault[] {
  const perWindow = Math.min(1, (perDay * windowMs) / (24 * 60 * minuteMs));
  const faults: Fault[] = [];
  if (perWindow <= 0) return faults;
  for (let slot = Math.floor(from / windowMs); slot * windowMs < to; slot += 1) {
    const fault = inWindow(traits, perWindow, slot);
    if (fault !== null && fault.to > from && fault.from < to) faults.push(fault);
  }
  return faults;
}

function inWindow(traits: MinerTraits, perWindow: number, slot: number): Fault | null {
  const { key } = traits;
  if (uniform(key, 0xc4a, slot) >= perWindow) return null;
  const chance = pick(uniform(key, 0xc4b, slot));
  const durationMs = Math.round(uniformIn(chance.minutes[0], chance.minutes[1], key, 0xc4c, slot) * minuteMs);
  const from = slot * windowMs + Math.floor(uniform(key, 0xc4d, slot) * (windowMs - durationMs));
  return completeFault(traits, chance.kind, { from, to: from + durationMs }, {}, slot);
}

function pick(at: number): Chance {
  let below = 0;
  return chances.find(({ weight }) => at < (below += weight)) ?? chances[0]!;
}

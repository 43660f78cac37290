import { uniform } from '../random/hash.js';
import type { FaultPlan } from './fault.js';

/** Troubles an ordinary hall of 200 has at any moment; other farms get their share of each. */
const troublesOf200: readonly (Omit<FaultPlan, 'miner'> & { readonly count: number })[] = [
  { kind: 'dead_board', count: 2 },
  { kind: 'fan_loss', count: 1 },
  { kind: 'offline', offline: 'refuse', count: 1 },
  { kind: 'overheating', heat: 1.7, count: 1 },
  { kind: 'paused', count: 1 },
  { kind: 'hung', hung: 'frozen', count: 1 },
  { kind: 'overheating', heat: 2.3, count: 1 },
  { kind: 'slow', delayMs: 2_500, count: 1 },
];

/** When, after the farm opened, one more board dies before everyone's eyes. */
const openingFaultMs = 20_000;

/** The faults a farm has when nobody plans any: the same miners for one seed and size, always in force, plus one soon after opening. */
export function standingFaults(seed: number, miners: number): FaultPlan[] {
  const unlucky = shuffled(seed, miners);
  const plans: FaultPlan[] = [{ miner: unlucky.shift() ?? 0, kind: 'dead_board', fromMs: openingFaultMs }];
  for (const { count, ...trouble } of troublesOf200) {
    for (let left = Math.round((count * miners) / 200); left > 0; left -= 1) {
      const miner = unlucky.shift();
      if (miner !== undefined) plans.push({ ...trouble, miner });
    }
  }
  return plans;
}

function shuffled(seed: number, miners: number): number[] {
  const rank = (miner: number): number => uniform(seed, miner, 0x57a2d);
  return Array.from({ length: miners }, (_, miner) => miner).sort((a, b) => rank(a) - rank(b));
}

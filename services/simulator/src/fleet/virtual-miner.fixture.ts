import type { FaultPlan } from '../faults/fault.js';
import { FaultBook } from '../faults/fault-book.js';
import { lifeSpanAt } from '../life/life-cycle.js';
import { type MinerTraits, traitsOf } from './miner-traits.js';
import { VirtualMiner } from './virtual-miner.js';

const hourMs = 3_600_000;

/** A miner for a spec, and a moment six hours into one of its lives, when it has long settled. */
export function aMiner(plans: readonly Omit<FaultPlan, 'miner'>[] = [], index = 0): { miner: VirtualMiner; settled: number } {
  const traits = traitsOf(1, index);
  const settled = settledMoment(traits);
  const mine = plans.map((plan) => ({ ...plan, miner: index }));
  return {
    miner: new VirtualMiner(traits, new FaultBook({ startMs: settled, plans: mine, randomPerMinerDay: 0 })),
    settled,
  };
}

/** The number of the first miner of a model in the farm of seed 1. */
export function indexOfModel(id: string): number {
  for (let index = 0; index < 1_000; index += 1) if (traitsOf(1, index).model.id === id) return index;
  throw new Error(`no ${id} among the first thousand`);
}

function settledMoment(traits: MinerTraits): number {
  return lifeSpanAt(traits, Date.UTC(2026, 5, 1)).from + 6 * hourMs;
}

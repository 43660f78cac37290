import type { MinerTraits } from '../fleet/miner-traits.js';
import { completeFault } from './complete-fault.js';
import type { Fault, FaultPlan } from './fault.js';
import { randomFaults } from './random-faults.js';

/** What the fault book is written from. */
export interface FaultBookOptions {
  /** When the farm opened; plans count from here. */
  readonly startMs: number;
  readonly plans: readonly FaultPlan[];
  readonly randomPerMinerDay: number;
}

/** All faults of the farm, planned and by chance: asked for any miner and any stretch of time, always with the same answer. */
export class FaultBook {
  private readonly planned = new Map<string, FaultPlan[]>();

  constructor(private readonly options: FaultBookOptions) {
    for (const plan of options.plans) {
      const miner = String(plan.miner);
      this.planned.set(miner, [...(this.planned.get(miner) ?? []), plan]);
    }
  }

  /** The faults of one miner that touch the stretch from `from` to `to`, in order of their beginning. */
  between(traits: MinerTraits, from: number, to: number): Fault[] {
    const plans = [...(this.planned.get(traits.id) ?? []), ...(this.planned.get(String(traits.index)) ?? [])];
    const planned = plans.map((plan, at) => this.complete(traits, plan, at)).filter((f) => f.to > from && f.from < to);
    const random = randomFaults(traits, this.options.randomPerMinerDay, from, to);
    return [...planned, ...random].sort((a, b) => a.from - b.from);
  }

  private complete(traits: MinerTraits, plan: FaultPlan, salt: number): Fault {
    const { miner: _miner, kind, fromMs, durationMs, ...detail } = plan;
    const from = fromMs === undefined ? -Infinity : this.options.startMs + fromMs;
    return completeFault(traits, kind, { from, to: from === -Infinity ? Infinity : from + (durationMs ?? Infinity) }, detail, salt);
  }
}

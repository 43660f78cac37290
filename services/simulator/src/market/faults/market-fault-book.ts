import { PermanentError } from '@lodestream/component';
import { whyNoTrouble } from '../world/coins-planned.js';
import { type MarketFault, type MarketFaultKind, type MarketFaultPlan, type MarketSource, refusalKinds } from './market-fault.js';

const maxPlans = 1_000;

/** What goes wrong with the providers and when: as planned, and as somebody tells it while the world runs. */
export class MarketFaultBook {
  private readonly faults: (MarketFault & { readonly until: number })[] = [];

  constructor(
    /** When the world opened. */
    readonly startMs: number,
    plans: readonly MarketFaultPlan[],
  ) {
    for (const plan of plans) this.add(plan);
  }

  /**
   * Adds a trouble; its `fromMs` counts from the world's opening unless `from` names a moment.
   * @throws PermanentError for one that would never come, and for one too many
   */
  add(plan: MarketFaultPlan, from?: number): void {
    const why = whyNoTrouble(plan);
    if (why !== null) throw new PermanentError(`a trouble of ${plan.source}: ${why}`, 'validation');
    if (this.faults.length >= maxPlans) throw new PermanentError(`there are ${maxPlans} troubles already; clear them first`, 'validation');
    const since = from ?? (plan.fromMs === undefined ? null : this.startMs + plan.fromMs);
    this.faults.push({ ...plan, since, until: plan.durationMs === undefined ? Infinity : (since ?? this.startMs) + plan.durationMs });
  }

  /** Ends every trouble, planned ones too. */
  clear(): void {
    this.faults.length = 0;
  }

  /** What is wrong with a provider at a moment. */
  inForce(source: MarketSource, at: number): readonly MarketFault[] {
    return this.faults.filter((fault) => fault.source === source && at >= (fault.since ?? -Infinity) && at < fault.until);
  }

  /** The trouble of that kind in force; for one coin where the coin is named. */
  find(source: MarketSource, kind: MarketFaultKind, at: number, coin?: string): MarketFault | undefined {
    return this.inForce(source, at).find((fault) => fault.kind === kind && (fault.coin === undefined || fault.coin === coin));
  }

  /** The refusal in force, if there is one. */
  refusal(source: MarketSource, at: number): (typeof refusalKinds)[number] | undefined {
    return refusalKinds.find((kind) => this.find(source, kind, at) !== undefined);
  }
}

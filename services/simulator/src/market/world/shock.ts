import { PermanentError } from '@lodestream/component';
import { whyNoMove } from './coins-planned.js';

/** Something that moves a market or a network from a moment on, as the script has it. */
export interface ShockPlan {
  readonly what: 'price' | 'hashrate';
  /** The coin's id in our table. */
  readonly coin: string;
  /** What the price or the hashrate is multiplied by. */
  readonly factor: number;
  /** Milliseconds after the world opened; left out, it has always been so. */
  readonly fromMs?: number;
  /** Left out: for ever. */
  readonly durationMs?: number;
}

/** The shocks of the script; one that would move nothing is a PermanentError. It must be whole before anybody asks: what a chain was like is part of what it is now. */
export class ShockBook {
  constructor(
    /** When the world opened. */
    readonly startMs: number,
    private readonly plans: readonly ShockPlan[],
  ) {
    for (const plan of plans) {
      const why = whyNoMove(plan);
      if (why !== null) throw new PermanentError(`a planned move of the market: ${why}`, 'validation');
    }
  }

  /** What all shocks in force multiply by. */
  factor(what: ShockPlan['what'], coin: string, at: number): number {
    let factor = 1;
    for (const plan of this.plans) {
      if (plan.what === what && plan.coin === coin && this.isInForce(plan, at)) factor *= plan.factor;
    }
    return factor;
  }

  private isInForce({ fromMs = -Infinity, durationMs = Infinity }: ShockPlan, at: number): boolean {
    const from = this.startMs + fromMs;
    return at >= from && (fromMs === -Infinity ? durationMs === Infinity || at < this.startMs + durationMs : at < from + durationMs);
  }
}

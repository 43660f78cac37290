import type { MinerTraits } from '../fleet/miner-traits.js';
import { hash32, uniformIn } from '../random/hash.js';
import { PoissonProcess } from '../random/poisson-process.js';
import { rampIntegral } from '../physics/ramp.js';
import type { PoolSpan, Segment } from './segment.js';

/** Part of its work the firmware does for its makers, and at what difficulty. */
export const devFeePart = 0.028;
export const devFeeDifficulty = 2048;

/** Cumulative counts as the device keeps them for one pool. */
export interface ShareCounts {
  readonly accepted: number;
  readonly rejected: number;
  readonly stale: number;
}

/** The shares one mining process found: Poisson processes over the work it did, so that any moment can be asked for. */
export class ShareCounters {
  private readonly accepted: PoissonProcess;
  private readonly rejected: PoissonProcess;
  private readonly stale: PoissonProcess;
  private readonly fee: PoissonProcess;
  private readonly rejectedPart: number;
  private readonly stalePart: number;
  private readonly workPerShare: number;
  private readonly workPerFeeShare: number;

  /** `life` and `process` tell one process of a device from all its others. */
  constructor(
    traits: MinerTraits,
    readonly life: number,
    readonly process: number,
  ) {
    const stream = (number: number): PoissonProcess => new PoissonProcess(hash32(traits.key, life, process, number));
    [this.accepted, this.rejected, this.stale, this.fee] = [stream(1), stream(2), stream(3), stream(4)];
    this.rejectedPart = uniformIn(0.0005, 0.004, traits.key, 40);
    this.stalePart = uniformIn(0.0001, 0.0006, traits.key, 41);
    this.workPerShare = (traits.model.hashesPerShareDifficulty * traits.shareDifficulty) / (1 - devFeePart);
    this.workPerFeeShare = (traits.model.hashesPerShareDifficulty * devFeeDifficulty) / devFeePart;
  }

  /** What one pool got out of the first `work` hashes of the process. */
  ofPool(pool: number, spans: readonly PoolSpan[], work: number): ShareCounts {
    const total = { accepted: 0, rejected: 0, stale: 0 };
    spans.forEach((span, at) => {
      if (span.pool !== pool) return;
      const until = this.upTo(spans[at + 1]?.fromWork ?? work);
      const from = this.upTo(span.fromWork);
      total.accepted += until.accepted - from.accepted;
      total.rejected += until.rejected - from.rejected;
      total.stale += until.stale - from.stale;
    });
    return total;
  }

  /** Shares found for the firmware's makers. */
  ofFee(work: number): number {
    return this.fee.count(work / this.workPerFeeShare);
  }

  /** The work at which the last accepted share was found; null before the first. */
  lastShareWork(work: number): number | null {
    const scale = this.acceptedPart() / this.workPerShare;
    const last = this.accepted.lastEventAt(work * scale);
    return last === null ? null : last / scale;
  }

  private upTo(work: number): ShareCounts {
    if (work <= 0) return { accepted: 0, rejected: 0, stale: 0 };
    const shares = work / this.workPerShare;
    return {
      accepted: this.accepted.count(shares * this.acceptedPart()),
      rejected: this.rejected.count(shares * this.rejectedPart),
      stale: this.stale.count(shares * this.stalePart),
    };
  }

  private acceptedPart(): number {
    return 1 - this.rejectedPart - this.stalePart;
  }
}

/** When, inside a segment, its process had done `work` hashes; the segment's beginning when that was earlier. */
export function timeOfWork(segment: Segment, work: number, until: number): number {
  if (work <= segment.work) return segment.from;
  let [low, high] = [0, until - segment.from];
  for (let step = 0; step < 40 && high - low > 0.5; step += 1) {
    const middle = (low + high) / 2;
    if (segment.work + rampIntegral(segment.rate, middle) < work) low = middle;
    else high = middle;
  }
  return segment.from + high;
}

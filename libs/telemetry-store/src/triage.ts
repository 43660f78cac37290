import { refusalOf } from './point-rules.js';
import { oldestKept, type RetentionPlan } from './retention.js';
import type { Point, RetentionClass } from './telemetry-store.port.js';

/** A point that may be written, where it stood in the batch, and the class that keeps it. */
export interface Accepted {
  readonly index: number;
  readonly point: Point;
  readonly kept: RetentionClass;
}

/** A batch sorted by what may become of its points. */
export interface Triage {
  readonly accepted: readonly Accepted[];
  readonly refused: { index: number; reason: string }[];
  readonly expired: number[];
}

/** Sorts out what no store would take and what is older than its retention, before anything is sent anywhere. */
export function triage(points: readonly Point[], plan: RetentionPlan, nowMs: number): Triage {
  const accepted: Accepted[] = [];
  const sorted: Triage = { accepted, refused: [], expired: [] };
  points.forEach((point, index) => {
    const kept = plan.classOf(point.measurement);
    const reason = refusalOf(point) ?? (kept === undefined ? `no retention class keeps the measurement "${point.measurement}"` : null);
    if (reason !== null) sorted.refused.push({ index, reason });
    else if (point.timestampMs < oldestKept(kept!, nowMs)) sorted.expired.push(index);
    else accepted.push({ index, point, kept: kept! });
  });
  return sorted;
}

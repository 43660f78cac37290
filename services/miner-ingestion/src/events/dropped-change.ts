import type { DroppedRun } from '../outbox/dropped-readings.js';
import type { MinerChange } from './miner-change.js';

/** Tells that readings were made and then dropped, because the bus was away for longer than the outbox could hold. */
export function droppedChange({ firstTick, lastTick, readings }: DroppedRun, intervalMs: number): MinerChange {
  return {
    type: 'gap',
    from: String(firstTick - intervalMs),
    to: String(lastTick + intervalMs),
    detail: `${readings} readings were made and had to be dropped: the outbox was full while the bus was away.`,
    evidence: { dropped_readings: String(readings), reason: 'outbox_full' },
    about: 'outbox_full',
  };
}

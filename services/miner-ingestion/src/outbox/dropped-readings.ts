import type { OutgoingMessage } from '@lodestream/streaming';
import { tickOfReading } from '../polling/stream-message.js';

/** Readings of one miner that were read and then gave way to newer ones. */
export interface DroppedRun {
  readonly firstTick: number;
  readonly lastTick: number;
  readonly readings: number;
}

/** Knows which readings of which miners were dropped and not told yet: one run a miner, so that it is as large as the fleet at most. */
export class DroppedReadings {
  private readonly runs = new Map<string, DroppedRun>();

  /** A reading was dropped; of one miner the older ones go first. */
  note(reading: OutgoingMessage): void {
    const minerId = String(reading.key);
    const tick = tickOfReading(minerId, reading.headers?.['event-id']);
    if (tick === null) return;
    const { firstTick = tick, lastTick = tick, readings = 0 } = this.runs.get(minerId) ?? {};
    this.runs.set(minerId, { firstTick: Math.min(firstTick, tick), lastTick: Math.max(lastTick, tick), readings: readings + 1 });
  }

  /** What was dropped of a miner since it was last taken here; null when nothing was. */
  take(minerId: string): DroppedRun | null {
    const run = this.runs.get(minerId) ?? null;
    this.runs.delete(minerId);
    return run;
  }

  /** The miner is not ours any more: whoever has it now tells what it lacks. */
  forget(minerId: string): void {
    this.runs.delete(minerId);
  }
}

import { type Clock, errorClassOf, type Log, PermanentError } from '@lodestream/component';
import { detectChanges } from '../events/detect-changes.js';
import type { MinerChange } from '../events/miner-change.js';
import type { Outbox } from '../outbox/outbox.js';
import type { MinerReading } from '../reading/miner-reading.js';
import { buildTelemetry } from '../telemetry/build-telemetry.js';
import type { MinerTrack } from '../telemetry/miner-track.js';
import { offlineTelemetry } from '../telemetry/offline-telemetry.js';
import type { PolledMiner } from '../telemetry/polled-miner.js';
import { eventMessage, newTrace, telemetryMessage } from './stream-message.js';

/** What polls find out, on its way to the topics. */
export class Report {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly source: string,
  ) {}

  /** A poll gave a reading: its record, and what changed since the one before. */
  reading(miner: PolledMiner, tick: number, before: MinerTrack, after: MinerTrack, reading: MinerReading): void {
    this.emit(miner, () => buildTelemetry(miner, tick, before, after, reading), tick, detectChanges(before, after, miner));
  }

  /** A poll of an offline miner failed: a record that measures nothing, and the change if this made it offline. */
  offline(miner: PolledMiner, tick: number, before: MinerTrack, after: MinerTrack, error: Error): void {
    const changes = detectChanges(before, after, miner).map((change) => withCause(change, error));
    this.emit(miner, () => offlineTelemetry(miner, tick, this.clock.now(), after), tick, changes);
  }

  private emit(
    miner: PolledMiner,
    record: () => Parameters<typeof telemetryMessage>[0],
    tick: number,
    changes: readonly MinerChange[],
  ): void {
    const produced = { source: this.source, atMs: this.clock.now(), traceParent: newTrace() };
    try {
      this.outbox.add('readings', telemetryMessage(record(), produced));
      for (const change of changes) this.outbox.add('events', eventMessage(miner.id, tick, change, produced));
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      this.log.error('A reading does not fit its schema and was not sent.', { minerId: miner.id, tick, error });
    }
  }
}

function withCause(change: MinerChange, error: Error): MinerChange {
  return { ...change, evidence: { ...change.evidence, error_class: errorClassOf(error), error: error.message.slice(0, 300) } };
}

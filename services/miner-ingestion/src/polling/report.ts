import { type Clock, errorClassOf, type Log, PermanentError } from '@lodestream/component';
import { detectChanges } from '../events/detect-changes.js';
import type { MinerChange } from '../events/miner-change.js';
import { changesMemory } from '../memory/remembered.js';
import type { IngestionMetrics } from '../metrics.js';
import { droppedChange } from '../events/dropped-change.js';
import type { DroppedRun } from '../outbox/dropped-readings.js';
import type { Outbox, OutboxLane } from '../outbox/outbox.js';
import type { MinerReading } from '../reading/miner-reading.js';
import { buildTelemetry } from '../telemetry/build-telemetry.js';
import type { MinerTrack } from '../telemetry/miner-track.js';
import { offlineTelemetry } from '../telemetry/offline-telemetry.js';
import type { PolledMiner } from '../telemetry/polled-miner.js';
import type { OutgoingMessage } from '@lodestream/streaming';
import { eventMessage, newTrace, telemetryMessage, trackMessage } from './stream-message.js';

/** What a report needs. */
export interface ReportOptions {
  readonly outbox: Pick<Outbox, 'add' | 'addAwaited'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly source: string;
  readonly metrics: Pick<IngestionMetrics, 'recordRefused'>;
  /** What was read of a miner and dropped since for want of room, to be told with its next report; null for nothing. */
  readonly dropped?: (minerId: string) => DroppedRun | null;
}

/** A miner can't fill the log with refusals, not even with ones that differ. */
const mostTold = 16;

/** What polls find out, on its way to the topics; a record that its schema refuses keeps no other one back. */
export class Report {
  /** What was refused of a miner's reports, and told, since they last fitted. */
  private readonly told = new WeakMap<PolledMiner, ReadonlySet<string>>();

  constructor(private readonly options: ReportOptions) {}

  /** A poll gave a reading: its record, and what changed since the one before. */
  reading(miner: PolledMiner, tick: number, before: MinerTrack, after: MinerTrack, reading: MinerReading): void {
    const changes = detectChanges(before, after, miner);
    this.emit(miner, () => buildTelemetry(miner, tick, before, after, reading), tick, changes);
    this.remember(miner, before, after);
  }

  /** A poll of an offline miner failed: a record that measures nothing, and the change if this made it offline. */
  offline(miner: PolledMiner, tick: number, before: MinerTrack, after: MinerTrack, error: Error): void {
    const changes = detectChanges(before, after, miner).map((change) => withCause(change, error));
    this.emit(miner, () => offlineTelemetry(miner, tick, this.options.clock.now(), after), tick, changes);
    this.remember(miner, before, after);
  }

  /** Somebody paused a miner's polling, or lifted that; resolves once the bus has it, or it was given up with the miner. */
  paused(miner: PolledMiner, track: MinerTrack): Promise<void> {
    return this.options.outbox.addAwaited('tracks', trackMessage(miner.id, track, { atMs: this.options.clock.now() }));
  }

  /** After what is told itself: should we die between the two, it is told once more rather than never. */
  private remember(miner: PolledMiner, before: MinerTrack, after: MinerTrack): void {
    if (!changesMemory(before, after)) return;
    this.options.outbox.add('tracks', trackMessage(miner.id, after, { atMs: this.options.clock.now() }));
  }

  private emit(
    miner: PolledMiner,
    record: () => Parameters<typeof telemetryMessage>[0],
    tick: number,
    changes: readonly MinerChange[],
  ): void {
    const { source, clock } = this.options;
    const produced = { source, atMs: clock.now(), traceParent: newTrace() };
    const run = this.options.dropped?.(miner.id) ?? null;
    const told = run === null ? changes : [...changes, droppedChange(run, miner.intervalMs)];
    const errors: PermanentError[] = [];
    this.add('readings', () => telemetryMessage(record(), produced), errors);
    for (const change of told) this.add('events', () => eventMessage(miner.id, tick, change, produced), errors);
    if (errors.length > 0 || this.told.has(miner)) this.tell(miner, tick, errors);
  }

  private add(lane: OutboxLane, message: () => OutgoingMessage, errors: PermanentError[]): void {
    try {
      this.options.outbox.add(lane, message());
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      this.options.metrics.recordRefused(lane, errorClassOf(error));
      errors.push(error);
    }
  }

  /** Each place and class is told once, whatever value stands there: values change with every poll. */
  private tell(miner: PolledMiner, tick: number, errors: readonly PermanentError[]): void {
    const told = this.told.get(miner) ?? new Set();
    const news = errors.filter((error) => !told.has(refusalOf(error)));
    if (news.length > 0 && told.size < mostTold)
      this.options.log.error('Records do not fit their schema and are not sent.', {
        minerId: miner.id,
        tick,
        refused: errors.length,
        error: news[0],
      });
    if (errors.length === 0 && told.size > 0)
      this.options.log.warn('The records of a miner fit their schema again.', { minerId: miner.id, tick });
    if (errors.length === 0) this.told.delete(miner);
    else this.told.set(miner, new Set([...told, ...news.map(refusalOf)].slice(0, mostTold)));
  }
}

/** Which field was refused, of whichever entry of a list, and of which class the error is. */
function refusalOf({ message, errorClass }: PermanentError): string {
  const [path = ''] = message.split(': expected', 1);
  return `${errorClass} ${path.slice(0, 120).replace(/\d+/g, '#')}`;
}

function withCause(change: MinerChange, error: Error): MinerChange {
  return { ...change, evidence: { ...change.evidence, error_class: errorClassOf(error), error: error.message.slice(0, 300) } };
}

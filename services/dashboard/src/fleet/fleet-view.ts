import type { FleetMiner, MinerEvent, MinerTelemetry } from '@lodestream/records';
import { agedRow, isStale, rowOf, unreadRow, type MinerRow } from './miner-row.js';

/** Everything known of one miner. */
export interface MinerKnown {
  readonly listed: FleetMiner | null;
  readonly row: MinerRow;
  /** The whole newest reading; null while only the store's columns are known. */
  readonly reading: MinerTelemetry | null;
  /** The newest events, newest first. */
  readonly events: readonly MinerEvent[];
}

const eventsKept = 20;

/** The fleet as it stands: one entry a miner, replaced by newer readings, never by older ones. */
export class FleetView {
  private readonly miners = new Map<string, MinerKnown>();
  private readonly stale = new Set<string>();
  private readonly listeners = new Set<(minerId: string) => void>();

  /** Calls `listener` with the id of every miner that changes; returns how to end that. */
  onChange(listener: (minerId: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Lists a miner, or with null takes it off the list and forgets it. */
  list(minerId: string, listed: FleetMiner | null): void {
    const known = this.miners.get(minerId);
    if (listed === null) this.miners.delete(minerId);
    else if (known?.reading) this.miners.set(minerId, { ...known, listed });
    else this.miners.set(minerId, { listed, row: known && known.row.observed_at !== null ? known.row : unreadRow(listed), reading: null, events: known?.events ?? [] });
    this.changed(minerId);
  }

  /** Takes in a reading of a miner; one that is older than what is known is ignored. */
  read(reading: MinerTelemetry): void {
    const known = this.miners.get(reading.miner_id);
    if (reading.lane !== 'live' || (known && (known.row.observed_at ?? -1) > reading.observed_at)) return;
    this.miners.set(reading.miner_id, { listed: known?.listed ?? null, row: rowOf(reading), reading, events: known?.events ?? [] });
    this.changed(reading.miner_id);
  }

  /** Takes in what the store knows of a miner of which no reading has come yet. */
  recall(row: MinerRow): void {
    const known = this.miners.get(row.miner_id);
    if (known && known.row.observed_at !== null) return;
    this.miners.set(row.miner_id, { listed: known?.listed ?? null, row, reading: null, events: known?.events ?? [] });
    this.changed(row.miner_id);
  }

  /** Takes in an event of a listed miner. */
  happen(event: MinerEvent): void {
    const known = this.miners.get(event.miner_id);
    if (!known) return;
    const events = [event, ...known.events].sort((a, b) => b.observed_at - a.observed_at).slice(0, eventsKept);
    this.miners.set(event.miner_id, { ...known, events });
    this.changed(event.miner_id);
  }

  /** A miner as it stands at `nowMs`. */
  get(minerId: string, nowMs: number): MinerKnown | undefined {
    const known = this.miners.get(minerId);
    return known && { ...known, row: agedRow(known.row, nowMs) };
  }

  /** Every listed miner as it stands at `nowMs`; a miner that is read but on no list is not part of the fleet. */
  *rows(nowMs: number): Generator<MinerRow> {
    for (const { listed, row } of this.miners.values()) if (listed !== null) yield agedRow(row, nowMs);
  }

  /** Tells the listeners of miners that have become stale since the last call: time changes them, no message does. */
  noticeStale(nowMs: number): void {
    for (const [minerId, { row }] of this.miners) {
      if (isStale(row, nowMs) === this.stale.has(minerId)) continue;
      if (this.stale.has(minerId)) this.stale.delete(minerId);
      else this.stale.add(minerId);
      this.changed(minerId);
    }
  }

  private changed(minerId: string): void {
    for (const listener of this.listeners) listener(minerId);
  }
}

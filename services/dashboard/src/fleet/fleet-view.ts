import type { FleetMiner, MinerEvent, MinerTelemetry } from '@lodestream/records';
import type { FleetMember } from '@lodestream/mining';
import { FleetColumns } from './fleet-columns.js';
import type { Kept } from './kept-record.js';
import { listedRow } from './listed-row.js';
import { agedRow, rowOf, unreadRow, type MinerRow } from './miner-row.js';

/** Everything known of one miner. */
export interface MinerKnown {
  readonly listed: FleetMiner | null;
  readonly row: MinerRow;
  /** The newest reading that measured anything, whole; null while only the store's columns are known. */
  readonly reading: MinerTelemetry | null;
  /** The newest events, newest first. */
  readonly events: readonly MinerEvent[];
}

/** What the store remembers of a miner. */
export interface Recalled {
  readonly row: MinerRow;
  /** When the newest record was made, be it a reading or a failed poll. */
  readonly heardAtMs: number;
}

interface Entry {
  readonly listed: FleetMiner | null;
  /** As the newest record has it; null when only events or the list are known. */
  readonly heard: MinerRow | null;
  readonly heardAtMs: number;
  /** How to have the newest reading that measured anything. */
  readonly reading: Kept<MinerTelemetry> | null;
  readonly events: readonly MinerEvent[];
  /** What is shown; null while there is nothing to show. */
  readonly row: MinerRow | null;
  /** In the columns; -1 while the miner has none. */
  readonly place: number;
}

const eventsKept = 20;
const nothing: Entry = { listed: null, heard: null, heardAtMs: -1, reading: null, events: [], row: null, place: -1 };

/** The fleet as it stands: one entry a miner, replaced by newer records, never by older ones. */
export class FleetView {
  private readonly miners = new Map<string, Entry>();
  private readonly columns = new FleetColumns();
  private readonly listeners = new Set<(minerId: string) => void>();
  private changes = 0;

  /** Grows with every change, so that sums can be kept until something changes. */
  get version(): number {
    return this.changes;
  }

  /** Calls `listener` with the id of every miner that changes; returns how to end that. */
  onChange(listener: (minerId: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Lists a miner, or with null takes it off the list and forgets it. */
  list(minerId: string, listed: FleetMiner | null): void {
    if (listed !== null) return this.put(minerId, { listed });
    const known = this.miners.get(minerId);
    if (known !== undefined) this.columns.remove(known.place);
    this.miners.delete(minerId);
    this.changed(minerId);
  }

  /**
   * Takes in a record of a miner; one that is older than what is known is ignored. `keep` is given what was kept of the miner before, and
   * says how to have this record whole once more.
   */
  read(
    record: MinerTelemetry,
    keep: (former: Kept<MinerTelemetry> | null) => Kept<MinerTelemetry> = () => ({ again: () => record }),
  ): void {
    const known = this.miners.get(record.miner_id) ?? nothing;
    if (record.lane !== 'live' || known.heardAtMs > record.observed_at) return;
    const row = rowOf(record);
    const heardAtMs = record.observed_at;
    if (record.state !== 'offline') return this.put(record.miner_id, { heard: row, heardAtMs, reading: keep(known.reading) });
    // A failed poll says that the miner is offline; when it was last read, and what it said then, stays true.
    this.put(record.miner_id, { heard: { ...row, observed_at: known.heard?.observed_at ?? null }, heardAtMs });
  }

  /** Takes in what the store knows of a miner of which no record has come yet. */
  recall({ row, heardAtMs }: Recalled): void {
    const known = this.miners.get(row.miner_id) ?? nothing;
    if (known.heard === null) return this.put(row.miner_id, { heard: row, heardAtMs });
    if (known.heard.observed_at !== null || row.observed_at === null) return;
    this.put(row.miner_id, { heard: { ...known.heard, observed_at: row.observed_at } });
  }

  /** Takes in an event of a miner. */
  happen(event: MinerEvent): void {
    const known = this.miners.get(event.miner_id) ?? nothing;
    const events = [event, ...known.events].sort((a, b) => b.observed_at - a.observed_at);
    this.put(event.miner_id, { events: events.slice(0, eventsKept) });
  }

  /** A miner as it stands at `nowMs`; one that is read but not listed is known too. */
  get(minerId: string, nowMs: number): MinerKnown | undefined {
    const { listed, row, reading, events } = this.miners.get(minerId) ?? nothing;
    return row === null ? undefined : { listed, row: agedRow(row, nowMs), reading: reading?.again() ?? null, events };
  }

  /** The row of a listed miner as it stands at `nowMs`. */
  shownRow(minerId: string, nowMs: number): MinerRow | undefined {
    const { listed, row } = this.miners.get(minerId) ?? nothing;
    return row === null || listed === null ? undefined : agedRow(row, nowMs);
  }

  /** The ids of all miners that {@link rows} shows. */
  *ids(): Generator<string> {
    for (const [minerId, { listed, row }] of this.miners) if (listed !== null && row !== null) yield minerId;
  }

  /** Every listed miner as it stands at `nowMs`; a miner that is read but on no list is not part of the fleet. */
  *rows(nowMs: number): Generator<MinerRow> {
    for (const { listed, row } of this.miners.values()) if (listed !== null && row !== null) yield agedRow(row, nowMs);
  }

  /** What the sums need of every miner that {@link rows} shows; each is over when the next one is asked for. */
  members(nowMs: number): Generator<FleetMember> {
    return this.columns.members(nowMs);
  }

  /** Tells the listeners of miners that have become stale since the last call: time changes them, no message does. */
  noticeStale(nowMs: number): void {
    for (const minerId of this.columns.turned(nowMs)) this.changed(minerId);
  }

  private put(minerId: string, change: Partial<Entry>): void {
    const entry = { ...(this.miners.get(minerId) ?? nothing), ...change };
    const heard = entry.heard ?? (entry.listed && unreadRow(entry.listed));
    const row = heard && listedRow(heard, entry.listed);
    const place = entry.place < 0 ? this.columns.add(minerId) : entry.place;
    this.miners.set(minerId, { ...entry, row, place });
    if (row !== null) this.columns.set(place, row, entry.listed !== null);
    this.changed(minerId);
  }

  private changed(minerId: string): void {
    this.changes += 1;
    for (const listener of this.listeners) listener(minerId);
  }
}

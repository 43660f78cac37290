import { PermanentError } from '@lodestream/component';
import type { IncomingMessage } from '../../event-bus.port.js';
import { recordIn, type Claim, type Delta, type Snapshot } from './changelog-record.js';
import { segmentOf, type ChangelogLayout } from './parts.js';

/**
 * Builds a partition's state from its changelog, message by message in the log's order. An owner's records count from its claim to the
 * next one's that counts: what a frozen owner writes after that is passed over by everybody, itself included.
 */
export class Replay {
  readonly positions = new Map<string, number>();
  /** Keys of all messages that have a value, by the owner that wrote them: they go once a newer owner has snapshotted everything. */
  readonly keysByOwner = new Map<string, Set<string>>();
  owner: string | null = null;
  /** The newest delta. */
  number = 0;
  private unbrokenFrom = 1;
  private readonly asOf = new Map<number, number>();
  private readonly segments: Map<string, Buffer>[];
  private gathered: (Delta | Snapshot)[] = [];

  constructor(private readonly layout: ChangelogLayout) {
    this.segments = Array.from({ length: layout.segments }, () => new Map<string, Buffer>());
  }

  /** What has been restored so far. */
  entries(): Map<string, Buffer> {
    return new Map(this.segments.flatMap((segment) => [...segment]));
  }

  take(message: Pick<IncomingMessage, 'offset' | 'key' | 'value'>): void {
    const record = recordIn(message);
    if (record === null) return;
    this.note(record.owner, message.key?.toString() ?? '');
    if (record.kind === 'claim') this.claim(record, message.offset);
    else if (record.owner === this.owner) this.gather(record);
  }

  /** @throws PermanentError where messages that are needed are gone */
  check(name: string): void {
    const oldest = Math.min(...Array.from({ length: this.layout.segments }, (_, segment) => this.asOf.get(segment) ?? 0));
    if (oldest + 1 >= this.unbrokenFrom) return;
    const missing = `deltas ${oldest + 1} to ${this.unbrokenFrom - 1} are gone`;
    throw new PermanentError(`the changelog ${name} is damaged: ${missing}; delete the topic to begin with an empty state`, 'storage');
  }

  private claim({ owner, basedOn }: Claim, offset: number): void {
    if (basedOn !== offset) return;
    this.owner = owner;
    this.gathered = [];
  }

  /** Parts of one record follow each other; a leftover of a longer, older one stands alone and is passed over. */
  private gather(record: Delta | Snapshot): void {
    if (record.part === 0) this.gathered = [];
    const [first] = this.gathered;
    if (record.part !== this.gathered.length || (first && !sameRecord(first, record))) return;
    this.gathered.push(record);
    if (this.gathered.length < record.parts) return;
    const entries = this.gathered.flatMap((part) => part.entries);
    if (record.kind === 'delta') this.applyDelta(record, entries);
    else this.applySnapshot(record, entries);
    this.gathered = [];
  }

  private applyDelta({ number, positions }: Delta, entries: ChangelogEntries): void {
    // A delta that was stored twice counts once.
    if (number <= this.number) return;
    if (number !== this.number + 1) this.unbrokenFrom = number;
    this.number = number;
    for (const [key, value] of entries) this.put(segmentOf(key, this.layout), key, value);
    for (const [topic, offset] of positions) this.positions.set(topic, offset);
  }

  private applySnapshot({ number, segment }: Snapshot, entries: ChangelogEntries): void {
    this.segments[segment]?.clear();
    for (const [key, value] of entries) this.put(segment, key, value);
    this.asOf.set(segment, number);
  }

  private put(segment: number, key: string, value: Buffer | null): void {
    if (value === null) this.segments[segment]?.delete(key);
    else this.segments[segment]?.set(key, value);
  }

  private note(owner: string, key: string): void {
    const keys = this.keysByOwner.get(owner) ?? new Set();
    this.keysByOwner.set(owner, keys.add(key));
  }
}

type ChangelogEntries = Delta['entries'];

function sameRecord(one: Delta | Snapshot, other: Delta | Snapshot): boolean {
  if (one.kind !== other.kind || one.number !== other.number) return false;
  return one.kind === 'delta' || one.segment === (other as Snapshot).segment;
}

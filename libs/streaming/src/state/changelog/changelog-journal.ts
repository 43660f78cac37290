import { TransientError, withDeadline } from '@lodestream/component';
import type { EventBus, OutgoingMessage, Position } from '../../event-bus.port.js';
import type { Journal, Restored } from '../journaled-state.js';
import type { StateChanges, StatePositions } from '../state-stores.port.js';
import { recordIn, encodeRecord } from './changelog-record.js';
import { cycleOf, inParts, segmentDueAfter, segmentOf, slotOf, type ChangelogLayout } from './parts.js';

const tombstonesTogether = 500;
const readTogether = 64;

/** One partition of a changelog, in the hands of the owner whose claim counts. */
export interface OwnedChangelog {
  readonly bus: Pick<EventBus, 'send' | 'read'>;
  readonly topic: string;
  readonly partition: number;
  readonly layout: ChangelogLayout;
  /** How long a write may take before its fate counts as unknown. */
  readonly writeMs: number;
  readonly owner: string;
}

/** Where the owner's writing begins. */
export interface JournalStart {
  /** The offset after the claim. */
  readonly end: number;
  /** The newest delta. */
  readonly number: number;
  /** Keys that earlier owners left. */
  readonly obsolete: Set<string>;
}

/** Appends deltas and, by turns, snapshots; and notices when another owner's claim came first. */
export class ChangelogJournal implements Journal {
  private end: number;
  private number: number;
  private readonly first: number;

  constructor(
    private readonly log: OwnedChangelog,
    private readonly restored: Restored,
    private readonly start: JournalStart,
  ) {
    ({ end: this.end, number: this.number } = start);
    this.first = start.number + 1;
  }

  async write(changes: StateChanges, positions: StatePositions): Promise<void> {
    this.number += 1;
    const due = segmentDueAfter(this.number, this.log.layout);
    const snapshot = due === null ? [] : this.snapshotOf(due, changes);
    await this.append([...this.deltaOf(changes, positions), ...snapshot, ...this.tombstones()]);
  }

  /** Snapshots everything at once, so that nothing of earlier owners is needed any more, and removes what they left. */
  async checkpoint(): Promise<void> {
    this.number += 1;
    const { segments } = this.log.layout;
    const [none, nowhere] = [new Map<string, Buffer>(), new Map<string, number>()];
    const snapshots = Array.from({ length: segments }, (_, segment) => this.snapshotOf(segment, none));
    await this.append([...this.deltaOf(none, nowhere), ...snapshots.flat()]);
    while (this.start.obsolete.size > 0) await this.append(this.removals());
  }

  private deltaOf(changes: StateChanges, positions: StatePositions): OutgoingMessage[] {
    const { owner, layout } = this.log;
    const all = [...new Map([...this.restored.positions, ...positions])];
    const key = `delta/${owner}/${slotOf(this.number, layout)}`;
    return inParts(changes).map((entries, part, parts) => {
      const record = { kind: 'delta', owner, number: this.number, part, parts: parts.length, positions: all, entries } as const;
      return this.message(`${key}/${part}`, encodeRecord(record));
    });
  }

  private snapshotOf(segment: number, changes: StateChanges): OutgoingMessage[] {
    const { owner, layout } = this.log;
    const kept = new Map<string, Buffer>();
    for (const [key, value] of this.restored.entries) if (!changes.has(key) && segmentOf(key, layout) === segment) kept.set(key, value);
    for (const [key, value] of changes) if (value !== null && segmentOf(key, layout) === segment) kept.set(key, value);
    return inParts(kept).map((entries, part, parts) => {
      const record = { kind: 'snapshot', owner, number: this.number, segment, part, parts: parts.length, entries } as const;
      return this.message(`snapshot/${owner}/${segment}/${part}`, encodeRecord(record));
    });
  }

  /** Once every segment has a snapshot of ours, what earlier owners left is of no more use. */
  private tombstones(): OutgoingMessage[] {
    const { layout } = this.log;
    return this.number - this.first < cycleOf(layout) + layout.deltasPerSnapshot ? [] : this.removals();
  }

  private removals(): OutgoingMessage[] {
    const { obsolete } = this.start;
    const keys = [...obsolete].slice(0, tombstonesTogether);
    for (const key of keys) obsolete.delete(key);
    return keys.map((key) => this.message(key, null));
  }

  private message(key: string, value: Buffer | null): OutgoingMessage {
    return { key, value, partition: this.log.partition };
  }

  private async append(messages: readonly OutgoingMessage[]): Promise<void> {
    const { bus, topic, partition, writeMs } = this.log;
    const offsets = await withDeadline(bus.send(topic, messages), writeMs, `writing to the changelog ${topic}/${partition}`);
    await this.refuseFenced(offsets);
    this.end = (offsets.at(-1)?.offset ?? this.end - 1) + 1;
  }

  /** What lies where we expected to be the only writer may be the claim of another owner; the log's order decides who was first. */
  private async refuseFenced(offsets: readonly Position[]): Promise<void> {
    const { topic, partition, owner } = this.log;
    const last = offsets.at(-1)?.offset ?? this.end - 1;
    if (last === this.end + offsets.length - 1) return;
    for (let offset = this.end; offset < last;) {
      const { messages } = await this.log.bus.read({ topic, partition, offset }, readTogether);
      for (const message of messages) {
        const record = message.offset < last ? recordIn(message) : null;
        if (record?.kind === 'claim' && record.owner !== owner && record.basedOn === message.offset)
          throw new TransientError(`the state ${topic}/${partition} has another owner now`, 'dependency');
      }
      offset = (messages.at(-1)?.offset ?? last) + 1;
    }
  }
}

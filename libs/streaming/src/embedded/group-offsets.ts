import { PermanentError } from '@lodestream/component';
import { maxCommitMetadataBytes } from '../event-bus.port.js';
import type { Bookkeeper } from './bookkeeper.js';
import type { LogStore } from './log-store.port.js';
import type { PartitionState } from './partition-state.js';

const rowPrefix = 'offset/';

/** How far a group has come in a partition. */
export interface Committed {
  readonly committed: number;
  readonly metadata: string;
}

/** The committed offsets of all groups: in memory as they are durable. */
export class GroupOffsets {
  private readonly byRow = new Map<string, Committed>();

  constructor(
    private readonly store: LogStore,
    private readonly bookkeeper: Bookkeeper,
  ) {}

  load(): void {
    this.byRow.clear();
    for (const { key, bytes } of this.store.rows(rowPrefix)) this.byRow.set(key, JSON.parse(bytes.toString()) as Committed);
  }

  of(group: string, state: PartitionState): Committed | undefined {
    return this.byRow.get(rowOf(group, state));
  }

  /**
   * Resolves once the offset is durable.
   * @throws PermanentError where the offset lies outside the partition or the text is too long
   */
  async commit(group: string, state: PartitionState, committed: number, metadata = ''): Promise<void> {
    check(state, committed, metadata);
    const key = rowOf(group, state);
    const bytes = Buffer.from(JSON.stringify({ committed, metadata }));
    await this.bookkeeper.write(
      (transaction) => transaction.change({ kind: 'put-row', key, bytes }),
      () => this.byRow.set(key, { committed, metadata }),
    );
  }
}

function rowOf(group: string, { log }: PartitionState): string {
  return `${rowPrefix}${log}/${group}`;
}

function check({ topic, partition, logEnd }: PartitionState, offset: number, metadata: string): void {
  if (!Number.isInteger(offset) || offset < 0 || offset > logEnd) {
    throw new PermanentError(`${topic}/${partition} ends at ${logEnd}; ${offset} cannot be committed`, 'validation');
  }
  if (Buffer.byteLength(metadata) > maxCommitMetadataBytes) {
    throw new PermanentError(`the text beside a commit may have ${maxCommitMetadataBytes} bytes`, 'validation');
  }
}

import { type Log, silentLog } from '@lodestream/component';
import type { EventBusAdmin, GroupOffset, IncomingBatch, Loss, TopicPartition } from '../event-bus.port.js';
import { type Account, afterLoss, book, type Entry, openAccount, passOver } from './account.js';
import { readAccount, writeAccount } from './account-text.js';
import { type LedgerSnapshot, type PartitionAccount, standing, sumUp } from './ledger-snapshot.js';

/** What a ledger of one group needs. */
export interface GroupLedgerParts {
  readonly group: string;
  /** The topics the group reads, with whether compaction may lawfully take offsets away. */
  readonly topics: ReadonlyMap<string, { readonly compacted: boolean }>;
  readonly admin: Pick<EventBusAdmin, 'groupOffsets'>;
  readonly log?: Log;
  readonly onLoss?: (loss: TopicPartition & { readonly messages: number }) => void;
}

/** An entry that is ready to travel with a commit: booked by `settle` once the commit is acknowledged, forgotten otherwise. */
export interface Proposal {
  readonly metadata: string;
  settle(): void;
}

interface Held {
  account: Account;
  logStart: number;
  logEnd: number;
}

const nameOf = (at: TopicPartition): string => `${at.topic}/${at.partition}`;

/**
 * The accounts of the partitions that this member of a group holds. The only copy that counts is the one beside the committed
 * offset: an account is restored from there when a partition arrives and forgotten when it leaves, so that nothing is counted twice.
 */
export class GroupLedger {
  private readonly held = new Map<string, Promise<Held>>();
  private readonly open = new Map<string, TopicPartition & { held: Held }>();
  private readonly leaving = new Set<(partitions: readonly TopicPartition[]) => void>();
  private readonly log: Log;

  constructor(private readonly parts: GroupLedgerParts) {
    this.log = parts.log ?? silentLog;
  }

  /** The offset from which messages of the batch still have to be counted; restores the account if this member lacks it. */
  async countedTo(batch: IncomingBatch): Promise<number> {
    const held = await this.acquire(batch);
    held.logStart = Math.max(held.logStart, batch.logStart);
    held.logEnd = Math.max(held.logEnd, batch.logEnd);
    return held.account.at;
  }

  /** Books what was done with messages of a partition, to be settled when the commit that carries the text is acknowledged. */
  async propose(at: TopicPartition, entry: Entry): Promise<Proposal> {
    const held = await this.acquire(at);
    const next = book(held.account, entry, this.isCompacted(at.topic));
    return {
      metadata: writeAccount(next),
      settle: () => {
        this.alarm(at, next.lost - held.account.lost);
        held.account = next;
      },
    };
  }

  /** Begins to count anew at an offset before the account's end, for everything from there on is handled again. Kept by the next commit. */
  async restart(at: TopicPartition, offset: number): Promise<void> {
    const held = await this.acquire(at);
    held.account = openAccount(offset);
  }

  /** Calls `listener` whenever partitions leave, or come anew; what it knew of them is then out of date. */
  onRevoked(listener: (partitions: readonly TopicPartition[]) => void): void {
    this.leaving.add(listener);
  }

  /** The partitions were taken away. */
  revoke(partitions: readonly TopicPartition[]): void {
    this.forget(partitions);
    for (const listener of this.leaving) listener(partitions);
  }

  /** A commit ended in doubt: the account is read again from the bus before it is used, and shown as it was until then. */
  doubt(partitions: readonly TopicPartition[]): void {
    for (const at of partitions) this.held.delete(nameOf(at));
  }

  /** Forgets accounts altogether. */
  forget(partitions: readonly TopicPartition[]): void {
    for (const at of partitions) {
      this.held.delete(nameOf(at));
      this.open.delete(nameOf(at));
    }
  }

  /** Restores the accounts of partitions that have just been assigned, so that they are exported before their first message. */
  async restore(partitions: readonly TopicPartition[]): Promise<void> {
    this.revoke(partitions);
    if (partitions.length === 0) return;
    const offsets = this.offsetsOf([...new Set(partitions.map(({ topic }) => topic))]);
    await Promise.all(partitions.map((at) => this.acquire(at, offsets)));
  }

  /**
   * Takes over the bus's own word that messages are gone, and says what travels with the offset that skips them: nothing where this
   * account must not be kept, for it is not known here, in doubt, or stands elsewhere. The next commit counts the loss then.
   */
  noteLoss(loss: Loss): string | undefined {
    const held = this.open.get(nameOf(loss))?.held;
    if (!held) return undefined;
    const next = afterLoss(held.account, loss, this.isCompacted(loss.topic));
    if (loss.rewoundTo !== undefined) Object.assign(held, { logStart: loss.rewoundTo, logEnd: loss.from });
    this.alarm(loss, next.lost - held.account.lost);
    held.account = next;
    const isCertain = this.held.has(nameOf(loss)) && next.at === (loss.rewoundTo ?? loss.to);
    return isCertain ? writeAccount(next) : undefined;
  }

  /** Reads how far the log has come, for partitions that deliver nothing at present. */
  async refresh(): Promise<void> {
    if (this.open.size === 0) return;
    const offsets = await this.offsetsOf([...this.parts.topics.keys()]);
    for (const offset of offsets) {
      const held = this.open.get(nameOf(offset))?.held;
      if (!held) continue;
      held.logStart = Math.max(held.logStart, offset.logStart);
      held.logEnd = Math.max(held.logEnd, offset.logEnd);
    }
  }

  /** Where every message of the partitions held here stands, by topic. */
  byTopic(): Readonly<Record<string, LedgerSnapshot>> {
    const topics = [...this.parts.topics.keys()];
    return Object.fromEntries(topics.map((topic) => [topic, sumUp(this.partitions(topic).map(standing))]));
  }

  /** The accounts held here. */
  partitions(topic?: string): readonly PartitionAccount[] {
    const all = [...this.open.values()].filter((at) => topic === undefined || at.topic === topic);
    return all.map(({ held, ...at }) => ({ ...at, ...held, compactedTopic: this.isCompacted(at.topic) }));
  }

  private acquire(at: TopicPartition, offsets?: Promise<readonly GroupOffset[]>): Promise<Held> {
    const name = nameOf(at);
    const known = this.held.get(name);
    if (known) return known;
    const loading = this.load(at, offsets ?? this.offsetsOf([at.topic])).then((held) => {
      if (this.held.get(name) === loading) this.open.set(name, { topic: at.topic, partition: at.partition, held });
      return held;
    });
    this.held.set(name, loading);
    loading.catch(() => this.held.get(name) === loading && this.held.delete(name));
    return loading;
  }

  private offsetsOf(topics: readonly string[]): Promise<readonly GroupOffset[]> {
    return this.parts.admin.groupOffsets(this.parts.group, topics);
  }

  private async load(at: TopicPartition, offsets: Promise<readonly GroupOffset[]>): Promise<Held> {
    const found = (await offsets).find((o) => o.topic === at.topic && o.partition === at.partition);
    if (!found) throw new Error(`${nameOf(at)} was assigned to ${this.parts.group}, but the bus knows no such partition`);
    return { account: this.restored(found), logStart: found.logStart, logEnd: found.logEnd };
  }

  private restored(offset: GroupOffset): Account {
    if (offset.committed === null) return openAccount(offset.logStart);
    const account = readAccount(offset.metadata);
    if (account?.at === offset.committed) return account;
    // Only a consumer that skipped a loss moves the offset and keeps the text: whoever sets offsets by hand leaves none.
    if (account && account.at < offset.committed) return passOver(account, offset.committed, this.isCompacted(offset.topic));
    this.log.warn('The committed offset carries no account of this ledger; counting begins anew there.', { ...offset });
    return openAccount(offset.committed);
  }

  private isCompacted(topic: string): boolean {
    return this.parts.topics.get(topic)?.compacted ?? false;
  }

  private alarm({ topic, partition }: TopicPartition, messages: number): void {
    if (messages <= 0) return;
    this.log.error('Messages vanished before the group had handled them.', { topic, partition, messages, group: this.parts.group });
    this.parts.onLoss?.({ topic, partition, messages });
  }
}

import type { Loss, TopicPartition } from '../event-bus.port.js';

/** What became of the messages of one partition since `from`, all cumulative. */
export interface Account {
  /** The offset at which counting began. */
  readonly from: number;
  /** The next offset to be counted: everything before it, since `from`, stands under one of the heads below. */
  readonly at: number;
  readonly stored: number;
  readonly deadLettered: number;
  readonly dropped: Readonly<Record<string, number>>;
  /** Offsets that vanished before anybody handled them: retention overtook the group, or somebody deleted them. */
  readonly lost: number;
  /** Offsets that a compacted topic lawfully no longer has. */
  readonly compacted: number;
}

/** What was done with some consecutive messages. */
export interface Entry {
  /** The messages handed over, whatever became of them. */
  readonly received: number;
  readonly nextOffset: number;
  readonly deadLettered: number;
  readonly dropped: Readonly<Record<string, number>>;
}

/** An account that has counted nothing yet. */
export function openAccount(from: number): Account {
  return { from, at: from, stored: 0, deadLettered: 0, dropped: {}, lost: 0, compacted: 0 };
}

/**
 * The account with an entry booked. Offsets it passed over that no message stood at are the gap: lawful on a compacted topic, a
 * loss on any other. What neither was dropped nor dead-lettered was stored.
 */
export function book(account: Account, entry: Entry, compacted: boolean): Account {
  const dropped = addUp(account.dropped, entry.dropped);
  const gap = entry.nextOffset - account.at - entry.received;
  if (gap < 0) throw new Error(`${entry.received} messages cannot lie between offsets ${account.at} and ${entry.nextOffset}`);
  return {
    from: account.from,
    at: entry.nextOffset,
    stored: account.stored + entry.received - entry.deadLettered - total(entry.dropped),
    deadLettered: account.deadLettered + entry.deadLettered,
    dropped,
    lost: account.lost + (compacted ? 0 : gap),
    compacted: account.compacted + (compacted ? gap : 0),
  };
}

/** The account after everything before `offset` was found gone from the log; nothing changes where it was counted already. */
export function passOver(account: Account, offset: number, compacted: boolean): Account {
  if (offset <= account.at) return account;
  return book(account, { received: 0, nextOffset: offset, deadLettered: 0, dropped: {} }, compacted);
}

/**
 * The account after the bus found expected offsets gone. Where the log itself went back, its offsets are counted again from there: what
 * was counted before stays counted, and what the log lost of that stands under `lost` beside it, so that the alarm outlives a restart.
 */
export function afterLoss(account: Account, { from, to, rewoundTo }: Omit<Loss, keyof TopicPartition>, compacted: boolean): Account {
  if (rewoundTo === undefined) return passOver(account, to, compacted);
  const gone = to - from;
  return { ...account, from: rewoundTo - (account.at - account.from) - gone, at: rewoundTo, lost: account.lost + gone };
}

/** True when every offset since `from` stands under exactly one head. */
export function balances(account: Account): boolean {
  const heads = account.stored + account.deadLettered + total(account.dropped) + account.lost + account.compacted;
  return heads === account.at - account.from && [...Object.values(account.dropped), account.stored, account.lost].every((n) => n >= 0);
}

/** The sum of counts by reason. */
export function total(counts: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const reason in counts) sum += counts[reason] ?? 0;
  return sum;
}

/** Two tables of counts as one. */
export function addUp(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const sum: Record<string, number> = { ...a };
  for (const reason in b) sum[reason] = (sum[reason] ?? 0) + (b[reason] ?? 0);
  return sum;
}

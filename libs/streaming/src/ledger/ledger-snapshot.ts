import type { TopicPartition } from '../event-bus.port.js';
import { type Account, addUp, total } from './account.js';

/** An account with what the log says now. */
export interface PartitionAccount extends TopicPartition {
  readonly account: Account;
  readonly logStart: number;
  readonly logEnd: number;
  readonly compactedTopic: boolean;
}

/** Where every message of some partitions stands; `produced` is always the sum of all the others. */
export interface LedgerSnapshot {
  readonly produced: number;
  readonly stored: number;
  readonly deadLettered: number;
  readonly dropped: Readonly<Record<string, number>>;
  /** Vanished before anybody handled them; anything but 0 is an alarm. */
  readonly lost: number;
  /** Lawfully compacted away before they were read. */
  readonly compacted: number;
  readonly inFlight: number;
}

/** A ledger without entries. */
export const emptyLedger: LedgerSnapshot = { produced: 0, stored: 0, deadLettered: 0, dropped: {}, lost: 0, compacted: 0, inFlight: 0 };

/** One partition's standing: what the log lost beyond the account is already shown, though no commit tells of it yet. */
export function standing({ account, logStart, logEnd, compactedTopic }: PartitionAccount): LedgerSnapshot {
  const gone = Math.max(0, logStart - account.at);
  const end = Math.max(logEnd, logStart, account.at);
  return {
    produced: end - account.from,
    stored: account.stored,
    deadLettered: account.deadLettered,
    dropped: account.dropped,
    lost: account.lost + (compactedTopic ? 0 : gone),
    compacted: account.compacted + (compactedTopic ? gone : 0),
    inFlight: end - account.at - gone,
  };
}

/** Several standings as one. */
export function sumUp(standings: readonly LedgerSnapshot[]): LedgerSnapshot {
  return standings.reduce(
    (a, b) => ({
      produced: a.produced + b.produced,
      stored: a.stored + b.stored,
      deadLettered: a.deadLettered + b.deadLettered,
      dropped: addUp(a.dropped, b.dropped),
      lost: a.lost + b.lost,
      compacted: a.compacted + b.compacted,
      inFlight: a.inFlight + b.inFlight,
    }),
    emptyLedger,
  );
}

/** What the heads fail to explain of `produced`; 0 unless the ledger itself is wrong. */
export function unexplained(ledger: LedgerSnapshot): number {
  const heads = ledger.stored + ledger.deadLettered + total(ledger.dropped) + ledger.lost + ledger.compacted + ledger.inFlight;
  return ledger.produced - heads;
}

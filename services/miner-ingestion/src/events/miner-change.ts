import type { MinerEventType } from '@lodestream/records';

/** Something that changed between two polls, not yet tied to a tick. */
export interface MinerChange {
  readonly type: MinerEventType;
  readonly from: string | null;
  readonly to: string | null;
  readonly detail: string;
  readonly evidence: Readonly<Record<string, string>>;
  /** Tells two changes of one type at one tick apart, such as two errors; part of the event's identity. */
  readonly about?: string;
}

import type { Loss } from '../event-bus.port.js';
import { committedOffsets, logBounds, logStarts, nameOf } from './cluster-queries.js';
import type { PartitionSession } from './partition-session.js';
import type { PartitionTrack } from './partition-track.js';

const deleted = 'Messages were deleted before they were read: they are lost to this group.';
const rewound = 'The log ends before the committed offset: what it had is gone. It is read again from its start.';

/**
 * Sees to it that no message is skipped unnoticed. Left alone, kafkajs answers "offset out of range" by committing the default
 * offset; so the expected offset is compared with the log start at every join, at every gap between batches, and now and then.
 */
export class LossGuard {
  constructor(private readonly session: PartitionSession) {}

  /** Finds where each partition begins, and lets it flow. */
  async place(tracks: readonly PartitionTrack[], isCurrent: () => boolean): Promise<void> {
    const { view, owner } = this.session;
    const bounds = new Map((await logBounds(view, tracks)).map((each) => [nameOf(each), each]));
    const committed = await committedOffsets(view, owner.options.group, tracks);
    if (!isCurrent()) return;
    tracks.forEach((track, index) => {
      const { logStart = 0, logEnd = 0 } = bounds.get(nameOf(track)) ?? {};
      const { offset = null, metadata = '' } = committed[index] ?? {};
      track.metadata = metadata;
      track.logStart = logStart;
      track.expected = this.begin(track, offset, logEnd);
      track.done = track.expected;
      this.session.seek(track, track.expected);
    });
    for (const track of tracks) this.compare(track, track.logStart);
    for (const track of tracks) track.held = false;
    this.session.applyPauses();
  }

  /** Compares idle partitions with their log starts; deliveries compare for themselves. */
  async check(): Promise<void> {
    const tracks = [...this.session.tracks.values()].filter(({ held }) => !held);
    const starts = await logStarts(this.session.view, tracks);
    for (const track of tracks) {
      const start = starts.get(nameOf(track));
      if (start === undefined || !this.session.isCurrent(track)) continue;
      track.logStart = start;
      if (!track.busy && !track.held) this.compare(track, start);
    }
  }

  /** Compares before a batch is handed over; a gap alone may be compaction's. */
  async checkGap(track: PartitionTrack, firstOffset: number): Promise<void> {
    if (firstOffset <= track.expected) return;
    const starts = await logStarts(this.session.view, [track]);
    track.logStart = starts.get(nameOf(track)) ?? track.logStart;
    if (track.logStart <= track.expected) return;
    this.report(track, { from: track.expected, to: Math.min(track.logStart, firstOffset) });
  }

  private begin(track: PartitionTrack, committed: number | null, logEnd: number): number {
    if (committed === null || this.session.owner.options.from === 'beginning') return track.logStart;
    if (committed <= logEnd) return committed;
    this.report(track, { from: logEnd, to: committed, rewoundTo: track.logStart });
    return track.logStart;
  }

  private compare(track: PartitionTrack, logStart: number): void {
    if (logStart <= track.expected) return;
    this.report(track, { from: track.expected, to: logStart });
    this.session.seek(track, logStart);
  }

  private report(track: PartitionTrack, gone: Pick<Loss, 'from' | 'to' | 'rewoundTo'>): void {
    const { topic, partition } = track;
    const { options } = this.session.owner;
    const goOn = gone.rewoundTo ?? gone.to;
    this.session.settings.log.error(gone.rewoundTo === undefined ? deleted : rewound, { group: options.group, topic, partition, ...gone });
    track.expected = goOn;
    track.done = gone.rewoundTo ?? Math.max(track.done, goOn);
    track.metadata = options.onLoss?.({ topic, partition, ...gone }) ?? track.metadata;
    // Once told, the loss must not be told again after a restart; offset and ledger move in one step, or not at all.
    if (options.from !== 'beginning') void this.session.commitNow(track, goOn).catch(() => undefined);
  }
}

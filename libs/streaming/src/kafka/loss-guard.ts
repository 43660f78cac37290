import { TransientError, withDeadline } from '@lodestream/component';
import type { Loss, TopicPartition } from '../event-bus.port.js';
import { committedOffsets, logBounds, logStarts, nameOf } from './cluster-queries.js';
import type { PartitionSession } from './partition-session.js';
import type { PartitionTrack } from './partition-track.js';

const deleted = 'Messages were deleted before they were read: they are lost to this group.';
const rewound = 'The log ends before the offset that was to come: what it had is gone. It is read again from its start.';
/** How long a partition waits for the text of a loss to be kept; a loss that is not kept is told again after a restart. */
const keepDeadlineMs = 5_000;

/**
 * Sees to it that no message is skipped unnoticed. Left alone, kafkajs answers "offset out of range" by going to the log's start;
 * so the expected offset is compared with both ends of the log at every join, before a batch that does not follow the one before
 * it, and now and then. Losses are told with the text that says so, and that text moves together with the offset or not at all.
 */
export class LossGuard {
  constructor(private readonly session: PartitionSession) {}

  /** Finds where each partition begins, and lets it flow. */
  async place(tracks: readonly PartitionTrack[], isCurrent: () => boolean): Promise<void> {
    const { view, owner } = this.session;
    const bounds = new Map((await logBounds(view, tracks)).map((each) => [nameOf(each), each]));
    const committed = await committedOffsets(view, owner.options.group, tracks);
    if (!isCurrent()) return;
    const missing = tracks.find((track) => !bounds.has(nameOf(track)));
    if (missing) throw new TransientError(`the broker does not say where ${nameOf(missing)} begins`, 'dependency');
    const kept = tracks.map((track, index) => {
      const { logStart, logEnd } = bounds.get(nameOf(track))!;
      track.logStart = logStart;
      return this.begin(track, committed[index]?.offset ?? null, logEnd);
    });
    await Promise.all(kept);
    if (!isCurrent()) return;
    this.release(tracks);
  }

  /** Compares idle partitions with the ends of their logs; deliveries compare for themselves. */
  async check(): Promise<void> {
    const tracks = [...this.session.tracks.values()].filter(({ held }) => !held);
    const expected = tracks.map((track) => track.expected);
    const bounds = new Map((await logBounds(this.session.view, tracks)).map((each) => [nameOf(each), each]));
    for (const [index, track] of tracks.entries()) {
      const found = bounds.get(nameOf(track));
      if (!found || !this.session.isCurrent(track)) continue;
      track.logStart = found.logStart;
      // What was delivered while the broker was asked may lie behind the end that it named.
      const hasMoved = track.expected !== expected[index];
      if (!track.busy && !track.held && !hasMoved) await this.compareIdle(track, found.logEnd);
    }
  }

  /**
   * Compares before a batch is handed over; a gap alone may be compaction's. False when the batch is not the one to go on with:
   * the log ends before the offset that was expected, and is read again from its start.
   */
  async admits(track: PartitionTrack, firstOffset: number, logEnd: number): Promise<boolean> {
    if (firstOffset < track.expected && logEnd < track.expected) return !(await this.isRewound(track));
    if (firstOffset <= track.expected) return true;
    const starts = await logStarts(this.session.view, [track]);
    track.logStart = starts.get(nameOf(track)) ?? track.logStart;
    const to = Math.min(track.logStart, firstOffset);
    // The batch's own commit brings the text along; until then the offset stays where it was, and the loss would be told again.
    if (to > track.expected) this.tell(track, { from: track.expected, to });
    return true;
  }

  private async begin(track: PartitionTrack, committed: number | null, logEnd: number): Promise<void> {
    const { options, places } = this.session.owner;
    const known = options.from === 'beginning' ? undefined : places.get(nameOf(track))?.committed;
    const isTold = known === null && (committed === null || committed > logEnd);
    const isForgotten = committed === null && typeof known === 'number' && known > track.logStart;
    track.expected = options.from === 'beginning' || isTold ? track.logStart : (committed ?? known ?? track.logStart);
    track.done = track.expected;
    this.session.seek(track, track.expected);
    // The broker forgets a group's offset together with the topic: however long the log is by now, it is not the one we read.
    await this.compare(track, isForgotten ? Math.min(logEnd, track.expected - 1) : logEnd);
  }

  private async isRewound(track: PartitionTrack): Promise<boolean> {
    const [found] = await logBounds(this.session.view, [track]);
    if (!found || found.logEnd >= track.expected) return false;
    track.logStart = found.logStart;
    await this.compare(track, found.logEnd);
    return true;
  }

  /** Nothing is delivered while the text is on its way, so that no older commit can come after a newer one. */
  private async compareIdle(track: PartitionTrack, logEnd: number): Promise<void> {
    if (track.expected >= track.logStart && track.expected <= logEnd) return;
    track.held = true;
    this.session.applyPauses();
    await this.compare(track, logEnd);
    if (this.session.isCurrent(track)) this.release([track]);
  }

  private async compare(track: PartitionTrack, logEnd: number): Promise<void> {
    const { logStart, expected } = track;
    if (expected >= logStart && expected <= logEnd) return;
    const isRewound = expected > logEnd;
    const text = this.tell(track, isRewound ? { from: logEnd, to: expected, rewoundTo: logStart } : { from: expected, to: logStart });
    if (isRewound) this.session.owner.places.set(nameOf(track), { committed: null });
    this.session.seek(track, logStart);
    if (text !== undefined) await this.keep(track, text);
  }

  private tell(track: PartitionTrack, gone: Omit<Loss, keyof TopicPartition>): string | undefined {
    const { options } = this.session.owner;
    const loss = { topic: track.topic, partition: track.partition, ...gone };
    this.session.settings.log.error(gone.rewoundTo === undefined ? deleted : rewound, { group: options.group, ...loss });
    track.expected = gone.rewoundTo ?? gone.to;
    track.done = track.expected;
    return options.onLoss?.(loss);
  }

  private async keep(track: PartitionTrack, text: string): Promise<void> {
    if (this.session.owner.options.from === 'beginning') return;
    try {
      await withDeadline(this.session.commitNow(track, track.expected, text), keepDeadlineMs, 'keeping what was lost');
      this.session.owner.places.set(nameOf(track), { committed: track.expected });
    } catch (error) {
      // Offset and text are as they were before: the next commit brings the loss along, or the next assignment finds it again.
      this.session.settings.log.warn('A loss that was told is not kept yet.', { topic: track.topic, partition: track.partition, error });
    }
  }

  private release(tracks: readonly PartitionTrack[]): void {
    for (const track of tracks) track.held = false;
    this.session.applyPauses();
  }
}

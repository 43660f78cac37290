import { PermanentError, TransientError, withDeadline } from '@lodestream/component';
import { maxCommitMetadataBytes, type BatchContext, type IncomingBatch } from '../event-bus.port.js';
import { nameOf } from './cluster-queries.js';
import { CommitGatherer, offsetsOf } from './commit-gatherer.js';
import { toIncoming } from './incoming.js';
import type { EachBatchPayload, KafkaMessage } from './kafkajs.js';
import type { LossGuard } from './loss-guard.js';
import { brokerErrorType, mapKafkaError } from './map-error.js';
import type { PartitionSession } from './partition-session.js';
import type { PartitionTrack } from './partition-track.js';

const handled = 'the batch has been handled';
const firstPauseMs = 100;
const longestPauseMs = 30_000;
const commitPausesMs = [100, 300, 900];
/** Answers that mean: the group moves on without what we hold now. kafkajs rejoins when it is shown one. */
const membershipOver = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'NOT_COORDINATOR_FOR_GROUP']);

/** One batch of kafkajs on its way through the handler. */
interface Passage {
  readonly payload: EachBatchPayload;
  readonly track: PartitionTrack;
  /** When the handler last gave a sign of life. */
  heardAtMs: number;
  /** What the group answered when it moved on. */
  over: Error | null;
}

/** Hands kafkajs's batches to the handler in bounded slices, and moves the partition on by what the handler says. */
export class BatchDelivery {
  private readonly gatherer = new CommitGatherer();

  constructor(
    private readonly session: PartitionSession,
    private readonly losses: Pick<LossGuard, 'admits'>,
  ) {}

  /** What kafkajs calls for each batch; it rejects only to make kafkajs rejoin. */
  async deliver(payload: EachBatchPayload): Promise<void> {
    const track = this.session.tracks.get(nameOf(payload.batch));
    if (!track || track.held || !this.mayGoOn(payload, track)) return;
    const passage: Passage = { payload, track, heardAtMs: this.now(), over: null };
    const pulse = new AbortController();
    const beating = this.beat(passage, pulse.signal);
    track.busy = true;
    try {
      await this.pass(passage);
    } catch (error) {
      if (!track.ending.signal.aborted) this.rejected(track, error);
    } finally {
      track.busy = false;
      // With a reason of its own no DOMException is made, which costs more than the rest of it.
      pulse.abort(handled);
      await beating;
    }
    if (passage.over) throw passage.over;
  }

  private async pass(passage: Passage): Promise<void> {
    const { payload, track } = passage;
    const { batch } = payload;
    const first = Number(batch.messages[0]?.offset ?? track.expected);
    if (!(await this.losses.admits(track, first, Number(batch.highWatermark)))) return;
    const messages = first >= track.expected ? batch.messages : batch.messages.filter(({ offset }) => Number(offset) >= track.expected);
    const size = Math.max(1, this.session.owner.options.maxBatchMessages ?? messages.length);
    for (let from = 0; from < messages.length; from += size) {
      if (!this.mayGoOn(payload, track)) return;
      await this.handOver(passage, messages.slice(from, from + size));
    }
    payload.resolveOffset(batch.lastOffset());
    track.expected = Number(batch.lastOffset()) + 1;
  }

  private async handOver(passage: Passage, messages: readonly KafkaMessage[]): Promise<void> {
    const { payload, track } = passage;
    const { options } = this.session.owner;
    await options.handler(this.toBatch(passage, messages), this.contextOf(passage));
    const last = messages.at(-1);
    if (!last || !this.session.isCurrent(track)) return;
    payload.resolveOffset(last.offset);
    track.expected = Number(last.offset) + 1;
    if (options.from === 'beginning') track.done = track.expected;
    track.failures = 0;
    this.session.owner.recovered(nameOf(track));
    await this.askGroup(passage);
  }

  private mayGoOn(payload: EachBatchPayload, track: PartitionTrack): boolean {
    if (!this.session.isCurrent(track) || track.ending.signal.aborted || this.session.owner.isPaused()) return false;
    return payload.isRunning() && !payload.isStale();
  }

  private toBatch({ payload, track }: Passage, messages: readonly KafkaMessage[]): IncomingBatch {
    const { topic, partition, logStart } = track;
    return {
      topic,
      partition,
      logStart,
      logEnd: Number(payload.batch.highWatermark),
      messages: toIncoming(messages),
    };
  }

  private contextOf(passage: Passage): BatchContext {
    return {
      signal: passage.track.ending.signal,
      commit: (nextOffset, metadata) => this.commit(passage, nextOffset, metadata ?? ''),
      heartbeat: async () => {
        passage.heardAtMs = this.now();
        await this.askGroup(passage);
      },
    };
  }

  // A rejection concerns its partition alone: it goes back to what is done and rests a while; the others flow on.
  private rejected(track: PartitionTrack, error: unknown): void {
    const { log, clock, brokers } = this.session.settings;
    const mapped = mapKafkaError(error, `handling ${nameOf(track)}`, brokers);
    const pauseMs = Math.min(firstPauseMs * 2 ** track.failures, longestPauseMs);
    track.failures += 1;
    track.held = true;
    track.expected = track.done;
    this.session.owner.failed(nameOf(track), mapped);
    log.warn('A batch was rejected by its handler and will be delivered again.', {
      topic: track.topic,
      partition: track.partition,
      pauseMs,
      error: mapped,
    });
    this.session.seek(track, track.done);
    this.session.applyPauses();
    void clock.sleep(pauseMs, track.ending.signal).then(() => {
      if (!this.session.isCurrent(track)) return;
      track.held = false;
      this.session.applyPauses();
    });
  }

  private async commit(passage: Passage, nextOffset: number, metadata: string): Promise<void> {
    const { payload, track } = passage;
    if (Buffer.byteLength(metadata) > maxCommitMetadataBytes) {
      throw new PermanentError(`the text beside a commit may have ${maxCommitMetadataBytes} bytes at most`, 'validation');
    }
    passage.heardAtMs = this.now();
    if (this.session.owner.options.from !== 'beginning') {
      const { topic, partition } = track;
      const commit = { topic, partition, offset: String(nextOffset), metadata };
      // A request fails as a whole: after that each goes alone, so that only the guilty one fails.
      await this.commitPatiently(passage, (isFirst) =>
        isFirst ? this.gatherer.commit(commit, payload.commitOffsetsIfNecessary) : payload.commitOffsetsIfNecessary(offsetsOf([commit])),
      );
      this.session.owner.places.set(nameOf(track), { committed: nextOffset });
    }
    track.done = Math.max(track.done, nextOffset);
  }

  private async commitPatiently(passage: Passage, commit: (isFirst: boolean) => Promise<void>): Promise<void> {
    const { clock, brokers, timeouts } = this.session.settings;
    const { track } = passage;
    for (let tries = 0; ; tries += 1) {
      if (!this.session.isCurrent(track))
        throw new TransientError(`${nameOf(track)} is not ours any more; nothing was committed`, 'dependency');
      try {
        // A request to a coordinator that went away may never be answered; a handler that waits for it would keep us from rejoining.
        return await withDeadline(commit(tries === 0), timeouts.requestMs, `committing ${nameOf(track)}`);
      } catch (error) {
        this.noteMembership(passage, error);
        const pauseMs = commitPausesMs[tries];
        if (passage.over || pauseMs === undefined) throw mapKafkaError(error, `committing ${nameOf(track)}`, brokers);
        await clock.sleep(pauseMs);
      }
    }
  }

  // Long work must not cost us the membership; but a handler that gives no sign of life for too long is not spoken for.
  private async beat(passage: Passage, signal: AbortSignal): Promise<void> {
    const { clock, timeouts } = this.session.settings;
    const everyMs = Math.max(100, Math.min(1_000, timeouts.heartbeatMs / 3));
    for (await clock.sleep(everyMs, signal); !signal.aborted && !passage.over; await clock.sleep(everyMs, signal)) {
      if (this.now() - passage.heardAtMs < timeouts.handlerSilenceMs) await this.askGroup(passage);
    }
  }

  private async askGroup(passage: Passage): Promise<void> {
    if (passage.over || !this.session.isCurrent(passage.track)) return;
    try {
      await withDeadline(passage.payload.heartbeat(), this.session.settings.timeouts.requestMs, 'telling the group that we are alive');
    } catch (error) {
      // Other failures are the connection's: the next heartbeat, or the session's end, decides.
      this.noteMembership(passage, error);
    }
  }

  private noteMembership(passage: Passage, error: unknown): void {
    if (!membershipOver.has(brokerErrorType(error) ?? '')) return;
    passage.over = error instanceof Error ? error : new Error(String(error), { cause: error });
    this.session.abortHandlers();
  }

  private now(): number {
    return this.session.settings.clock.monotonic();
  }
}

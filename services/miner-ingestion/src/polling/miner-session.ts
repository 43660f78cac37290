import { type Clock, errorClassOf, type Log, PermanentError, TransientError } from '@lodestream/component';
import { type Conversation, type GuardedHttp, retry, type RetryOptions } from '@lodestream/polling';
import type { DeviceTalk, MinerReader, SlowRead } from '../drivers/miner-driver.js';
import { trackOf } from '../memory/remembered.js';
import type { IngestionMetrics } from '../metrics.js';
import type { ExchangeLog } from '../diagnose/exchange-log.js';
import type { MinerExchanges } from '../diagnose/miner-exchanges.js';
import type { MinerStanding, OverriddenMiner } from '../overrides/polled-miners.js';
import type { MinerReading } from '../reading/miner-reading.js';
import { restartSign } from '../telemetry/counter-marks.js';
import { type MinerTrack, trackAfterStep, trackMiss, trackReading, untracked } from '../telemetry/miner-track.js';
import type { PolledMiner } from '../telemetry/polled-miner.js';
import { onAbort } from './on-abort.js';
import { PollTalk } from './poll-talk.js';
import type { Report } from './report.js';

/** How sessions poll; the same for all miners. */
export interface SessionSettings {
  readonly http: GuardedHttp;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly metrics: IngestionMetrics;
  readonly report: Report;
  readonly retry: RetryOptions;
  readonly requestTimeoutMs: number;
  readonly pollTimeoutMs: number;
  readonly offlineAfterMisses: number;
  /** Whether one more slow read may go out now; the pace of all miners together. */
  readonly maySlowRead: () => boolean;
  /** Where the last exchanges with each miner are kept. */
  readonly exchanges: ExchangeLog;
  /** False once this process stood still for so long that others may poll its miners: what it learned before is out of date. */
  readonly mayReport: () => boolean;
}

/** Connections are kept only for miners polled this often: small boards have few sockets, and a process few descriptors. */
const keptUpToMs = 10_000;

/** A poll ends before its miner's next tick: a device that never answers is left alone for a moment, and the tick need not wait for it. */
const mostOfInterval = 0.9;

/**
 * Where we had no socket left, nobody asked the miner; and where a poll ended so long after its deadline, it was we who stood still, with
 * an answer waiting perhaps. Neither says anything of the miner.
 */
const standstillMs = 1_000;
const clockStepMs = 1_000;

/** When a poll began, by the clock that never steps, and by how much the wall clock was ahead of it. */
interface PollBegin {
  readonly atMs: number;
  readonly wallAheadMs: number;
}

/** A device that asks for quiet gets it, but not for longer: it must not put itself out of sight. */
const longestHoldMs = 3_600_000;

const none = Promise.resolve();

/** One miner under our care: polls it, remembers it, reports what it finds. */
export class MinerSession implements OverriddenMiner {
  private kept: Conversation | null = null;
  private closed = false;
  private heldUntilMs = 0;
  /** The poll under way, or the last one of those that wait for it. */
  private lastPoll = none;
  private polls = 0;
  private wasAskedToPause = false;
  private readonly exchanges: MinerExchanges;

  constructor(
    private miner: PolledMiner,
    private readonly reader: MinerReader,
    private readonly settings: SessionSettings,
    private track: MinerTrack = untracked,
  ) {
    this.exchanges = settings.exchanges.of(miner.id);
  }

  /** Polls once for a tick, after a poll under way; settles within the poll's time whatever the device does. Only a bug makes it reject. */
  poll(tick: number, signal: AbortSignal): Promise<void> {
    const pollOnce = (): Promise<void> => this.pollOnce(tick, signal);
    this.polls += 1;
    const polled = this.polls === 1 ? pollOnce() : this.lastPoll.then(pollOnce, pollOnce);
    if (this.polls > 0) this.lastPoll = polled;
    return polled;
  }

  /** Polls once, outside the ticks, because somebody asked. */
  pollNow(signal: AbortSignal): Promise<void> {
    return this.poll(this.settings.clock.now(), signal);
  }

  /** How the miner's polling stands. */
  standing(): MinerStanding {
    const { readAtMs, state, missedPolls } = this.track;
    const { clock } = this.settings;
    const left = (untilMs: number, nowMs: number): number => Math.max(0, Math.round(untilMs - nowMs));
    const quietForMs = left(this.heldUntilMs, clock.monotonic());
    return { readAtMs, state, missedPolls, quietForMs, pausedForMs: left(this.pausedUntilMs ?? 0, clock.now()) };
  }

  /**
   * Skips the ticks of so many milliseconds, because somebody asked; 0 goes on at once. It is in force at once, and resolves when
   * whoever polls the miner next will know of it too.
   */
  pause(forMs: number): Promise<void> {
    this.wasAskedToPause = true;
    this.track = { ...this.track, pausedUntilMs: forMs === 0 ? null : this.settings.clock.now() + forMs };
    return this.settings.report.paused(this.miner, this.track);
  }

  /** A pause that was asked for before the miner was ours, and is learned of late; what was asked for since stands. */
  adoptPause(untilMs: number): void {
    if (this.wasAskedToPause) return;
    this.track = { ...this.track, pausedUntilMs: untilMs };
    void this.settings.report.paused(this.miner, this.track);
  }

  /** UTC milliseconds until which somebody has paused polling; null for not at all. */
  get pausedUntilMs(): number | null {
    return this.track.pausedUntilMs;
  }

  /** Forgets that the device has asked for quiet. */
  resetBreaker(): void {
    this.heldUntilMs = 0;
  }

  private async pollOnce(tick: number, signal: AbortSignal): Promise<void> {
    const { clock, pollTimeoutMs } = this.settings;
    const began: PollBegin = { atMs: clock.monotonic(), wallAheadMs: clock.now() - clock.monotonic() };
    const deadlineMs = began.atMs + Math.min(pollTimeoutMs, mostOfInterval * this.miner.intervalMs);
    let conversation: Conversation | null = null;
    const close = (): void => conversation?.close();
    const endListening = onAbort(signal, close);
    try {
      conversation = this.kept ?? this.settings.http.converse(this.miner.origin);
      const bare = new PollTalk(conversation, clock, this.settings.requestTimeoutMs, deadlineMs);
      const talk = this.exchanges.listenTo(bare);
      this.took(tick, await this.read(talk, deadlineMs, signal), began);
      const slow = this.reader.readSlowly(talk, this.settings.maySlowRead);
      if (slow !== null) this.readSlow(await slow);
      this.keepOrClose(conversation);
    } catch (error) {
      close();
      this.kept = null;
      if (!signal.aborted) this.missed(tick, error, { began, deadlineMs });
    } finally {
      endListening();
      this.polls -= 1;
      // A promise kept until the next poll would have grown old by then.
      if (this.polls === 0) this.lastPoll = none;
    }
  }

  /** True while the device has asked to be left alone, at most for an hour, or somebody has paused its polling. */
  get held(): boolean {
    const { clock } = this.settings;
    return (this.heldUntilMs > 0 && this.heldUntilMs > clock.monotonic()) || (this.pausedUntilMs ?? 0) > clock.now();
  }

  /** Goes on with what is known of the miner, under a record that places or names it otherwise. */
  revise(miner: PolledMiner): void {
    this.miner = miner;
  }

  /** Begins anew: somebody else may have polled the miner since, and counted what our own last reading would count again. */
  forgetReadings(): void {
    this.track = trackOf(this.track);
  }

  /** Our wall clock was set: times that are remembered by it move along. */
  clockStepped(byMs: number): void {
    this.track = trackAfterStep(this.track, byMs);
    this.reader.clockStepped(byMs);
  }

  /** How often the miner is polled. */
  get intervalMs(): number {
    return this.miner.intervalMs;
  }

  /** Ends the connection that is kept between polls; a poll under way ends its own. */
  close(): void {
    this.closed = true;
    this.kept?.close();
    this.kept = null;
  }

  private read(talk: DeviceTalk, deadlineMs: number, signal: AbortSignal): Promise<MinerReading> {
    const { clock, random, metrics } = this.settings;
    const onRetry = (error: Error): void => metrics.pollRetried(this.miner.driver, errorClassOf(error));
    return retry(() => this.reader.read(talk), this.settings.retry, { clock, random, signal, deadlineMs, onRetry });
  }

  private took(tick: number, reading: MinerReading, began: PollBegin): void {
    const { clock, metrics } = this.settings;
    if (!this.settings.mayReport()) return metrics.tickSkipped('not_owned', 1);
    // The clock was set meanwhile: by which of the two times the reading is dated, nobody can say.
    if (Math.abs(clock.now() - clock.monotonic() - began.wallAheadMs) >= clockStepMs) return metrics.tickSkipped('late', 1);
    // Another has the miner now, and counts from a reading of its own that may be older than this one: both would count what lies between.
    const before = this.closed ? trackOf(this.track) : this.track;
    this.track = trackReading(before, reading, { tick, observedAtMs: reading.observedAtMs, intervalMs: this.miner.intervalMs });
    if (before.missedPolls > 0 || restartSign(before.marks, reading) !== null) this.reader.forgetIdentity();
    metrics.pollAnswered(this.miner.driver, clock.monotonic() - began.atMs);
    this.settings.report.reading(this.miner, tick, before, this.track, reading);
  }

  private missed(tick: number, error: unknown, { began, deadlineMs }: { began: PollBegin; deadlineMs: number }): void {
    if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
    const { clock, metrics, log, report, offlineAfterMisses, mayReport } = this.settings;
    if (!mayReport()) return metrics.tickSkipped('not_owned', 1);
    const before = this.track;
    const ours = errorClassOf(error) === 'resource_exhaustion' || clock.monotonic() - deadlineMs > standstillMs;
    if (!ours) this.track = trackMiss(before, offlineAfterMisses);
    metrics.pollFailed(this.miner.driver, errorClassOf(error), clock.monotonic() - began.atMs);
    log.debug('A miner gave no reading.', {
      minerId: this.miner.id,
      driver: this.miner.driver,
      missedPolls: this.track.missedPolls,
      error,
    });
    if (error instanceof TransientError && error.retryAfterMs !== undefined) this.hold(error.retryAfterMs);
    if (this.track.state === 'offline' && this.track !== before) report.offline(this.miner, tick, before, this.track, error);
  }

  private hold(askedMs: number): void {
    const forMs = Math.min(askedMs, longestHoldMs);
    this.heldUntilMs = this.settings.clock.monotonic() + forMs;
    if (forMs > this.miner.intervalMs)
      this.settings.log.info('A miner asked to be left alone; its ticks are skipped meanwhile.', { minerId: this.miner.id, forMs });
  }

  private readSlow({ name, failure }: SlowRead): void {
    this.settings.metrics.slowRead(this.miner.driver, failure === null ? null : errorClassOf(failure));
    if (failure !== null) this.settings.log.debug('A slow read failed.', { minerId: this.miner.id, read: name, error: failure });
  }

  private keepOrClose(conversation: Conversation): void {
    if (!this.closed && this.miner.intervalMs <= keptUpToMs) this.kept = conversation;
    else conversation.close();
  }
}

import type { Clock, Lifecycle } from '@lodestream/component';
import { firstDue, type Newcomer } from './first-due.js';
import { Places } from './places.js';
import { RunQueue } from './run-queue.js';
import { tickAfter, tickAtOrBefore, type TickGrid, tickGridOf } from './tick-grid.js';
import { TimingWheel } from './timing-wheel.js';

/** Something to be polled on its tick grid. */
export interface ScheduledPoll extends Newcomer {
  readonly key: string;
  /** Polls of one origin never overlap, whatever their keys. */
  readonly origin: string;
  readonly intervalMs: number;
  /** The newest tick that another is known to have polled, or null; where that is the one in force, the key waits for its next one. */
  readonly polledTick?: number | null;
}

/**
 * Why a tick was not polled: its time had passed (a stall or a step of the clock), or a newer one took its place, because the key's last
 * poll still ran (`overrun`) or because all places were taken (`queued`).
 */
export type SkipReason = 'late' | 'overrun' | 'queued';

/** Every reason there is, for metrics that start at zero. */
export const skipReasons: readonly SkipReason[] = ['late', 'overrun', 'queued'];

/** How a scheduler runs. */
export interface PollSchedulerOptions {
  readonly clock: Clock;
  /** Polls one key for one tick; it must settle by itself, soon after `signal` aborts. */
  readonly run: (key: string, tickMs: number, signal: AbortSignal) => Promise<void>;
  /** How many run at once; while the event loop comes late to its turns, fewer may have begun within the last 2 s. */
  readonly maxConcurrent: number;
  readonly onSkipped?: (reason: SkipReason, ticks: number, key: string) => void;
  /** The wall clock moved by so many milliseconds against the monotonic one. */
  readonly onClockStep?: (byMs: number) => void;
  /** `run` rejected, which only a bug can make it do. */
  readonly onBug: (error: unknown) => void;
  /** How long polls in flight may take to end once the scheduler stops. */
  readonly drainMs?: number;
}

/** How much there is and where it is. */
export interface PollSchedulerStats {
  readonly scheduled: number;
  readonly queued: number;
  readonly running: number;
  /** How many may have begun within the last 2 s: `maxConcurrent`, or fewer where the event loop is late. */
  readonly places: number;
}

interface Entry {
  readonly poll: ScheduledPoll;
  readonly origin: string;
  readonly grid: TickGrid;
  due: number;
  lastTick: number;
  queued: boolean;
  running: boolean;
}

const slotMs = 50;
/** A tick that could not even be queued by then is let go, so that a stall is never followed by a burst. */
const latestMs = 5_000;
/** After the clock was set back by more, ticks begin anew: waiting for time to catch up would be an outage of that length. */
const longestRewindMs = 120_000;

/** Polls many keys on their tick grids with one timer. A tick is polled at most once; one that can't be is skipped and counted. */
export class PollScheduler implements Lifecycle {
  private readonly entries = new Map<string, Entry>();
  private readonly wheel = new TimingWheel<Entry>(slotMs);
  private readonly queue: RunQueue<Entry>;
  private readonly places: Places;
  private readonly stopping = new AbortController();
  private readonly cancelling = new AbortController();
  private lastWall: number;
  private lastMonotonic: number;
  private loop: Promise<void> | undefined;

  constructor(private readonly options: PollSchedulerOptions) {
    this.places = new Places(options.maxConcurrent);
    const bounds = { most: options.maxConcurrent, places: () => this.places.count, now: () => options.clock.monotonic() };
    this.queue = new RunQueue(bounds, (entry) => this.runOne(entry), options.onBug);
    this.lastWall = options.clock.now();
    this.lastMonotonic = options.clock.monotonic();
  }

  start(): Promise<void> {
    this.loop ??= this.turnUntilStopped();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.queue.clear();
    await this.idle(this.options.drainMs ?? 5_000);
    this.cancelling.abort();
    await this.idle(1_000);
    await this.loop;
  }

  stats(): PollSchedulerStats {
    return { scheduled: this.entries.size, queued: this.queue.queued, running: this.queue.running, places: this.places.count };
  }

  /** Adds a poll, or replaces the one of the same key; nothing changes when it is equal, and no tick is polled again. */
  set(poll: ScheduledPoll): void {
    const known = this.entries.get(poll.key);
    if (known !== undefined && known.poll.origin === poll.origin && known.poll.intervalMs === poll.intervalMs) return;
    if (known !== undefined) this.delete(poll.key);
    const grid = tickGridOf(poll.key, poll.intervalMs);
    const now = this.options.clock.now();
    const lastTick = known?.lastTick ?? polledByOthers(poll, grid, now);
    const takenOver = poll.takenOver === true || (known !== undefined && isOwed(known));
    const entry: Entry = { poll: { ...poll, takenOver }, origin: poll.origin, grid, due: 0, lastTick, queued: false, running: false };
    this.entries.set(poll.key, entry);
    this.arm(entry, nextDue(entry, now));
    // A tick that had come but not begun is still to be polled; the replaced poll's place in the queue is gone.
    if (known?.queued === true) this.line(entry);
  }

  /** Polls the key no more; a poll in flight ends by itself. */
  delete(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.wheel.remove(entry);
    this.queue.remove(entry);
  }

  private async turnUntilStopped(): Promise<void> {
    const { clock } = this.options;
    while (!this.stopping.signal.aborted) {
      this.turn();
      const [from, waitMs] = [clock.monotonic(), slotMs - (clock.now() % slotMs)];
      await clock.sleep(waitMs, this.stopping.signal);
      this.queue.letGo();
      this.places.turned(clock.monotonic() - from - waitMs, this.queue.taken);
      this.queue.proceed();
    }
  }

  private turn(): void {
    const now = this.options.clock.now();
    this.noticeStep(now);
    for (const entry of this.wheel.takeDue(now)) this.fall(entry, now);
  }

  private noticeStep(now: number): void {
    const monotonic = this.options.clock.monotonic();
    const step = now - this.lastWall - (monotonic - this.lastMonotonic);
    this.lastWall = now;
    this.lastMonotonic = monotonic;
    if (Math.abs(step) < 1_000) return;
    this.options.onClockStep?.(step);
    if (step < 0) this.rearmAll(now);
  }

  /** A poll's time has come: the newest tick is queued, older ones are counted as skipped. */
  private fall(entry: Entry, now: number): void {
    const tick = tickAtOrBefore(entry.grid, now);
    const first = tickAtOrBefore(entry.grid, entry.due);
    const passedOver = Math.max(0, Math.round((tick - first) / entry.grid.intervalMs));
    if (passedOver === 1 && isOwed(entry) && now - entry.due <= latestMs) return this.pollBoth(entry, first, tick);
    if (passedOver > 0) this.skipped(entry, 'late', passedOver);
    if (now - Math.max(tick, entry.due) > latestMs) return this.comeTooLate(entry, tick, now);
    this.enqueue(entry, tick);
    this.arm(entry, tick + entry.grid.intervalMs);
  }

  /** A newcomer asks anew, and so may still be read for this tick; all others wait for their next one. */
  private comeTooLate(entry: Entry, tick: number, now: number): void {
    this.arm(entry, nextDue(entry, now));
    if (entry.due >= tick + entry.grid.intervalMs) this.skipped(entry, 'late', 1);
  }

  /** The next tick came before the one that whoever had the key left behind was queued: both are polled, one behind the other. */
  private pollBoth(entry: Entry, inForce: number, next: number): void {
    this.enqueue(entry, inForce);
    this.arm(entry, next);
  }

  /** One tick of a key waits at a time, also behind the key's own poll under way: a newer one takes its place. */
  private enqueue(entry: Entry, tick: number): void {
    if (tick <= entry.lastTick) return;
    entry.lastTick = tick;
    if (entry.queued) return this.skipped(entry, entry.running ? 'overrun' : 'queued', 1);
    this.line(entry);
  }

  private line(entry: Entry): void {
    entry.queued = true;
    this.queue.add(entry);
  }

  private async runOne(entry: Entry): Promise<void> {
    entry.queued = false;
    entry.running = true;
    try {
      await this.options.run(entry.poll.key, entry.lastTick, this.cancelling.signal);
    } finally {
      entry.running = false;
    }
  }

  private rearmAll(now: number): void {
    this.wheel.rewind(now);
    for (const entry of this.entries.values()) {
      if (entry.lastTick - now > longestRewindMs) this.beginAnew(entry);
      this.arm(entry, nextDue(entry, now));
    }
  }

  /** What still waits for its turn is dated by a time that was never true. */
  private beginAnew(entry: Entry): void {
    if (entry.queued) this.skipped(entry, 'late', 1);
    this.queue.remove(entry);
    entry.queued = false;
    entry.lastTick = Number.NEGATIVE_INFINITY;
  }

  private arm(entry: Entry, due: number): void {
    entry.due = due;
    this.wheel.put(entry, due);
  }

  private skipped(entry: Entry, reason: SkipReason, ticks: number): void {
    this.options.onSkipped?.(reason, ticks, entry.poll.key);
  }

  private async idle(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    while (this.queue.running > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function wasPolled({ lastTick }: Entry): boolean {
  return lastTick !== Number.NEGATIVE_INFINITY;
}

/** The tick in force, where that was polled before the key came; whatever else another polled is of no matter. */
function polledByOthers({ polledTick }: ScheduledPoll, grid: TickGrid, now: number): number {
  return polledTick === tickAtOrBefore(grid, now) ? polledTick : Number.NEGATIVE_INFINITY;
}

/** When a key is due, given what was polled of it so far. */
function nextDue(entry: Entry, now: number): number {
  return wasPolled(entry) ? tickAfter(entry.grid, Math.max(now, entry.lastTick)) : firstDue(entry.poll, entry.grid, now);
}

/** Whether a tick is still to be polled that another may have left behind. */
function isOwed(entry: Entry): boolean {
  return entry.poll.takenOver === true && !wasPolled(entry);
}

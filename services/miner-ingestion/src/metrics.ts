import { type ErrorClass, errorClasses } from '@lodestream/component';
import { type SkipReason, skipReasons } from '@lodestream/polling';
import { Counter, Gauge, type Registry } from 'prom-client';
import { driverNames } from './drivers/driver-names.js';
import { type DropReason, dropReasons, type OutboxLane, outboxLanes } from './outbox/outbox.js';
import { TallyHistogram, type TallyHistogramOptions } from './tally-histogram.js';
import type { FleetChangeOutcome } from './fleet/fleet-changes.js';

/** Why a tick was not polled: the scheduler's reasons, and the poller's own. */
export type TickSkip = SkipReason | 'not_owned' | 'outbox_full' | 'asked_to_wait';

type PollResult = 'answered' | 'failed';

const prefix = 'miner_ingestion_';
const kinds: readonly OutboxLane[] = outboxLanes;
const pollResults: readonly PollResult[] = ['answered', 'failed'];
const tickSkips: readonly TickSkip[] = [...skipReasons, 'not_owned', 'outbox_full', 'asked_to_wait'];

/** What is read when the metrics are scraped. */
export interface MetricSources {
  readonly outboxBytes: () => number;
  readonly miners: () => number;
  readonly pollsRunning: () => number;
  readonly pollPlaces: () => number;
  readonly minersHeld: () => number;
  readonly leads: () => boolean;
}

/** The labels of an error met while speaking to a miner. */
const ofDriver = { driver: driverNames, error_class: errorClasses };

/** The service's metrics, as declared in metrics.yaml; every counter starts at zero for every value of its labels. */
export class IngestionMetrics {
  private readonly polls: Counter;
  /** Polls answered, by driver, that the counter has not been told of yet: it is told when it is scraped. */
  private readonly answered = new Map<string, number>();
  private readonly errors: Counter;
  private readonly retries: Counter;
  private readonly duration: TallyHistogram;
  private readonly delay: TallyHistogram;
  private readonly skips: Counter;
  private readonly slowReads: Counter;
  private readonly slowErrors: Counter;
  private readonly messages: Counter;
  private readonly drops: Counter;
  private readonly refusals: Counter;
  private readonly clockSteps: Counter;
  private readonly badRecords: Counter;
  private readonly badCommands: Counter;
  private readonly changes: Counter;
  private readonly left: Counter;

  constructor(private readonly registry: Registry) {
    this.polls = this.counter('polls_total', 'Polls that ended, by driver and result.', { driver: driverNames, result: pollResults }, () =>
      this.countAnswered(),
    );
    this.errors = this.counter('poll_errors_total', 'Polls that gave no reading, by driver and class of the error.', ofDriver);
    this.retries = this.counter('poll_retries_total', 'Polls tried again within their time, by driver and class of the error.', ofDriver);
    this.duration = this.histogram(
      'poll_duration_seconds',
      "Time from a poll's beginning to its reading or failure, retries included, by driver.",
      { name: 'driver', values: driverNames },
      [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25],
    );
    this.delay = this.histogram(
      'tick_delay_seconds',
      'How long after its tick a poll began.',
      undefined,
      [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    );
    this.skips = this.counter('ticks_skipped_total', 'Ticks that were not polled, by reason.', { reason: tickSkips });
    this.slowReads = this.counter('slow_reads_total', 'Reads of what changes slowly, by driver and result.', {
      driver: driverNames,
      result: pollResults,
    });
    this.slowErrors = this.counter(
      'slow_read_errors_total',
      'Reads of what changes slowly that failed, by driver and class of the error.',
      ofDriver,
    );
    this.messages = this.counter('messages_total', 'Messages the bus acknowledged, by kind.', { kind: kinds });
    this.drops = this.counter('messages_dropped_total', 'Messages that were given up, by kind and reason.', {
      kind: kinds,
      reason: dropReasons,
    });
    this.refusals = this.counter(
      'records_refused_total',
      'Records that do not fit their schema and were not sent, by kind and class of the error.',
      { kind: kinds, error_class: errorClasses },
    );
    this.clockSteps = this.counter('clock_steps_total', 'Times the wall clock moved by a second or more against the monotonic one.', {});
    this.badRecords = this.unreadable('bad_fleet_records_total', 'Fleet records that could not be read and were left out');
    this.badCommands = this.unreadable('unreadable_commands_total', 'Commands that could not be read and were passed by');
    this.changes = this.counter('fleet_changes_total', 'Wishes to change the fleet that are done with, by outcome.', {
      outcome: ['accepted', 'refused', 'unreadable'],
    });
    this.left = this.counter('commands_left_total', 'Interrupted commands whose end could not be told within an hour of tries.', {});
  }

  /** Shows live values when they are scraped. */
  watch(sources: MetricSources): void {
    this.gauge('outbox_bytes', 'Bytes that wait for the bus to acknowledge them.', sources.outboxBytes);
    this.gauge('miners', 'Miners this instance polls.', sources.miners);
    this.gauge('polls_running', 'Polls under way.', sources.pollsRunning);
    this.gauge(
      'poll_places',
      'Polls begun within the last 2 s that may be under way; fewer than `max_concurrent_polls` while the event loop is late.',
      sources.pollPlaces,
    );
    this.gauge('fleet_leader', '1 while this instance writes the fleet, otherwise 0.', () => (sources.leads() ? 1 : 0));
    this.gauge('miners_held', 'Miners that asked to be left alone for a while.', sources.minersHeld);
  }

  pollBegan(delayMs: number): void {
    this.delay.observe(Math.max(0, delayMs) / 1_000);
  }

  pollAnswered(driver: string, durationMs: number): void {
    this.answered.set(driver, (this.answered.get(driver) ?? 0) + 1);
    this.duration.observe(durationMs / 1_000, driver);
  }

  pollFailed(driver: string, errorClass: ErrorClass, durationMs: number): void {
    this.polls.inc({ driver, result: 'failed' });
    this.errors.inc({ driver, error_class: errorClass });
    this.duration.observe(durationMs / 1_000, driver);
  }

  pollRetried(driver: string, errorClass: ErrorClass): void {
    this.retries.inc({ driver, error_class: errorClass });
  }

  tickSkipped(reason: TickSkip, ticks: number): void {
    this.skips.inc({ reason }, ticks);
  }

  /** A slow read ended; `failed` is the class of its error, null when it was answered. */
  slowRead(driver: string, failed: ErrorClass | null): void {
    this.slowReads.inc({ driver, result: failed === null ? 'answered' : 'failed' });
    if (failed !== null) this.slowErrors.inc({ driver, error_class: failed });
  }

  sent(kind: OutboxLane, messages: number): void {
    this.messages.inc({ kind }, messages);
  }

  dropped(kind: OutboxLane, reason: DropReason, messages: number): void {
    this.drops.inc({ kind, reason }, messages);
  }

  recordRefused(kind: OutboxLane, errorClass: ErrorClass): void {
    this.refusals.inc({ kind, error_class: errorClass });
  }

  clockStepped(): void {
    this.clockSteps.inc();
  }

  badFleetRecord(errorClass: ErrorClass): void {
    this.badRecords.inc({ error_class: errorClass });
  }

  unreadableCommand(errorClass: ErrorClass): void {
    this.badCommands.inc({ error_class: errorClass });
  }

  fleetChangeDecided(outcome: FleetChangeOutcome): void {
    this.changes.inc({ outcome });
  }

  /** Interrupted commands stay without an end. */
  commandsLeft(commands: number): void {
    this.left.inc(commands);
  }

  private countAnswered(): void {
    for (const [driver, polls] of this.answered) this.polls.inc({ driver, result: 'answered' }, polls);
    this.answered.clear();
  }

  private unreadable(name: string, help: string): Counter {
    return this.counter(name, `${help}, by class of the error.`, { error_class: errorClasses });
  }

  private counter(name: string, help: string, labels: Readonly<Record<string, readonly string[]>>, collect?: () => void): Counter {
    const labelNames = Object.keys(labels);
    const counter = new Counter({ name: prefix + name, help, labelNames, registers: [this.registry], ...(collect && { collect }) });
    for (const combination of combinations(Object.entries(labels))) counter.inc(combination, 0);
    return counter;
  }

  private histogram(name: string, help: string, label: TallyHistogramOptions['label'], buckets: number[]): TallyHistogram {
    return new TallyHistogram({ name: prefix + name, help, label, buckets, registry: this.registry });
  }

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name: prefix + name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}

function combinations(labels: readonly (readonly [string, readonly string[]])[]): Record<string, string>[] {
  const [first, ...rest] = labels;
  if (first === undefined) return [{}];
  const [name, values] = first;
  return values.flatMap((value) => combinations(rest).map((others) => ({ [name]: value, ...others })));
}

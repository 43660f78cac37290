import { reachTheTop, type Clock, errorClassOf, type Lifecycle, type Log } from '@lodestream/component';
import { AddressGuard, PollScheduler } from '@lodestream/polling';
import { type HealthAnswer, LagMeter, type ServiceIdentity } from '@lodestream/service-kit';
import type { EventBus, OutgoingMessage } from '@lodestream/streaming';
import type { Registry } from 'prom-client';
import type { MinerIngestionConfig } from './config.js';
import { drivers } from './drivers/drivers.js';
import { createLeader } from './fleet/create-leader.js';
import type { FleetLeader } from './fleet/fleet-leader.js';
import type { FleetPublisher } from './fleet/fleet-publisher.js';
import { FleetView } from './fleet/fleet-view.js';
import { IngestionMetrics } from './metrics.js';
import { MinerMemory } from './memory/miner-memory.js';
import { createOutbox } from './outbox/create-outbox.js';
import { DroppedReadings } from './outbox/dropped-readings.js';
import type { Outbox } from './outbox/outbox.js';
import { outboxHealth } from './outbox/outbox-health.js';
import { ExchangeLog } from './diagnose/exchange-log.js';
import { longestOverrideMs } from './overrides/carry-out.js';
import { Overrides } from './overrides/overrides.js';
import type { FindMiner } from './overrides/polled-miners.js';
import { PollingRight, type RightState } from './ownership/polling-right.js';
import { createSessions } from './polling/create-sessions.js';
import type { Sessions } from './polling/sessions.js';
import { trackMessage } from './polling/stream-message.js';

/** What the service gets from its host. */
export interface MinerIngestionParts {
  readonly config: MinerIngestionConfig;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly registry: Registry;
  readonly identity: ServiceIdentity;
  readonly topicPrefix: string;
  /** A number in [0, 1). */
  readonly random?: () => number;
  /** Where a bug goes that no caller waits for; by default it ends the process, with everything uncommitted. */
  readonly onBug?: (error: unknown) => void;
}

/** While the bus takes nothing it can't confirm our ownership either: polling goes on into the outbox. */
const busAwayAfterMs = 3_000;
/** A tick waits for a right that is being settled, as during a rebalance, rather than being forgotten. */
const longestWaitForRightMs = 30_000;
const unreadyAfterMs = 15_000;

/** Polls the miners it is assigned, and writes what they say to the stream. */
export class MinerIngestion implements Lifecycle {
  private readonly stopping = new AbortController();
  private readonly metrics: IngestionMetrics;
  private readonly outbox: Outbox;
  private readonly dropped = new DroppedReadings();
  private readonly scheduler: PollScheduler;
  private readonly sessions: Sessions;
  private readonly publisher: FleetPublisher;
  private readonly view: FleetView;
  private readonly right: PollingRight;
  private readonly leader: FleetLeader;
  private readonly guard: AddressGuard;
  private readonly memory: MinerMemory;
  private readonly overrides: Overrides;
  /** The last exchanges with each miner of ours. */
  readonly exchanges: ExchangeLog;
  private readonly meter: LagMeter;

  constructor(private readonly parts: MinerIngestionParts) {
    this.metrics = new IngestionMetrics(parts.registry);
    this.guard = new AddressGuard(parts.config.miner_ingestion.allowed_networks);
    this.memory = this.createMemory();
    this.meter = new LagMeter(parts.bus);
    const { clock, identity } = parts;
    this.outbox = createOutbox({
      ...parts,
      metrics: this.metrics,
      dropped: this.dropped,
      admit: (messages, signal) => this.admit(messages, signal),
      onBug: this.onBug,
    });
    this.exchanges = new ExchangeLog(parts.clock, () => passwordsOf(parts.config));
    this.scheduler = this.createScheduler();
    this.sessions = createSessions({
      random: Math.random,
      ...parts,
      source: sourceOf(identity),
      guard: this.guard,
      scheduler: this.scheduler,
      memory: this.memory,
      outbox: this.outbox,
      dropped: this.dropped,
      exchanges: this.exchanges,
      metrics: this.metrics,
      mayReport: () => this.right.state() !== 'lost',
    });
    ({ leader: this.leader, publisher: this.publisher } = createLeader({
      ...parts,
      guard: this.guard,
      instance: identity.instance,
      source: sourceOf(identity),
      meter: this.meter,
      drivers: new Set(drivers.keys()),
      onDecided: (outcome) => this.metrics.fleetChangeDecided(outcome),
      onBug: this.onBug,
    }));
    this.view = this.createView();
    this.right = new PollingRight({ clock, owns: (monotonicMs) => this.view.owns(monotonicMs), onRegained: () => this.regained() });
    this.overrides = this.createOverrides();
    this.metrics.watch({
      outboxBytes: () => this.outbox.bytes,
      miners: () => this.sessions.size,
      pollsRunning: () => this.scheduler.stats().running,
      pollPlaces: () => this.scheduler.stats().places,
      minersHeld: () => this.sessions.held,
      leads: () => this.leader.isLeading(),
    });
  }

  async start(): Promise<void> {
    await this.outbox.start();
    await this.scheduler.start();
    await this.right.start();
    await this.view.start();
    await this.leader.start();
    await this.overrides.start();
  }

  /** Polls no more, lets what was read leave, and only then gives the miners up. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const led = this.leader.stop();
    await this.overrides.stop();
    await this.scheduler.stop();
    this.sessions.close();
    await this.outbox.stop();
    await led;
    await this.right.stop();
    await this.view.stop();
    await this.memory.stop();
  }

  /** Whether what is read gets through to the bus. */
  publishingHealth(): HealthAnswer {
    return outboxHealth(this.outbox, unreadyAfterMs);
  }

  /** Messages of the fleet, and of changes to it, that are not followed yet, by topic. */
  lag(): Promise<Record<string, number>> {
    return this.meter.lag();
  }

  /** Whether we know which miners are ours. */
  fleetHealth(): HealthAnswer {
    const reason = this.view.trouble() ?? this.publisher.pending();
    return reason === null ? { ready: true } : { ready: false, reason };
  }

  private createScheduler(): PollScheduler {
    const { clock, log, config } = this.parts;
    return new PollScheduler({
      clock,
      run: (minerId, tick, signal) => this.poll(minerId, tick, signal),
      maxConcurrent: config.miner_ingestion.max_concurrent_polls,
      drainMs: config.miner_ingestion.drain_seconds * 500,
      onSkipped: (reason, ticks) => this.metrics.tickSkipped(reason, ticks),
      onClockStep: (byMs) => {
        this.metrics.clockStepped();
        this.sessions.clockStepped(byMs);
        log.warn('The clock was set; ticks were skipped or waited for.', { byMs });
      },
      onBug: this.onBug,
    });
  }

  private createMemory(): MinerMemory {
    const onPause = (minerId: string, untilMs: number): void => this.sessions.get(minerId)?.adoptPause(untilMs);
    return new MinerMemory({ ...this.parts, onPause, onBug: this.onBug });
  }

  private createOverrides(): Overrides {
    const { identity, config } = this.parts;
    const find: FindMiner = (minerId) => this.sessions.get(minerId);
    const endsWithinMs = longestOverrideMs(config.miner_ingestion.poll_timeout_seconds * 1_000);
    const onUnreadable = (error: unknown): void => this.metrics.unreadableCommand(errorClassOf(error));
    const onLeft = (commands: number): void => this.metrics.commandsLeft(commands);
    return new Overrides({ ...this.parts, instance: identity.instance, find, endsWithinMs, onUnreadable, onLeft, onBug: this.onBug });
  }

  private createView(): FleetView {
    const { bus, clock, log, topicPrefix, identity, config } = this.parts;
    return new FleetView({
      bus,
      log,
      topicPrefix,
      instance: identity.instance,
      zone: config.miner_ingestion.collector_zone ?? null,
      meter: this.meter,
      onMiner: (record) => {
        this.sessions.follow(record);
        this.overrides.own(record.miner_id);
      },
      onGone: (minerId) => {
        this.sessions.forget(minerId);
        this.dropped.forget(minerId);
      },
      onRemoved: (minerId) => this.outbox.add('tracks', trackMessage(minerId, null, { atMs: clock.now() })),
      onPartitions: (partitions) => this.memory.recall(partitions),
      onMovedHere: (partition, minerIds) => this.memory.recallMiners(partition, minerIds),
      onPartitionsGone: (partitions) => this.memory.forget(partitions),
      onBadRecord: (error) => {
        this.metrics.badFleetRecord(errorClassOf(error));
        log.warn('A fleet record can not be read and is left out.', { error });
      },
      onBug: this.onBug,
    });
  }

  private async poll(minerId: string, tick: number, signal: AbortSignal): Promise<void> {
    if (this.outbox.full) return this.metrics.tickSkipped('outbox_full', 1);
    const isOurs = this.right.state() === 'held' || (await this.waitForRight(minerId, tick, signal));
    const session = this.sessions.get(minerId);
    if (!isOurs || session === undefined) return this.metrics.tickSkipped('not_owned', 1);
    if (session.held) return this.metrics.tickSkipped('asked_to_wait', 1);
    this.metrics.pollBegan(this.parts.clock.now() - tick);
    await session.poll(tick, signal);
  }

  /** While the bus is away nobody can take our miners over, and so they are polled on. */
  private waitForRight(minerId: string, tick: number, signal: AbortSignal): Promise<boolean> {
    const nextTick = tick + (this.sessions.get(minerId)?.intervalMs ?? 0);
    const withinMs = Math.min(nextTick - this.parts.clock.now(), longestWaitForRightMs);
    const isFine = (state: RightState): boolean => state === 'held' || (state === 'unproven' && this.outbox.stalledForMs >= busAwayAfterMs);
    return this.right.until(isFine, withinMs, AbortSignal.any([signal, this.stopping.signal]));
  }

  /** What waits in the outbox may leave, unless we stood still: then only once the group has confirmed us, and only what is still ours. */
  private async admit(messages: readonly OutgoingMessage[], signal: AbortSignal): Promise<readonly OutgoingMessage[]> {
    if (this.right.state() !== 'lost') return messages;
    await this.right.until((state) => state !== 'lost', Number.POSITIVE_INFINITY, signal);
    return messages.filter(this.isOurs);
  }

  private regained(): void {
    this.parts.log.warn('This process stood still past the end of its right to poll; it begins anew with the miners it was given.');
    this.sessions.forgetReadings();
    this.outbox.keepOnly(this.isOurs);
  }

  private readonly isOurs = ({ key }: OutgoingMessage): boolean => this.sessions.get(String(key)) !== undefined;

  private readonly onBug = (error: unknown): void => {
    if (this.parts.onBug !== undefined) return this.parts.onBug(error);
    reachTheTop(error);
  };
}

/** Every password there is: a device may have been told another one's. */
const passwordsOf = ({ miners, miner_ingestion: { credentials } }: MinerIngestionConfig): string[] => [
  ...new Set([...miners, ...credentials].flatMap(({ password }) => (password === undefined ? [] : [password.reveal()]))),
];

const sourceOf = ({ service, instance }: ServiceIdentity): string => `${service}/${instance}`;

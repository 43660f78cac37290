import { errorClassOf, systemClock, withDeadline, type Lifecycle } from '@lodestream/component';
import { fullTopicName, topics, type ServiceError, type ServiceLedger, type ServiceStatus } from '@lodestream/records';
import type { LedgerSnapshot } from '@lodestream/streaming';
import type { HealthAnswer } from '../health/health-registry.js';
import type { ServiceContext } from '../service-definition.js';

/** What a service's transport can tell about itself at any moment. */
export interface StatusSource {
  standing(): {
    readonly lag: Readonly<Record<string, number>>;
    readonly ledger: LedgerSnapshot;
    readonly lastError: Error | null;
  };
}

const everyMs = 5_000;
const sendWithinMs = 2_000;
const lagWithinMs = 1_000;
/** How long the bus may take no status before the service counts as cut off from it: two statuses missed, and the third due. */
const silentBusMs = 15_000;

/**
 * Writes the `service.status` of one service every 5 seconds, and once more when it stops. What goes to the bus all the time shows
 * whether the bus takes anything: a broker that accepts connections and answers nothing fails readiness within 15 seconds, also for a
 * service that has nothing else to send.
 */
export class StatusPublisher implements Lifecycle {
  private readonly stopper = new AbortController();
  private readonly startedAt: number;
  private loop: Promise<void> | null = null;
  private newest: ServiceError | null = null;
  private followed: Readonly<Record<string, number>> = {};
  private takenAtMs = 0;

  constructor(
    private readonly context: ServiceContext,
    private readonly source: StatusSource,
    private readonly elapsedMs: () => number = () => systemClock.monotonic(),
  ) {
    this.startedAt = context.clock.now();
  }

  start(): Promise<void> {
    this.takenAtMs = this.elapsedMs();
    const { health, identity } = this.context;
    health.register(`${identity.service}/bus`, () => this.reachesBus());
    this.loop = this.run();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    const { loop } = this;
    this.loop = null;
    this.stopper.abort();
    if (loop === null) return;
    await loop;
    await this.publish('stopped');
  }

  private async run(): Promise<void> {
    while (!this.stopper.signal.aborted) {
      await this.publish('running');
      await systemClock.sleep(everyMs, this.stopper.signal);
    }
  }

  /** A status that can't be sent is only counted in the log at debug: the next one follows, and readiness tells of the bus. */
  private async publish(state: 'running' | 'stopped'): Promise<void> {
    const { bus, identity, topicPrefix, log } = this.context;
    this.followed = await this.lagOfFollowed();
    const value = topics.serviceStatus.codec.encode(this.status(state));
    const message = { key: `${identity.service}/${identity.instance}`, value };
    const sent = bus.send(fullTopicName(topicPrefix, topics.serviceStatus), [message]).then(() => {
      this.takenAtMs = this.elapsedMs();
    });
    await withDeadline(sent, sendWithinMs, 'sending the status').catch((error: unknown) =>
      log.debug('The status could not be sent.', { error }),
    );
  }

  /** Told as it was last known where the bus can't be asked now. */
  private async lagOfFollowed(): Promise<Readonly<Record<string, number>>> {
    const { health, identity, log } = this.context;
    try {
      return await withDeadline(health.lagOf(identity.service), lagWithinMs, 'asking how far behind a service is');
    } catch (error) {
      log.debug('How far behind the service is could not be asked.', { error });
      return this.followed;
    }
  }

  private reachesBus(): HealthAnswer {
    const silentMs = this.elapsedMs() - this.takenAtMs;
    if (silentMs < silentBusMs) return { ready: true };
    return { ready: false, reason: `the event bus has taken nothing for ${Math.round(silentMs / 1_000)} s; see that the broker answers` };
  }

  private status(state: 'running' | 'stopped'): ServiceStatus {
    const { identity, clock } = this.context;
    const reasons = this.unready();
    const { lag, ledger, lastError } = this.source.standing();
    return {
      timestamp: clock.now(),
      service: identity.service,
      instance: identity.instance,
      version: identity.version,
      state: state === 'running' && reasons.length > 0 ? 'degraded' : state,
      started_at: this.startedAt,
      ready: state === 'running' && reasons.length === 0,
      reason: reasons.join('; ') || null,
      lag: { ...this.followed, ...lag },
      ledger: ledgerOf(ledger),
      last_error: this.describe(lastError),
      integrations: [...this.context.health.integrationsOf(identity.service)],
    };
  }

  /** An error keeps the time at which it was first seen. */
  private describe(error: Error | null): ServiceError | null {
    if (error === null) return this.newest;
    if (this.newest?.message === error.message) return this.newest;
    this.newest = { at: this.context.clock.now(), class: errorClassOf(error), message: error.message.slice(0, 500) };
    return this.newest;
  }

  private unready(): string[] {
    const own = Object.entries(this.context.health.answers()).filter(([name]) => name.startsWith(`${this.context.identity.service}/`));
    return own.flatMap(([name, answer]) => (answer.ready ? [] : [`${name}: ${answer.reason}`]));
  }
}

function ledgerOf({ produced, stored, deadLettered, dropped, lost, compacted, inFlight }: LedgerSnapshot): ServiceLedger {
  return { produced, stored, dead_lettered: deadLettered, dropped: { ...dropped }, lost, compacted, in_flight: inFlight };
}

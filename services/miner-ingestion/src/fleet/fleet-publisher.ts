import { type Clock, errorClassOf, type Log, TransientError, withDeadline } from '@lodestream/component';
import { type FleetMiner, fullTopicName, topics } from '@lodestream/records';
import type { EventBus } from '@lodestream/streaming';
import type { MinerConfig } from '../config.js';
import { configuredMiner, type FleetDiff, fleetDiff } from './configured-fleet.js';
import { fleetMessage, readFleet, type Step } from './fleet-topic.js';

/** What publishing the configured fleet needs. */
export interface FleetPublisherOptions {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly source: string;
  readonly miners: readonly MinerConfig[];
  /** How long the bus may take for one page that is read, or one chunk that is sent; the whole takes as long as it goes on. */
  readonly stepWithinMs: number;
}

/** The right to write the fleet, such as a lease: its end is told by the signal, and asked for before each send. */
export interface PublishingRight {
  readonly signal: AbortSignal;
  isHeld(): boolean;
}

const longestWaitMs = 30_000;
const chunkMessages = 500;

/** Brings the fleet topic to what the configuration says; whoever leads calls it, and alone. */
export class FleetPublisher {
  private publishing = false;
  private lastFailure: string | null = null;

  constructor(private readonly options: FleetPublisherOptions) {}

  /** Null when there is nothing left to publish, otherwise why not yet. */
  pending(): string | null {
    if (!this.publishing) return null;
    return this.lastFailure === null
      ? 'the configured miners are being published'
      : `the configured miners could not be published yet: ${this.lastFailure}`;
  }

  /** Publishes what changed, as patiently as it takes, and hands over the fleet as it then is; null once the right has ended. */
  async publish(right: PublishingRight): Promise<Map<string, FleetMiner> | null> {
    this.publishing = true;
    try {
      return await this.publishPatiently(right);
    } finally {
      this.publishing = false;
      this.lastFailure = null;
    }
  }

  private async publishPatiently(right: PublishingRight): Promise<Map<string, FleetMiner> | null> {
    const { signal } = right;
    for (let waitMs = 500; !signal.aborted; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
      try {
        return await this.publishOnce(right);
      } catch (error) {
        if (!(error instanceof TransientError)) throw error;
        if (signal.aborted) break;
        this.lastFailure = error.message;
        this.options.log.warn('The configured miners could not be published; trying again.', {
          error,
          errorClass: errorClassOf(error),
          waitMs,
        });
        await this.options.clock.sleep(waitMs, signal);
      }
    }
    return null;
  }

  /** One try; once a step of it takes too long or the right has ended, nothing more is sent. */
  private async publishOnce(right: PublishingRight): Promise<Map<string, FleetMiner>> {
    const { bus, clock, log, topicPrefix, source } = this.options;
    const step: Step = (what, work) => withDeadline(untilAborted(work, right.signal), this.options.stepWithinMs, what);
    const atMs = clock.now();
    const onBad = (error: unknown): void => log.warn('A fleet record can not be read and is published anew.', { error });
    const fleet = await readFleet(bus, topicPrefix, onBad, step);
    const { changed, removed } = this.differences(fleet, atMs);
    const from = { source, atMs };
    const messages = [
      ...changed.map((miner) => fleetMessage(miner.miner_id, miner, from)),
      ...removed.map((id) => fleetMessage(id, null, from)),
    ];
    const topic = fullTopicName(topicPrefix, topics.fleetMiners);
    for (let at = 0; at < messages.length; at += chunkMessages) {
      if (!right.isHeld()) throw stopped();
      await step('Sending a part of the configured miners', bus.send(topic, messages.slice(at, at + chunkMessages)));
    }
    if (messages.length > 0) log.info('Published the configured miners.', { changed: changed.length, removed: removed.length });
    for (const miner of changed) fleet.set(miner.miner_id, miner);
    for (const id of removed) fleet.delete(id);
    return fleet;
  }

  private differences(known: ReadonlyMap<string, FleetMiner>, atMs: number): FleetDiff {
    const configured = this.options.miners.map((miner) => configuredMiner(miner, atMs));
    const diff = fleetDiff(configured, known);
    if (diff.taken.length > 0)
      this.options.log.warn('Configured miners were known from another source; the configuration wins.', {
        minerIds: diff.taken.slice(0, 20),
      });
    return diff;
  }
}

/** @throws TransientError once `signal` aborts, whatever becomes of the work */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(stopped());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

const stopped = (): TransientError => new TransientError('The right to publish the configured miners has ended', 'dependency');

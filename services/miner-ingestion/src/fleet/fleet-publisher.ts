import { type Clock, errorClassOf, type Log, TransientError, withDeadline } from '@lodestream/component';
import { fullTopicName, topics } from '@lodestream/records';
import type { EventBus } from '@lodestream/streaming';
import type { MinerConfig } from '../config.js';
import { configuredMiner, fleetDiff } from './configured-fleet.js';
import { fleetMessage, readFleet } from './fleet-topic.js';

/** What publishing the configured fleet needs. */
export interface FleetPublisherOptions {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly source: string;
  readonly miners: readonly MinerConfig[];
  /** How long one try may take; a minute unless told otherwise. */
  readonly publishWithinMs?: number;
}

const longestWaitMs = 30_000;
const usualPublishWithinMs = 60_000;
const chunkMessages = 500;

/** Brings the fleet topic to what the configuration says. Whoever holds the topic's first partition leads, and alone publishes. */
export class FleetPublisher {
  private state: 'idle' | 'publishing' | 'published' = 'idle';
  private lastFailure: string | null = null;

  constructor(private readonly options: FleetPublisherOptions) {}

  /** Null when there is nothing left to publish, otherwise why not yet. */
  pending(): string | null {
    if (this.state !== 'publishing') return null;
    return this.lastFailure === null
      ? 'the configured miners are being published'
      : `the configured miners could not be published yet: ${this.lastFailure}`;
  }

  /** Publishes what changed, as patiently as it takes; ends early only when `signal` aborts. */
  async publish(signal: AbortSignal): Promise<void> {
    if (this.state === 'publishing') return;
    this.state = 'publishing';
    for (let waitMs = 500; !signal.aborted; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
      try {
        await this.publishInTime(signal);
        if (signal.aborted) break;
        this.state = 'published';
        return;
      } catch (error) {
        if (signal.aborted && error instanceof TransientError) break;
        if (!(error instanceof TransientError)) throw error;
        this.lastFailure = error.message;
        this.options.log.warn('The configured miners could not be published; trying again.', {
          error,
          errorClass: errorClassOf(error),
          waitMs,
        });
        await this.options.clock.sleep(waitMs, signal);
      }
    }
    this.state = 'idle';
  }

  /** One try, given up when its time is over or `signal` aborts: what then is still under way on the bus sends nothing more. */
  private async publishInTime(signal: AbortSignal): Promise<void> {
    const given = new AbortController();
    const giveUp = (): void => given.abort();
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true, signal: given.signal }));
    const work = Promise.race([this.publishOnce(AbortSignal.any([signal, given.signal])), aborted]);
    const withinMs = this.options.publishWithinMs ?? usualPublishWithinMs;
    await withDeadline(work, withinMs, 'Publishing the configured miners').finally(giveUp);
  }

  private async publishOnce(signal: AbortSignal): Promise<void> {
    const { bus, clock, log, topicPrefix, source, miners } = this.options;
    const atMs = clock.now();
    const known = await readFleet(bus, topicPrefix, (error) =>
      log.warn('A fleet record can not be read and is published anew.', { error }),
    );
    const diff = fleetDiff(
      miners.map((miner) => configuredMiner(miner, atMs)),
      known,
    );
    if (diff.taken.length > 0)
      log.warn('Configured miners were known from another source; the configuration wins.', { minerIds: diff.taken.slice(0, 20) });
    const from = { source, atMs };
    const messages = [
      ...diff.changed.map((miner) => fleetMessage(miner.miner_id, miner, from)),
      ...diff.removed.map((id) => fleetMessage(id, null, from)),
    ];
    const topic = fullTopicName(topicPrefix, topics.fleetMiners);
    for (let at = 0; at < messages.length; at += chunkMessages) {
      if (signal.aborted) return;
      await bus.send(topic, messages.slice(at, at + chunkMessages));
    }
    if (messages.length > 0) log.info('Published the configured miners.', { changed: diff.changed.length, removed: diff.removed.length });
  }
}

import { PermanentError, TransientError, withDeadline, type Clock } from '@lodestream/component';
import { mapKafkaError } from './map-error.js';

/** Something that is connected before use and thrown away when it fails. */
export interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/** What a {@link Reconnecting} needs to know. */
export interface ReconnectingOptions<T> {
  readonly create: () => T;
  readonly brokers: readonly string[];
  readonly clock: Clock;
  readonly deadlineMs: number;
}

const firstDelayMs = 100;
const longestDelayMs = 1_000;

/** A connection made at first use. A call that fails for a passing reason is tried again on a new one until its deadline. */
export class Reconnecting<T extends Connectable> {
  private current: Promise<T> | null = null;
  private readonly stopper = new AbortController();

  constructor(private readonly options: ReconnectingOptions<T>) {}

  /** @throws TransientError or PermanentError; what is neither is a bug and is not tried again */
  async use<R>(doing: string, act: (connection: T) => Promise<R>, deadlineMs = this.options.deadlineMs): Promise<R> {
    const { brokers, clock } = this.options;
    const until = clock.monotonic() + deadlineMs;
    for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      if (this.stopper.signal.aborted) throw new TransientError(`${doing}: the bus is stopped`, 'dependency');
      try {
        return await withDeadline(this.once(act), Math.max(1, until - clock.monotonic()), `${doing} at Kafka ${brokers.join(', ')}`);
      } catch (error) {
        const mapped = mapKafkaError(error, doing, brokers);
        void this.discard();
        if (!(mapped instanceof TransientError) || mapped.errorClass === 'authentication') throw mapped;
        if (clock.monotonic() + delayMs >= until) throw mapped;
      }
      await clock.sleep(delayMs, this.stopper.signal);
    }
  }

  /** Ends what is connected; later calls are refused. */
  async stop(): Promise<void> {
    this.stopper.abort();
    await this.discard();
  }

  private async once<R>(act: (connection: T) => Promise<R>): Promise<R> {
    this.current ??= this.connected();
    return act(await this.current);
  }

  private async connected(): Promise<T> {
    const connection = this.options.create();
    await connection.connect();
    return connection;
  }

  private async discard(): Promise<void> {
    const old = this.current;
    this.current = null;
    const connection = await old?.catch(() => null);
    await connection?.disconnect().catch(() => undefined);
  }
}

/** Whether trying the very same again could never help. */
export const isLasting = (error: unknown): boolean => error instanceof PermanentError;

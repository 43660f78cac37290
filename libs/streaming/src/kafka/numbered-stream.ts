import type { KafkaEventBus } from './kafka-event-bus.js';

/** A stream of numbered messages over the partitions of a topic, for specs, that notes what was acknowledged. */
export class NumberedStream {
  readonly acknowledged: string[] = [];
  /** What was refused in the end: nothing, in the specs of outages. */
  readonly refused: unknown[] = [];
  private sending = true;
  private readonly done: Promise<void>;

  constructor(
    private readonly bus: KafkaEventBus,
    private readonly topic: string,
    private readonly partitions: number,
  ) {
    this.done = this.run();
  }

  /** Sends nothing new, and waits until everything sent was acknowledged. */
  async stop(): Promise<void> {
    this.sending = false;
    await this.done;
  }

  private async run(): Promise<void> {
    const inFlight = new Set<Promise<void>>();
    for (let number = 0; this.sending; number += 1) {
      const noted = this.send(number).finally(() => inFlight.delete(noted));
      inFlight.add(noted);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.all(inFlight);
  }

  private async send(number: number): Promise<void> {
    const value = String(number);
    try {
      await this.bus.send(this.topic, [{ key: `k${number % 7}`, value, partition: number % this.partitions }]);
      this.acknowledged.push(value);
    } catch (error) {
      this.refused.push(error);
    }
  }
}

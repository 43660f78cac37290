import { type MinerTelemetryInput, topics } from '@lodestream/records';
import { type EventBus, continueTrace, writeHeaders } from '@lodestream/streaming';
import { readFileSync } from 'node:fs';

const { codec, name } = topics.minerTelemetry;
const sample = JSON.parse(
  readFileSync(new URL('../../../../libs/records/bench/full-reading.json', import.meta.url), 'utf8'),
) as MinerTelemetryInput;
const perSend = 500;
const sendEveryMs = 50;

/** Full readings of a farm, as ingestion would send them: one of each miner in turn, so many a second, or as many as one wants at once. */
export class ReadingFeed {
  sent = 0;
  private running = false;
  private done: Promise<void> = Promise.resolve();
  private next = 0;
  private readonly topic: string;

  /** @param startMs the tick of the first reading of each miner */
  constructor(
    private readonly bus: EventBus,
    topicPrefix: string,
    private readonly farm: { readonly miners: number; readonly intervalMs: number; readonly startMs: number },
  ) {
    this.topic = topicPrefix + name;
  }

  /** Sends so many readings as fast as the bus takes them. */
  async send(count: number): Promise<void> {
    for (let left = count; left > 0; left -= perSend) {
      const messages = Array.from({ length: Math.min(left, perSend) }, () => this.message());
      await this.bus.send(this.topic, messages);
      this.sent += messages.length;
    }
  }

  /** Goes on sending at a rate until it is stopped. */
  flow(perSecond: number): void {
    this.running = true;
    this.done = this.pace(perSecond);
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.done;
  }

  private async pace(perSecond: number): Promise<void> {
    const began = performance.now();
    for (let flowed = 0; this.running;) {
      const due = Math.floor(((performance.now() - began) / 1_000) * perSecond) - flowed;
      await this.send(due);
      flowed += due;
      await new Promise((resolve) => setTimeout(resolve, sendEveryMs));
    }
  }

  private message(): Parameters<EventBus['send']>[1][number] {
    const { miners, intervalMs, startMs } = this.farm;
    const minerId = `miner-${this.next % miners}`;
    const tick = startMs + Math.floor(this.next / miners) * intervalMs;
    this.next += 1;
    const record = codec.create({ ...sample, miner_id: minerId, timestamp: tick, observed_at: tick + 400 });
    const headers = writeHeaders({
      schema: codec.schema,
      eventId: `${minerId}:${tick}:${record.kind}`,
      producedAtMs: Date.now(),
      source: 'bench/feed',
      lineage: [],
      traceParent: continueTrace(undefined),
    });
    return { key: minerId, value: codec.encode(record), headers };
  }
}

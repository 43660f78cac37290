import type { MinerTelemetry } from '@lodestream/records';
import type { EventBus, IncomingMessage } from '@lodestream/streaming';
import { readingOf } from './books.js';

/** One reading as a consumer meets it, and whether it counts: the first one of its tick, none older than one that counted. */
export interface BookedReading {
  readonly record: MinerTelemetry;
  /** The replica that sent it, and when. */
  readonly replica: string;
  readonly producedAtMs: number;
  readonly partition: number;
  readonly offset: number;
  readonly counts: boolean;
}

/** What a consumer that counts makes of the topic of readings, partition by partition in the order of the log. */
export class TickBook {
  readonly readings: BookedReading[] = [];
  private readonly lastTick = new Map<string, number>();
  private readonly nextOffset = new Map<number, number>();

  constructor(
    private readonly bus: EventBus,
    private readonly topic: string,
  ) {}

  /** Reads on to the present end of the log. */
  async readOn(): Promise<this> {
    for (const { partition, logEnd } of await this.bus.admin.offsetsOf(this.topic)) {
      for (let offset = this.nextOffset.get(partition) ?? 0; offset < logEnd;) {
        const { messages } = await this.bus.read({ topic: this.topic, partition, offset }, 2_000);
        this.add(partition, messages);
        offset = (messages.at(-1)?.offset ?? logEnd) + 1;
        this.nextOffset.set(partition, offset);
      }
    }
    return this;
  }

  /** The readings of each miner that count. */
  counted(): Map<string, BookedReading[]> {
    return Map.groupBy(
      this.readings.filter(({ counts }) => counts),
      ({ record }) => record.miner_id,
    );
  }

  /** Who sent the newest reading of each partition since a moment. */
  owners(sinceMs: number): Map<number, string> {
    const recent = this.readings.filter(({ producedAtMs }) => producedAtMs >= sinceMs);
    return new Map(recent.sort((a, b) => a.producedAtMs - b.producedAtMs).map(({ partition, replica }) => [partition, replica]));
  }

  private add(partition: number, messages: readonly IncomingMessage[]): void {
    for (const message of messages) {
      const record = readingOf(message);
      const counts = record.timestamp > (this.lastTick.get(record.miner_id) ?? -1);
      if (counts) this.lastTick.set(record.miner_id, record.timestamp);
      const { source = '', 'produced-at': producedAt } = message.headers;
      const replica = source.split('/')[1] ?? '';
      this.readings.push({ record, replica, producedAtMs: Number(producedAt), partition, offset: message.offset, counts });
    }
  }
}

/** Ticks between the first and the last of these readings of one miner that no reading is of. */
export function forgottenTicks(readings: readonly BookedReading[], intervalMs: number): number[] {
  const ticks = new Set(readings.map(({ record }) => record.timestamp));
  const forgotten: number[] = [];
  for (let tick = Math.min(...ticks); tick <= Math.max(...ticks); tick += intervalMs) if (!ticks.has(tick)) forgotten.push(tick);
  return forgotten;
}

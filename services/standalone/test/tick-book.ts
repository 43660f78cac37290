import { systemClock } from '@lodestream/component';
import type { MinerTelemetry } from '@lodestream/records';
import { type EventBus, FakeStateStores, firstOnly, type IncomingMessage } from '@lodestream/streaming';
import { readingOf } from './books.js';

/** One reading as a consumer meets it, and whether it counts, which is for `firstOnly` to say. */
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
  private readonly first = firstOnly<MinerTelemetry>({
    states: new FakeStateStores(),
    store: 'book',
    clock: systemClock,
    tickOf: ({ miner_id, kind, lane, timestamp }) => ({ subject: miner_id, kind, lane, tickMs: timestamp }),
  });
  private readonly nextOffset = new Map<number, number>();

  constructor(
    private readonly bus: EventBus,
    private readonly topic: string,
  ) {}

  /** Reads on to the present end of the log. */
  async readOn(): Promise<this> {
    for (const { partition, logEnd } of await this.bus.admin.offsetsOf(this.topic)) {
      if (!this.nextOffset.has(partition)) await this.first.state!.resume({ topic: this.topic, partition, group: 'book' });
      for (let offset = this.nextOffset.get(partition) ?? 0; offset < logEnd;) {
        const { messages } = await this.bus.read({ topic: this.topic, partition, offset }, 2_000);
        for (const message of messages) await this.add(partition, message);
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

  /** Everything that was read of one miner, in the order of the log, for whoever has to find out what went wrong. */
  storyOf(minerId: string): readonly string[] {
    return this.readings
      .filter(({ record }) => record.miner_id === minerId)
      .map(({ record: { timestamp, observed_at, shares }, replica, producedAtMs, counts }) => {
        const times = `${timestamp}, read ${observed_at - timestamp} and told ${producedAtMs - timestamp} ms later by ${replica}`;
        return `${times}: ${shares.accepted} shares, ${shares.accepted_delta} more; ${counts ? 'counts' : 'a repeat'}`;
      });
  }

  /** Who sent the newest reading of each partition since a moment. */
  owners(sinceMs: number): Map<number, string> {
    const recent = this.readings.filter(({ producedAtMs }) => producedAtMs >= sinceMs);
    return new Map(recent.sort((a, b) => a.producedAtMs - b.producedAtMs).map(({ partition, replica }) => [partition, replica]));
  }

  private async add(partition: number, message: IncomingMessage): Promise<void> {
    const record = readingOf(message);
    const { kind } = await this.first.run(record, { topic: this.topic, partition, message, signal: new AbortController().signal });
    const { source = '', 'produced-at': producedAt } = message.headers;
    const replica = source.split('/')[1] ?? '';
    this.readings.push({ record, replica, producedAtMs: Number(producedAt), partition, offset: message.offset, counts: kind === 'pass' });
  }
}

/** Ticks between the first and the last of these readings of one miner that no reading is of. */
export function forgottenTicks(readings: readonly BookedReading[], intervalMs: number): number[] {
  const ticks = new Set(readings.map(({ record }) => record.timestamp));
  const forgotten: number[] = [];
  for (let tick = Math.min(...ticks); tick <= Math.max(...ticks); tick += intervalMs) if (!ticks.has(tick)) forgotten.push(tick);
  return forgotten;
}

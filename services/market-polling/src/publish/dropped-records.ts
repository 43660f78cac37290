import type { Clock } from '@lodestream/component';
import type { HealthAnswer } from '@lodestream/service-kit';
import { Counter, type Registry } from 'prom-client';

/** Why records are given up: newer ones had no room, or the bus refuses them for good. */
export type DropReason = 'full' | 'refused';

const sentences: Readonly<Record<DropReason, string>> = {
  full: 'had no room while the bus was away',
  refused: 'were refused by the bus for good',
};
/** A probe looks every few seconds, a person not at once. */
const recentMs = 900_000;

/** Records that will never reach the bus: counted, and a reason not to be ready for a quarter of an hour after the last one. */
export class DroppedRecords {
  private readonly counter: Counter;
  private last: { readonly atMs: number; readonly reason: DropReason } | null = null;
  private sinceReady = 0;

  constructor(
    registry: Registry,
    private readonly clock: Clock,
  ) {
    this.counter = new Counter({
      name: 'market_polling_messages_dropped_total',
      help: 'Records and events that were given up, by reason.',
      labelNames: ['reason'],
      registers: [registry],
    });
    for (const reason of Object.keys(sentences)) this.counter.inc({ reason }, 0);
  }

  /** So many were given up. */
  dropped(reason: DropReason, messages: number): void {
    this.sinceReady = this.isRecent() ? this.sinceReady + messages : messages;
    this.last = { atMs: this.clock.monotonic(), reason };
    this.counter.inc({ reason }, messages);
  }

  /** Not ready while the last of them is recent. */
  health(): HealthAnswer {
    if (this.last === null || !this.isRecent()) return { ready: true };
    return { ready: false, reason: `${this.sinceReady} records were dropped lately: the last ones ${sentences[this.last.reason]}` };
  }

  private isRecent(): boolean {
    return this.last !== null && this.clock.monotonic() - this.last.atMs < recentMs;
  }
}

import type { Clock, Log } from '@lodestream/component';
import type { LedgerSnapshot } from '../ledger/ledger-snapshot.js';
import type { StreamMetrics } from '../metrics/stream-metrics.js';
import type { GroupConsumer } from './group-consumer.js';

/** Exports lag and ledger of some consumers, and keeps the ends of their logs fresh while nothing is delivered. */
export class LedgerGauges {
  private readonly over = new AbortController();
  private readonly offScrape: () => void;

  constructor(
    private readonly metrics: StreamMetrics,
    private readonly consumers: readonly GroupConsumer[],
    private readonly parts: { readonly clock: Clock; readonly refreshMs?: number; readonly log?: Log },
  ) {
    this.offScrape = metrics.onScrape(() => this.scrape());
  }

  /** Begins to refresh in the background. */
  start(): void {
    void this.refreshing();
  }

  /** Ends the refreshing and the exporting. */
  stop(): void {
    this.over.abort();
    this.offScrape();
  }

  private async refreshing(): Promise<void> {
    const { clock, refreshMs = 5_000, log } = this.parts;
    while (!this.over.signal.aborted) {
      await clock.sleep(refreshMs, this.over.signal);
      if (this.over.signal.aborted) return;
      const asked = await Promise.allSettled(this.consumers.map(async ({ ledger }) => ledger?.refresh()));
      for (const answer of asked)
        if (answer.status === 'rejected') log?.debug('The ends of the logs could not be read.', { error: answer.reason });
    }
  }

  private scrape(): void {
    for (const { plan, ledger } of this.consumers) {
      for (const [topic, standing] of Object.entries(ledger?.byTopic() ?? {})) this.show(plan.group, topic, standing);
    }
  }

  private show(group: string, topic: string, standing: LedgerSnapshot): void {
    const row = (head: string, messages: number, reason = ''): void => this.metrics.ledger.set({ group, topic, head, reason }, messages);
    this.metrics.lag.set({ group, topic }, standing.inFlight);
    row('produced', standing.produced);
    row('stored', standing.stored);
    row('dead_lettered', standing.deadLettered);
    row('lost', standing.lost);
    row('compacted', standing.compacted);
    row('in_flight', standing.inFlight);
    for (const [reason, messages] of Object.entries(standing.dropped)) row('dropped', messages, reason);
  }
}

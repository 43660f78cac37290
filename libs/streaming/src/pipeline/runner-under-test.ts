import { FakeClock } from '@lodestream/component';
import { Registry } from 'prom-client';
import type { GroupOffset, IncomingBatch, IncomingMessage, OutgoingMessage, Position } from '../event-bus.port.js';
import { GroupLedger } from '../ledger/group-ledger.js';
import { StreamMetrics } from '../metrics/stream-metrics.js';
import type { DeliveryContext } from './delivery-context.js';
import type { PipelineDefinition } from './pipeline.js';
import { PipelineRunner } from './pipeline-runner.js';
import type { Letter } from './runner-parts.js';

/** A message at an offset; the key is optional so that order by key can be tested. */
export function aMessage(
  offset: number,
  text: string | null,
  key: string | null = null,
  headers: Record<string, string> = {},
): IncomingMessage {
  const value = text === null ? null : Buffer.from(text);
  return { offset, timestampMs: 1_000 + offset, key: key === null ? null : Buffer.from(key), value, headers };
}

/** A batch of partition 0 of `t`, whose log begins at its first message and ends at its last. */
export function aBatch(messages: readonly IncomingMessage[], more: Partial<IncomingBatch> = {}): IncomingBatch {
  const last = messages.at(-1)?.offset ?? -1;
  return { topic: 't', partition: 0, messages, logStart: 0, logEnd: last + 1, ...more };
}

/** A runner with all around it in memory: what it commits, sends and gives up is kept for looking at. */
export class RunnerUnderTest {
  readonly clock = new FakeClock();
  readonly registry = new Registry();
  readonly stopper = new AbortController();
  readonly commits: { nextOffset: number; metadata: string }[] = [];
  readonly letters: Letter[] = [];
  readonly sent: { topic: string; messages: readonly OutgoingMessage[] }[] = [];
  /** What the log has, for runners that read it again. */
  log: IncomingMessage[] = [];
  logStart = 0;
  heartbeats = 0;
  /** Replaced by a test to make that part fail. */
  onCommit: (nextOffset: number) => Promise<void> = async () => {};
  onLetters: (letters: readonly Letter[]) => Promise<void> = async () => {};
  onSend: (topic: string, messages: readonly OutgoingMessage[]) => Promise<void> = async () => {};
  readonly ledger = new GroupLedger({
    group: 'g',
    topics: new Map([['t', { compacted: false }]]),
    admin: { groupOffsets: async () => [this.offset()] },
  });
  readonly runner: PipelineRunner;

  constructor(definition: PipelineDefinition) {
    this.runner = new PipelineRunner(definition, {
      publisher: { send: (topic, messages) => this.send(topic, messages) },
      reader: { read: (at, maxMessages) => this.read(at, maxMessages) },
      deadLetters: { write: (letters) => this.bury(letters) },
      metrics: StreamMetrics.of(this.registry),
      clock: this.clock,
      source: 'test/1',
      random: () => 1,
    });
  }

  /** Runs a batch as the bus would. */
  run(batch: IncomingBatch, context: Partial<DeliveryContext> = {}): Promise<void> {
    return this.runner.run(batch, {
      group: 'g',
      ledger: this.ledger,
      signal: this.stopper.signal,
      heartbeat: async () => void (this.heartbeats += 1),
      commit: (nextOffset, metadata = '') => this.commit(nextOffset, metadata),
      ...context,
    });
  }

  /** A metric's value under some labels, or undefined where there is no such series. */
  async metric(name: string, labels: Record<string, string>): Promise<number | undefined> {
    const all = await this.registry.getSingleMetric(name)!.get();
    const fits = (row: { labels: object }): boolean =>
      Object.entries(labels).every(([k, v]) => (row.labels as Record<string, unknown>)[k] === v);
    return all.values.find(fits)?.value;
  }

  private async commit(nextOffset: number, metadata: string): Promise<void> {
    await this.onCommit(nextOffset);
    this.commits.push({ nextOffset, metadata });
  }

  private async bury(letters: readonly Letter[]): Promise<void> {
    await this.onLetters(letters);
    this.letters.push(...letters);
  }

  private async send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly Position[]> {
    await this.onSend(topic, messages);
    this.sent.push({ topic, messages });
    return messages.map((_, offset) => ({ topic, partition: 0, offset }));
  }

  private async read({ topic, partition, offset }: Position, maxMessages: number): Promise<IncomingBatch> {
    const kept = this.log.filter((message) => message.offset >= Math.max(offset, this.logStart));
    return { topic, partition, messages: kept.slice(0, maxMessages), logStart: this.logStart, logEnd: this.log.length };
  }

  private offset(): GroupOffset {
    const last = this.commits.at(-1);
    return {
      topic: 't',
      partition: 0,
      committed: last?.nextOffset ?? null,
      metadata: last?.metadata ?? '',
      logStart: this.logStart,
      logEnd: this.log.length,
    };
  }
}

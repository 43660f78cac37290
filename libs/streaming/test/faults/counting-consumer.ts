import { silentLog, systemClock } from '@lodestream/component';
import { topics, type MinerEvent } from '@lodestream/records';
import { Registry } from 'prom-client';
import { DeadLetterWriter } from '../../src/dead-letters/dead-letter-writer.js';
import type { EventBus, TopicSettings } from '../../src/event-bus.port.js';
import { firstOnly } from '../../src/first-only/first-only.step.js';
import type { LedgerSnapshot } from '../../src/ledger/ledger-snapshot.js';
import { StreamMetrics } from '../../src/metrics/stream-metrics.js';
import { decodeRecord } from '../../src/pipeline/decode-record.step.js';
import { pipeline } from '../../src/pipeline/pipeline.js';
import { PipelineRunner } from '../../src/pipeline/pipeline-runner.js';
import { GroupConsumer } from '../../src/transport/group-consumer.js';

/** Where the events of a test come from and go to. */
export interface CountingPlace {
  readonly prefix: string;
  readonly input: string;
  readonly output: string;
  readonly store: string;
  readonly group: string;
}

/** The topics under a prefix, for one consumer that counts. */
export const placeUnder = (prefix: string): CountingPlace => ({
  prefix,
  input: `${prefix}events`,
  output: `${prefix}counted`,
  store: `${prefix}changelog`,
  group: `${prefix}counting`,
});

/** What to apply before anything else. */
export function topicsOf({ prefix, input, output, store }: CountingPlace): TopicSettings[] {
  const kept = { partitions: 3, retentionMs: null };
  return [
    { topic: input, ...kept, compacted: false },
    { topic: output, ...kept, compacted: false },
    { topic: store, ...kept, compacted: true },
    { topic: prefix + topics.deadLetters.name, ...kept, compacted: false },
  ];
}

/** A consumer as services have it: decodes, passes each tick once, sends what passed on; with dead letters, state and ledger. */
export class CountingConsumer {
  readonly bugs: unknown[] = [];
  private readonly consumer: GroupConsumer;

  constructor(bus: EventBus, place: CountingPlace) {
    const { prefix, input, output, store, group } = place;
    const source = 'counting/1';
    const definition = pipeline<Buffer>('counting', { maxMessages: 200 })
      .step(decodeRecord(topics.minerEvents.codec))
      .step(firstOnly<MinerEvent>({ states: bus.states, store, clock: systemClock, tickOf }))
      .emit({ name: 'counted', topic: output, schema: 'miner_event/1', encode: (event) => topics.minerEvents.codec.encode(event) }, keyOf);
    const runner = new PipelineRunner(definition, {
      publisher: bus,
      reader: bus,
      deadLetters: new DeadLetterWriter({ publisher: bus, topicPrefix: prefix, clock: systemClock, source }),
      metrics: StreamMetrics.of(new Registry()),
      clock: systemClock,
      source,
    });
    const handler = (() => Promise.resolve()) as never;
    this.consumer = new GroupConsumer(
      { group, from: 'committed', maxBatchMessages: 500, topics: new Map([[input, { handler, compacted: false }]]) },
      {
        bus,
        instance: 'counting-1',
        log: silentLog,
        call: (_handler, batch, context) => runner.run(batch, context),
        emit: () => undefined,
        onBug: (error) => void this.bugs.push(error),
      },
    );
    this.input = input;
  }

  private readonly input: string;

  start(): Promise<void> {
    return this.consumer.start();
  }

  stop(): Promise<void> {
    return this.consumer.stop(5_000);
  }

  /** Where every message of the input stands, as the log is now. */
  async ledger(): Promise<LedgerSnapshot> {
    await this.consumer.ledger?.refresh();
    return this.consumer.byTopic()[this.input]!;
  }
}

const tickOf = ({ miner_id, type, timestamp }: MinerEvent): { subject: string; kind: string; lane: string; tickMs: number } => ({
  subject: miner_id,
  kind: type,
  lane: 'live',
  tickMs: timestamp,
});

const keyOf = ({ miner_id }: MinerEvent): string => miner_id;

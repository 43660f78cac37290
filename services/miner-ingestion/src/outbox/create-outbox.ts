import type { Clock, Log } from '@lodestream/component';
import { fullTopicName, internalTopics, topics } from '@lodestream/records';
import type { Publisher } from '@lodestream/streaming';
import type { MinerIngestionConfig } from '../config.js';
import type { IngestionMetrics } from '../metrics.js';
import type { DroppedReadings } from './dropped-readings.js';
import { Outbox, type OutboxOptions } from './outbox.js';

/** What an outbox is made from. */
export interface OutboxParts {
  readonly config: MinerIngestionConfig;
  readonly bus: Publisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly metrics: IngestionMetrics;
  /** Remembers what makes room in it. */
  readonly dropped: DroppedReadings;
  readonly admit: NonNullable<OutboxOptions['admit']>;
  readonly onBug: (error: unknown) => void;
}

/** The outbox of a process: what it reads, tells and has told, on its way to the bus. */
export function createOutbox({ config, bus, clock, log, topicPrefix, metrics, dropped, admit, onBug }: OutboxParts): Outbox {
  const { outbox_bytes, max_batch_messages, linger_ms, drain_seconds } = config.miner_ingestion;
  return new Outbox({
    publisher: bus,
    clock,
    log,
    topics: {
      readings: fullTopicName(topicPrefix, topics.minerTelemetry),
      events: fullTopicName(topicPrefix, topics.minerEvents),
      tracks: fullTopicName(topicPrefix, internalTopics.minerTracks),
    },
    maxBytes: outbox_bytes,
    maxBatchMessages: max_batch_messages,
    lingerMs: linger_ms,
    drainMs: drain_seconds * 500,
    onSent: (lane, messages) => metrics.sent(lane, messages),
    onDropped: (lane, reason, messages) => metrics.dropped(lane, reason, messages),
    onOverflow: (reading) => dropped.note(reading),
    admit,
    onBug,
  });
}

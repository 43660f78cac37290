import type { Clock, Log } from '@lodestream/component';
import type { EventBus, Publisher } from '../event-bus.port.js';
import type { RandomHex } from '../headers/trace-parent.js';
import type { StreamMetrics } from '../metrics/stream-metrics.js';
import type { Fate } from './fate.js';

/** Takes messages that can never be handled; resolves once they are durable. */
export interface LetterBox {
  write(letters: readonly Letter[]): Promise<void>;
}

/** A message that is given up, with all that is known of why. */
export interface Letter {
  readonly topic: string;
  readonly partition: number;
  readonly pipeline: string;
  readonly fate: Fate;
}

/** What running a pipeline needs of its surroundings. */
export interface RunnerParts {
  readonly publisher: Publisher;
  /** Reads the stream again for a sink that is older than the group; needed where a sink keeps its position. */
  readonly reader?: Pick<EventBus, 'read'>;
  readonly deadLetters: LetterBox;
  readonly metrics: StreamMetrics;
  readonly clock: Clock;
  readonly log?: Log;
  /** Service and instance, for the `source` header of what is emitted. */
  readonly source: string;
  readonly random?: () => number;
  readonly randomHex?: RandomHex;
  /** How long work may go on without a word to the group; well below its session. */
  readonly heartbeatEveryMs?: number;
}

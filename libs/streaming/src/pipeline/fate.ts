import type { IncomingMessage } from '../event-bus.port.js';

/** What has become of one message so far; `value` is the newest, whichever step it comes from. */
export interface Fate {
  readonly message: IncomingMessage;
  value: unknown;
  ended: Ending | null;
}

/** How a message ended before every sink and output had it. */
export interface Ending {
  readonly kind: 'drop' | 'reject';
  readonly step: string;
  readonly reason: string;
  readonly cause: unknown;
  readonly attempts: number;
}

/** The step name under which the runner itself ends messages. */
export const intake = 'intake';

/** Why the runner drops messages before any step: no value, or a replay meant for another pipeline. */
export const intakeDrops = ['tombstone', 'replay_for_another'] as const;

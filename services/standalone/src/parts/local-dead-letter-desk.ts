import { systemClock } from '@lodestream/component';
import type { Operation } from '@lodestream/service-kit';
import { DeadLetters, type EventBus, type LetterFilter } from '@lodestream/streaming';
import type { DeadLetterDesk } from './dead-letter-desk.js';

/** Works on a bus of this process. */
export function localDeadLetterDesk(bus: EventBus, topicPrefix: string): DeadLetterDesk {
  const letters = new DeadLetters(bus, { topicPrefix, clock: systemClock, source: 'cli' });
  return {
    list: (filter, limit) => letters.list(filter, limit),
    replay: (filter, options) => letters.replay(filter, options),
  };
}

/** The desk as operations of the management port. */
export function deadLetterOperations(desk: DeadLetterDesk): Readonly<Record<string, Operation>> {
  return {
    'dead-letters.list': (body) => {
      const { filter, limit } = body as { filter: LetterFilter; limit: number };
      return desk.list(filter, limit);
    },
    'dead-letters.replay': (body) => {
      const { filter, options } = body as { filter: LetterFilter; options: { again: boolean; limit: number } };
      return desk.replay(filter, options);
    },
  };
}

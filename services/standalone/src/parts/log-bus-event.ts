import type { Log } from '@lodestream/component';
import type { BusEvent } from '@lodestream/streaming';

/** Tells the log what an operator should hear of the embedded bus. */
export function logBusEvent(log: Log, event: BusEvent): void {
  if (event.kind === 'back_pressure') return log.warn('The embedded bus holds producers back.', { ...event });
  if (event.kind === 'group_dropped')
    return log.error('A consumer group stayed away too long; it holds nothing back any more.', { ...event });
  if (event.kind === 'loss') return log.error('Messages were gone before a group had read them.', { ...event });
  return log.warn('The disk of the embedded bus changed state.', { ...event });
}

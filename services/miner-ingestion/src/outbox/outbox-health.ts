import type { HealthAnswer } from '@lodestream/service-kit';
import type { Outbox } from './outbox.js';

/** Ready while the bus takes what is sent, or has not for less than the time given. */
export function outboxHealth(
  { stalledForMs, bytes, droppedLately }: Pick<Outbox, 'stalledForMs' | 'bytes' | 'droppedLately'>,
  unreadyAfterMs: number,
): HealthAnswer {
  if (stalledForMs < unreadyAfterMs) return { ready: true };
  const lost = droppedLately === 0 ? '' : `, and ${droppedLately} readings had to make room`;
  return {
    ready: false,
    reason: `the bus has taken nothing for ${Math.round(stalledForMs / 1_000)} s; ${bytes} bytes wait in the outbox${lost}`,
  };
}

import type { Lifecycle } from '@lodestream/component';
import type { HealthAnswer, HealthRegistry } from '@lodestream/service-kit';
import { EmbeddedEventBus, FramingEventBus, type EventBus } from '@lodestream/streaming';

/**
 * Makes readiness tell what no service can: that the application is not up yet, or no longer, and that the disk of the embedded bus
 * is full. It has to be the last part to start.
 */
export function readiness(health: HealthRegistry, bus: EventBus): Lifecycle {
  let answer: HealthAnswer = { ready: false, reason: 'it is still starting' };
  health.register('standalone/start', () => answer);
  const plain = bus instanceof FramingEventBus ? bus.beneath : bus;
  if (plain instanceof EmbeddedEventBus) health.register('standalone/disk', () => (answer.ready ? diskOf(plain) : answer));
  return {
    start: async () => void (answer = { ready: true }),
    stop: async () => void (answer = { ready: false, reason: 'it is stopping' }),
  };
}

function diskOf(bus: EmbeddedEventBus): HealthAnswer {
  const { state, error } = bus.storage();
  if (state === 'well') return { ready: true };
  return { ready: false, reason: `the disk of the embedded bus is ${state}: ${error?.message ?? 'nothing can be written'}` };
}

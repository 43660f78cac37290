import { PermanentError } from '@lodestream/component';
import type { TelemetryStore } from '@lodestream/telemetry-store';

/** In place of the store, for a process none of whose services uses one: no token is asked for, and no connection opened. */
export function noStore(): TelemetryStore {
  const refuse = (): Promise<never> => Promise.reject(new PermanentError('This process was given no telemetry store', 'dependency'));
  return {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    write: refuse,
    positions: refuse,
    series: refuse,
    latest: refuse,
    deleteBefore: refuse,
  };
}

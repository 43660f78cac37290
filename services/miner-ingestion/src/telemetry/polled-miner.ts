import type { HttpOrigin } from '@lodestream/polling';
import type { FleetMiner } from '@lodestream/records';
import { locationText } from '../fleet/location.js';

/** A miner of the fleet as the poller needs it. */
export interface PolledMiner {
  readonly id: string;
  readonly origin: HttpOrigin;
  readonly driver: string;
  readonly intervalMs: number;
  /** The model the operator expects. */
  readonly expectedModel: string | null;
  readonly location: string | null;
  readonly record: FleetMiner;
}

/** A fleet record with the collector's defaults filled in. */
export function polledMiner(
  record: FleetMiner,
  defaults: { readonly intervalMs: number; readonly portOf: (driver: string) => number },
): PolledMiner {
  return {
    id: record.miner_id,
    origin: { address: record.address, port: record.port ?? defaults.portOf(record.driver) },
    driver: record.driver,
    intervalMs: record.interval_ms ?? defaults.intervalMs,
    expectedModel: record.model,
    location: locationText(record.location),
    record,
  };
}

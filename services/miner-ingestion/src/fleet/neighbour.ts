import type { FleetMiner } from '@lodestream/records';
import { drivers } from '../drivers/drivers.js';

/** The id of another miner of a fleet at the address, port and zone of this one; null where there is none. */
export function neighbourOf(record: FleetMiner, fleet: ReadonlyMap<string, FleetMiner>): string | null {
  const address = record.address.toLowerCase();
  const port = portOf(record);
  for (const other of fleet.values()) {
    if (other.miner_id === record.miner_id || other.collector_zone !== record.collector_zone) continue;
    if (other.address.toLowerCase() === address && portOf(other) === port) return other.miner_id;
  }
  return null;
}

function portOf({ port, driver }: FleetMiner): number | undefined {
  return port ?? drivers.get(driver === 'auto' ? 'vnish' : driver)?.defaultPort;
}

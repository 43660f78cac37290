import type { FleetMiner } from '@lodestream/records';
import { isIP } from 'node:net';
import { isHostName } from '../config-rules.js';

const [shortestIntervalMs, longestIntervalMs] = [1_000, 3_600_000];

/** Why a record can't be polled at all, as one sentence, or null when it can: the schema can't say it. */
export function unpollable({ port, interval_ms }: Pick<FleetMiner, 'port' | 'interval_ms'>): string | null {
  if (port !== null && (port < 1 || port > 65_535)) return `${port} is no port.`;
  if (interval_ms === null) return null;
  if (!Number.isSafeInteger(interval_ms)) return `An interval of ${interval_ms} ms is no whole number.`;
  return interval_ms < shortestIntervalMs ? `An interval of ${interval_ms} ms is too short.` : null;
}

/** Why configuration would not take such a record either, as one sentence, or null when it would: what it refuses nobody may wish for. */
export function unlistable(record: FleetMiner): string | null {
  const { miner_id, address, interval_ms, collector_zone } = record;
  if (!/^[\w.:-]{1,128}$/.test(miner_id)) return 'A miner is called by 1 to 128 letters, digits or . _ : -';
  if (isIP(address) === 0 && !isHostName(address)) return `${JSON.stringify(address)} is neither an IP address nor a host name.`;
  if (collector_zone !== null && !/^[\w.-]{1,64}$/.test(collector_zone)) return 'A zone is called by 1 to 64 letters, digits or . _ -';
  if (interval_ms !== null && interval_ms > longestIntervalMs) return `An interval of ${interval_ms} ms is too long.`;
  return unpollable(record);
}

import { canonicalUnitOf } from '@lodestream/mining';
import type { Algorithm, MinerTelemetry } from '@lodestream/records';
import type { MinerTrack } from './miner-track.js';
import { modelName } from './model-name.js';
import type { PolledMiner } from './polled-miner.js';

/**
 * The record of a tick at which an offline miner could not be read: who it is, as last known, and nothing measured. A zero would
 * be a lie, and no record at all could not be told from a collector that is down.
 */
export function offlineTelemetry(miner: PolledMiner, tick: number, observedAtMs: number, { reading }: MinerTrack): MinerTelemetry {
  const algorithm: Algorithm = reading?.algorithm ?? miner.record.algorithm ?? 'unknown';
  const none = null;
  return {
    timestamp: tick,
    observed_at: observedAtMs,
    miner_id: miner.id,
    ip_address: miner.origin.address,
    driver: miner.driver,
    location: miner.location,
    kind: 'poll',
    lane: 'live',
    interval_ms: miner.intervalMs,
    model: modelName(reading?.reportedModel ?? null) ?? modelName(miner.expectedModel),
    firmware_version: reading?.firmwareVersion ?? null,
    firmware_name: reading?.firmwareName ?? null,
    algorithm,
    state: 'offline',
    hashrate: { total: none, unit: canonicalUnitOf(algorithm), nominal: none, average: none, per_hashboard: [] },
    temperature: { ambient: none, avg_chip: none, max_chip: none, per_hashboard: [] },
    power: { consumption: none, efficiency: none, voltage: none },
    fans: [],
    pool: { url: none, user: none, status: none },
    shares: {
      accepted: none,
      rejected: none,
      stale: none,
      last_share_time: none,
      accepted_delta: none,
      rejected_delta: none,
      stale_delta: none,
      counter_reset: false,
    },
    status: { mining_status: none, uptime: none, errors: [] },
    config: { frequency: none, overclock_profile: none, power_limit: none },
    quality: { flags: [{ path: '', reason: 'unreachable' }] },
    hardware: { hw_errors: none, hw_error_percent: none, restart_count: none, fan_mode: none },
  };
}

import { type MinerTelemetry, type MinerTelemetryInput, topics } from '@lodestream/records';

/** A small but complete reading. */
export function aReading(change: Partial<MinerTelemetryInput> = {}): MinerTelemetry {
  const timestamp = change.timestamp ?? Date.now();
  return topics.minerTelemetry.codec.create({ ...aSmallOne(timestamp), ...change });
}

function aSmallOne(timestamp: number): MinerTelemetryInput {
  return {
    timestamp,
    observed_at: timestamp + 300,
    miner_id: 'm1',
    ip_address: '10.0.0.1',
    model: 'Antminer S19',
    algorithm: 'sha256d',
    driver: 'vnish',
    location: 'a/1',
    interval_ms: 60_000,
    state: 'hashing',
    hashrate: { total: 95.1, unit: 'TH/s', nominal: 96, average: 95, per_hashboard: [] },
    temperature: { ambient: 20, avg_chip: 60, max_chip: 70, per_hashboard: [] },
    power: { consumption: 3_000, efficiency: 31.5, voltage: 13.2 },
    fans: [],
    pool: { url: 'stratum+tcp://pool.example:3333', user: 'u', status: 'active' },
    shares: {
      accepted: 10,
      rejected: 0,
      stale: 0,
      last_share_time: timestamp,
      accepted_delta: 1,
      rejected_delta: 0,
      stale_delta: 0,
      counter_reset: false,
    },
    status: { mining_status: 'mining', uptime: 60, errors: [] },
    config: { frequency: 500, overclock_profile: null, power_limit: null },
    quality: { flags: [] },
    hardware: { hw_errors: 0, hw_error_percent: 0, restart_count: 0, fan_mode: null },
  };
}

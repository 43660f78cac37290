import type { MinerTelemetry } from '@lodestream/records';

/** A full reading of a three-board miner, for specs and benches: about seventy fields when it is a point. */
export function aReading(change: Partial<MinerTelemetry> = {}): MinerTelemetry {
  const timestamp = change.timestamp ?? 1_780_000_000_000;
  return {
    timestamp,
    observed_at: timestamp + 412,
    miner_id: 'miner-0001',
    ip_address: '10.0.3.17',
    model: 'Antminer S19j Pro',
    firmware_version: '1.2.7',
    firmware_name: 'Vnish',
    algorithm: 'sha256d',
    driver: 'vnish',
    location: 'north/r03/p11',
    kind: 'poll',
    lane: 'live',
    interval_ms: 60_000,
    state: 'hashing',
    hashrate: { total: 103.71, unit: 'TH/s', nominal: 104, average: 103.52, per_hashboard: [1, 2, 3].map(aBoard) },
    temperature: {
      ambient: 24.5,
      avg_chip: 61.2,
      max_chip: 68,
      per_hashboard: [1, 2, 3].map((board_id) => ({ board_id, pcb_temp: 55 + board_id, chip_temp: 65 + board_id })),
    },
    power: { consumption: 3_068, efficiency: 29.58, voltage: 13.7 },
    fans: [0, 1, 2, 3].map((fan_id) => ({ fan_id, speed: 4_320 + 10 * fan_id, speed_percent: 61, status: 'ok' })),
    pool: { url: 'stratum+tcp://pool.example:3333', user: 'farm.miner-0001', status: 'active' },
    shares: {
      accepted: 182_311,
      rejected: 42,
      stale: 7,
      last_share_time: timestamp - 900,
      accepted_delta: 21,
      rejected_delta: 0,
      stale_delta: 0,
      counter_reset: false,
    },
    status: { mining_status: 'mining', uptime: 864_312, errors: [] },
    config: { frequency: 545, overclock_profile: '3068W', power_limit: 3_100 },
    quality: { flags: [] },
    hardware: { hw_errors: 118, hw_error_percent: 0.0012, restart_count: 2, fan_mode: 'auto' },
    ...change,
  };
}

function aBoard(board_id: number): MinerTelemetry['hashrate']['per_hashboard'][number] {
  const chips = { chips_total: 126, chips_ok: 125, chips_weak: 1, chips_bad: 0 };
  return {
    board_id,
    hashrate: 34.57 + board_id / 10,
    status: 'mining',
    nominal: 34.7,
    ...chips,
    frequency: 545,
    voltage: 13.68,
    power: 1_021,
    hw_errors: 39,
  };
}

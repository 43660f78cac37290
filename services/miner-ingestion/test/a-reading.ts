import type { MinerReading } from '../src/reading/miner-reading.js';
import type { PolledMiner } from '../src/telemetry/polled-miner.js';

/** A healthy reading for specs, with what is told otherwise. */
export function aReading(more: Partial<MinerReading> = {}): MinerReading {
  const shares = more.shares ?? { accepted: 100, rejected: 2, stale: 1, last_share_time: null };
  const { accepted, rejected, stale } = shares;
  return {
    observedAtMs: 0,
    algorithm: 'sha256d',
    reportedModel: 'Antminer S21',
    firmwareName: 'Vnish',
    firmwareVersion: '1.2.7',
    activity: 'mining',
    miningForSeconds: 1_000,
    bootedAtMs: 0,
    hashrate: { total: 200, unit: 'TH/s', nominal: 202, average: 201, per_hashboard: [] },
    temperature: { ambient: null, avg_chip: null, max_chip: 70, per_hashboard: [] },
    power: { consumption: 3_500, efficiency: 17.5, voltage: 13.6 },
    fans: [],
    pool: { url: 'pool.example.com:3333', user: 'acct.w1', status: 'active' },
    shares,
    sharesByPool: [{ key: 'pool.example.com:3333 acct.w1', accepted, rejected, stale }],
    status: { mining_status: 'mining', uptime: 2_000, errors: [] },
    config: { frequency: 490, overclock_profile: '3320', power_limit: 3_320 },
    hardware: { hw_errors: 10, hw_error_percent: 0, restart_count: 1, fan_mode: 'auto' },
    settings: null,
    credentialRefused: false,
    flags: [],
    ...more,
  };
}

/** A miner for specs, polled every minute. */
export function aMiner(more: Partial<PolledMiner> = {}): PolledMiner {
  const record: PolledMiner['record'] = {
    miner_id: 'miner_01',
    origin: 'config',
    driver: 'vnish',
    address: '10.0.0.1',
    port: null,
    model: 'ANTMINER_S21',
    algorithm: null,
    location: { site: null, rack: '1', position: '1', label: null },
    tariff: { name: null, price_per_kwh: null, currency: null },
    purchase: { price: null, currency: null, date: null },
    worker_names: [],
    credential_ref: null,
    collector_zone: null,
    interval_ms: null,
    enabled: true,
    updated_at: 0,
  };
  const origin = { address: '10.0.0.1', port: 80 };
  return { id: 'miner_01', origin, driver: 'vnish', intervalMs: 60_000, expectedModel: 'ANTMINER_S21', location: '1/1', record, ...more };
}

import {
  topics,
  type FleetMiner,
  type FleetMinerInput,
  type MinerEvent,
  type MinerTelemetry,
  type MinerTelemetryInput,
  type ServiceStatus,
  type ServiceStatusInput,
} from '@lodestream/records';

/** The time all samples refer to. */
export const sampleNow = Date.UTC(2026, 0, 1);

/** A listed miner. */
export function aListed(miner_id: string, change: Partial<FleetMinerInput> = {}): FleetMiner {
  const made: FleetMinerInput = {
    miner_id,
    origin: 'config',
    driver: 'vnish',
    address: '10.0.0.7',
    model: 'Antminer S19',
    location: { site: null, rack: '2', position: '14', label: 'rack_2_position_14' },
    updated_at: sampleNow,
    ...change,
  };
  return topics.fleetMiners.codec.decode(Buffer.from(JSON.stringify(made)));
}

/** A reading of a miner that works. */
export function aReading(miner_id: string, change: Partial<MinerTelemetryInput> = {}): MinerTelemetry {
  const observed_at = change.observed_at ?? sampleNow;
  const made: MinerTelemetryInput = {
    timestamp: observed_at,
    observed_at,
    miner_id,
    ip_address: '10.0.0.7',
    model: 'Antminer S19',
    firmware_version: '1.2.7',
    algorithm: 'sha256d',
    driver: 'vnish',
    location: 'rack_2_position_14',
    interval_ms: 10_000,
    state: 'hashing',
    hashrate: { total: 95, unit: 'TH/s', nominal: 95, average: 95, per_hashboard: [{ board_id: 1, hashrate: 95, status: 'mining' }] },
    temperature: { ambient: 22, max_chip: 70, per_hashboard: [{ board_id: 1, chip_temp: 70, pcb_temp: 55 }] },
    power: { consumption: 3_250, efficiency: 34.2, voltage: 13.6 },
    fans: [{ fan_id: 0, speed: 4_200, speed_percent: 60, status: 'ok' }],
    pool: { url: 'stratum+tcp://pool.example:3333', user: 'farm.one', status: 'active' },
    shares: { accepted: 10, rejected: 0, stale: 0 },
    status: { mining_status: 'mining', uptime: 3_600 },
    ...change,
  };
  return topics.minerTelemetry.codec.decode(Buffer.from(JSON.stringify(made)));
}

/** The record of a poll that an offline miner did not answer. */
export function anOffline(miner_id: string, change: Partial<MinerTelemetryInput> = {}): MinerTelemetry {
  const nothing = { hashrate: { total: null, unit: 'H/s' }, temperature: {}, power: {}, fans: [], pool: {}, shares: {}, status: {} };
  return aReading(miner_id, { state: 'offline', algorithm: 'unknown', model: null, ...nothing, ...change });
}

/** Something that happened to a miner. */
export function anEvent(miner_id: string, change: Partial<MinerEvent> = {}): MinerEvent {
  return {
    timestamp: sampleNow,
    observed_at: sampleNow,
    miner_id,
    type: 'restart',
    from: null,
    to: null,
    detail: null,
    evidence: {},
    ...change,
  };
}

/** What a service says of itself. */
export function aStatus(service: string, change: Partial<ServiceStatusInput> = {}): ServiceStatus {
  const made: ServiceStatusInput = {
    timestamp: sampleNow,
    service,
    instance: 'one',
    version: '0.1.0',
    state: 'running',
    started_at: sampleNow - 60_000,
    ready: true,
    ...change,
  };
  return topics.serviceStatus.codec.decode(Buffer.from(JSON.stringify(made)));
}

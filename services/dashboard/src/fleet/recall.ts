import type { Algorithm, MinerState } from '@lodestream/records';
import { minerTelemetryMeasurement, type FieldValue, type LatestRow, type TelemetryStore } from '@lodestream/telemetry-store';
import type { Recalled } from './fleet-view.js';
import { unitOf, type MinerRow } from './miner-row.js';

/** The columns of the store that a row is made of; a spec compares them with the store's public schema. */
export const recalledFields = [
  'state',
  'hashrate',
  'hashrate_nominal',
  'power',
  'efficiency',
  'temp_chip_max',
  'uptime',
  'ip_address',
  'firmware_version',
  'interval_ms',
  'observed_at',
] as const;

/** Columns that only a poll which was answered fills in. */
export const measuredFields = ['hashrate', 'power', 'temp_chip_max', 'uptime'] as const;

type Column = (typeof recalledFields)[number];
const states: readonly MinerState[] = ['hashing', 'degraded', 'paused', 'stale', 'offline', 'unknown'];
const algorithms: readonly Algorithm[] = ['sha256d', 'scrypt'];

/** What the store has of every miner since a time: the newest record, and when the miner was last really read. */
export async function recallRows(store: TelemetryStore, sinceMs: number): Promise<readonly Recalled[]> {
  const ask = (fields: readonly string[]): Promise<readonly LatestRow[]> =>
    store.latest({ measurement: minerTelemetryMeasurement, by: 'miner_id', fields, sinceMs });
  const newest = await ask(recalledFields);
  const read = newest.some(isOffline) ? await ask(measuredFields) : [];
  const readAt = new Map(read.map(({ key, timestampMs }) => [key, timestampMs]));
  return newest.map((row) => recalledOf(row, readAt.get(row.key) ?? null));
}

const isOffline = ({ fields }: LatestRow): boolean => fields['state'] === 'offline';

function recalledOf(row: LatestRow, readAtMs: number | null): Recalled {
  const { key, tags, fields, timestampMs } = row;
  const number = (name: Column): number | null => (typeof fields[name] === 'number' ? fields[name] : null);
  const text = (name: Column): string | null => textOf(fields[name]);
  const algorithm = algorithms.find((name) => name === tags['algorithm']) ?? 'unknown';
  const heardAtMs = number('observed_at') ?? timestampMs;
  const shown: MinerRow = {
    miner_id: key,
    state: states.find((name) => name === text('state')) ?? 'unknown',
    model: tags['model'] ?? null,
    algorithm,
    location: tags['location'] ?? null,
    rack: null,
    position: null,
    ip_address: text('ip_address'),
    firmware_version: text('firmware_version'),
    hashrate: { value: number('hashrate'), nominal: number('hashrate_nominal'), unit: unitOf(algorithm) },
    power_w: number('power'),
    efficiency: number('efficiency'),
    max_chip_c: number('temp_chip_max'),
    fan_percent: null,
    uptime_s: number('uptime'),
    worst: null,
    trouble: null,
    observed_at: isOffline(row) ? readAtMs : heardAtMs,
    interval_ms: number('interval_ms'),
  };
  return { row: shown, heardAtMs };
}

const textOf = (value: FieldValue | undefined): string | null => (typeof value === 'string' ? value : null);

import type { MinerState } from '@lodestream/records';
import type { FieldValue, LatestRow, TelemetryStore } from '@lodestream/telemetry-store';
import type { MinerRow } from './miner-row.js';

const fields = ['state', 'hashrate', 'hashrate_nominal', 'hashrate_unit', 'power', 'efficiency', 'temp_chip_max', 'uptime', 'interval_ms', 'observed_at'];
const states: readonly string[] = ['hashing', 'degraded', 'paused', 'stale', 'offline', 'unknown'] satisfies MinerState[];

/** The newest columns the store has of every miner since a time. */
export async function recallRows(store: TelemetryStore, sinceMs: number): Promise<readonly MinerRow[]> {
  const rows = await store.latest({ measurement: 'miner_telemetry', by: 'miner_id', fields, sinceMs });
  return rows.map(rowFromStore);
}

function rowFromStore({ key, tags, fields: found, timestampMs }: LatestRow): MinerRow {
  const text = (value: FieldValue | undefined): string | null => (typeof value === 'string' ? value : null);
  const number = (name: string): number | null => (typeof found[name] === 'number' ? found[name] : null);
  const state = text(found['state']);
  return {
    miner_id: key,
    state: state !== null && states.includes(state) ? (state as MinerState) : 'unknown',
    model: tags['model'] ?? null,
    algorithm: tags['algorithm'] ?? 'unknown',
    location: tags['location'] ?? null,
    ip_address: null,
    firmware_version: null,
    hashrate: { value: number('hashrate'), nominal: number('hashrate_nominal'), unit: text(found['hashrate_unit']) },
    power_w: number('power'),
    efficiency: number('efficiency'),
    max_chip_c: number('temp_chip_max'),
    fan_percent: null,
    uptime_s: number('uptime'),
    worst: null,
    trouble: null,
    observed_at: number('observed_at') ?? timestampMs,
    interval_ms: number('interval_ms'),
  };
}

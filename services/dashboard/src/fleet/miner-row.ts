import { canonicalUnitOf } from '@lodestream/mining';
import type { Algorithm, FleetMiner, MinerError, MinerState, MinerTelemetry, Severity } from '@lodestream/records';

/** One miner as the grid and the table show it; null is "not known", never zero. */
export interface MinerRow {
  readonly miner_id: string;
  readonly state: MinerState;
  readonly model: string | null;
  readonly algorithm: Algorithm;
  /** Where it stands, in the operator's words. */
  readonly location: string | null;
  /** The rack it stands in, with its site where one is known; null where the fleet record names none. */
  readonly rack: string | null;
  /** Its place in the rack. */
  readonly position: string | null;
  readonly ip_address: string | null;
  readonly firmware_version: string | null;
  readonly hashrate: {
    readonly value: number | null;
    readonly nominal: number | null;
    readonly unit: string | null;
  };
  readonly power_w: number | null;
  /** Joules per canonical unit of the algorithm. */
  readonly efficiency: number | null;
  readonly max_chip_c: number | null;
  readonly fan_percent: number | null;
  readonly uptime_s: number | null;
  readonly worst: Severity | null;
  /** The worst trouble in one sentence, or null where there is none. */
  readonly trouble: string | null;
  /** When the miner was last read, which a failed poll is not; null where that is not known. */
  readonly observed_at: number | null;
  readonly interval_ms: number | null;
}

const ranks: Readonly<Record<Severity, number>> = { info: 0, warning: 1, major: 2, critical: 3 };
const nothingMeasured = {
  firmware_version: null,
  power_w: null,
  efficiency: null,
  max_chip_c: null,
  fan_percent: null,
  uptime_s: null,
  worst: null,
  trouble: null,
  observed_at: null,
} as const;

/** The unit of an algorithm's hashrate, or null where nobody knows the algorithm. */
export const unitOf = (algorithm: Algorithm): string | null => (algorithm === 'unknown' ? null : canonicalUnitOf(algorithm));

/** A miner that is listed and of which nothing has been heard. */
export function unreadRow(listed: FleetMiner): MinerRow {
  const algorithm = listed.algorithm ?? 'unknown';
  return {
    ...nothingMeasured,
    miner_id: listed.miner_id,
    state: 'unknown',
    model: listed.model,
    algorithm,
    location: null,
    rack: null,
    position: null,
    ip_address: listed.address,
    hashrate: { value: null, nominal: null, unit: unitOf(algorithm) },
    interval_ms: listed.interval_ms,
  };
}

/** A reading as a row. */
export function rowOf(record: MinerTelemetry): MinerRow {
  const worst = worstOf(record.status.errors);
  return {
    miner_id: record.miner_id,
    state: record.state,
    model: record.model,
    algorithm: record.algorithm,
    location: record.location,
    rack: null,
    position: null,
    ip_address: record.ip_address,
    firmware_version: record.firmware_version,
    hashrate: { value: record.hashrate.total, nominal: record.hashrate.nominal, unit: record.hashrate.unit },
    power_w: record.power.consumption,
    efficiency: record.power.efficiency,
    max_chip_c: record.temperature.max_chip,
    fan_percent: meanOf(record.fans.map((fan) => fan.speed_percent)),
    uptime_s: record.status.uptime,
    worst: worst?.severity ?? null,
    trouble: worst?.message ?? null,
    observed_at: record.observed_at,
    interval_ms: record.interval_ms,
  };
}

/** The row as it stands at `nowMs`: a reading older than two intervals is stale; offline and never read stay what they are. */
export function agedRow(row: MinerRow, nowMs: number): MinerRow {
  return isStale(row, nowMs) ? { ...row, state: 'stale' } : row;
}

/** Whether nothing newer than two intervals is known of a miner that is not offline anyway. */
export function isStale(row: MinerRow, nowMs: number): boolean {
  return nowMs > staleAfter(row);
}

/** The last moment at which a row is not stale yet; infinite where time alone does not make it so. */
export function staleAfter({ observed_at, interval_ms, state }: MinerRow): number {
  if (observed_at === null || interval_ms === null || state === 'offline') return Infinity;
  return observed_at + 2 * interval_ms;
}

function worstOf(errors: readonly MinerError[]): MinerError | null {
  return errors.reduce<MinerError | null>(
    (worst, error) => (worst === null || ranks[error.severity] > ranks[worst.severity] ? error : worst),
    null,
  );
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

import { hashesPerSecond } from '@lodestream/mining';
import type { MinerTelemetry } from '@lodestream/records';
import { fieldsOf, type MeasurementField, type MeasurementTag } from './measurement-field.js';

const canonical = 'TH/s for sha256d, GH/s for scrypt';

/** The tags of `miner_telemetry`; all of them come from the record alone. */
export const minerTelemetryTags: readonly MeasurementTag<MinerTelemetry>[] = [
  { name: 'algorithm', source: 'algorithm', meaning: 'Algorithm the miner works on; decides the unit of its hashrates.', read: (record) => record.algorithm },
  { name: 'location', source: 'location', meaning: 'Where the miner stood at the time of the reading; absent where nobody said.', read: (record) => record.location },
  { name: 'miner_id', source: 'miner_id', meaning: 'Identity of the miner in the fleet.', read: (record) => record.miner_id },
  { name: 'model', source: 'model', meaning: 'Model as known at the time of the reading; absent where it was not.', read: (record) => record.model },
];

/** The fields of `miner_telemetry` that a miner has once. */
export const minerTelemetryFields: readonly MeasurementField<MinerTelemetry>[] = [
  ...fieldsOf<MinerTelemetry>([
    ['hashrate', 'float', canonical, 'hashrate.total', 'Real-time hashrate of the whole miner.', (record) => record.hashrate.total],
    ['hashrate_hs', 'float', 'H/s', 'hashrate.total, hashrate.unit', 'The same in hashes a second, so that algorithms share a unit.', (record) => hashesPerSecond({ value: record.hashrate.total, unit: record.hashrate.unit })],
    ['hashrate_nominal', 'float', canonical, 'hashrate.nominal', 'Hashrate the miner should reach at its present settings.', (record) => record.hashrate.nominal],
    ['hashrate_average', 'float', canonical, 'hashrate.average', "Average over the device's own window.", (record) => record.hashrate.average],
    ['power', 'float', 'W', 'power.consumption', 'Power the miner draws.', (record) => record.power.consumption],
    ['efficiency', 'float', 'J/TH for sha256d, J/GH for scrypt', 'power.efficiency', 'Energy for the canonical unit of hashes, recomputed from power and hashrate.', (record) => record.power.efficiency],
    ['voltage', 'float', 'V', 'power.voltage', 'Voltage the power supply gives to the boards.', (record) => record.power.voltage],
    ['temp_chip_max', 'float', '°C', 'temperature.max_chip', 'Hottest chip.', (record) => record.temperature.max_chip],
    ['temp_chip_avg', 'float', '°C', 'temperature.avg_chip', 'Mean chip temperature.', (record) => record.temperature.avg_chip],
    ['temp_ambient', 'float', '°C', 'temperature.ambient', 'Air around or into the miner.', (record) => record.temperature.ambient],
    ['shares_accepted', 'integer', 'shares', 'shares.accepted', 'Shares accepted, cumulative as the device says.', (record) => record.shares.accepted],
    ['shares_rejected', 'integer', 'shares', 'shares.rejected', 'Shares rejected, cumulative as the device says.', (record) => record.shares.rejected],
    ['shares_stale', 'integer', 'shares', 'shares.stale', 'Shares that came too late, cumulative as the device says.', (record) => record.shares.stale],
    ['shares_accepted_delta', 'integer', 'shares', 'shares.accepted_delta', 'Shares accepted since the reading before, resets understood.', (record) => record.shares.accepted_delta],
    ['shares_rejected_delta', 'integer', 'shares', 'shares.rejected_delta', 'Shares rejected since the reading before.', (record) => record.shares.rejected_delta],
    ['shares_stale_delta', 'integer', 'shares', 'shares.stale_delta', 'Shares that came too late since the reading before.', (record) => record.shares.stale_delta],
    ['shares_counter_reset', 'boolean', '-', 'shares.counter_reset', 'A share counter went backwards since the reading before.', (record) => record.shares.counter_reset],
    ['shares_last_time', 'integer', 'ms since 1970, UTC', 'shares.last_share_time', 'When the last share was accepted.', (record) => record.shares.last_share_time],
    ['pool_url', 'string', '-', 'pool.url', 'Address of the pool in use.', (record) => record.pool.url],
    ['pool_user', 'string', '-', 'pool.user', 'Account and worker name given to the pool.', (record) => record.pool.user],
    ['pool_status', 'string', '-', 'pool.status', "State of the connection in the firmware's words.", (record) => record.pool.status],
  ]),
  ...fieldsOf<MinerTelemetry>([
    ['state', 'string', '-', 'state', 'State of the miner: hashing, degraded, paused, stale, offline or unknown.', (record) => record.state],
    ['mining_status', 'string', '-', 'status.mining_status', "State in the firmware's own words.", (record) => record.status.mining_status],
    ['uptime', 'integer', 's', 'status.uptime', "Time since the device's system started.", (record) => record.status.uptime],
    ['error_count', 'integer', 'errors', 'status.errors', 'Errors in force.', (record) => record.status.errors.length],
    ['error_codes', 'string', '-', 'status.errors[].code', 'Their codes, joined by commas; absent when there are none.', (record) => joined(record.status.errors.map(({ code }) => code))],
    ['hw_errors', 'integer', 'errors', 'hardware.hw_errors', 'Hardware errors, cumulative as the device says.', (record) => record.hardware.hw_errors],
    ['hw_error_percent', 'float', '%', 'hardware.hw_error_percent', 'Hardware errors in all work.', (record) => record.hardware.hw_error_percent],
    ['restart_count', 'integer', 'restarts', 'hardware.restart_count', 'Restarts of the mining process as the device counts them.', (record) => record.hardware.restart_count],
    ['fan_mode', 'string', '-', 'hardware.fan_mode', "How the fans are driven, in the firmware's words.", (record) => record.hardware.fan_mode],
    ['config_frequency', 'float', 'MHz', 'config.frequency', 'Configured chip frequency.', (record) => record.config.frequency],
    ['config_profile', 'string', '-', 'config.overclock_profile', 'Preset in force.', (record) => record.config.overclock_profile],
    ['config_power_limit', 'float', 'W', 'config.power_limit', 'Power the settings aim at or stay under.', (record) => record.config.power_limit],
    ['ip_address', 'string', '-', 'ip_address', 'Address that was polled.', (record) => record.ip_address],
    ['driver', 'string', '-', 'driver', 'Driver that read the device.', (record) => record.driver],
    ['firmware_name', 'string', '-', 'firmware_name', 'Maker of the firmware.', (record) => record.firmware_name],
    ['firmware_version', 'string', '-', 'firmware_version', 'Version of the firmware.', (record) => record.firmware_version],
    ['kind', 'string', '-', 'kind', 'What caused the reading; `poll` for the regular grid.', (record) => record.kind],
    ['lane', 'string', '-', 'lane', '`live`, or `backfill` for history read back after a gap.', (record) => record.lane],
    ['interval_ms', 'integer', 'ms', 'interval_ms', 'Time between two polls of this miner; a reading is stale after two of them.', (record) => record.interval_ms],
    ['observed_at', 'integer', 'ms since 1970, UTC', 'observed_at', "When the reading was true, by the collector's clock; the point's time is the tick.", (record) => record.observed_at],
    ['quality_flag_count', 'integer', 'flags', 'quality.flags', 'Values of the reading that are missing or doubtful.', (record) => record.quality.flags.length],
  ]),
];

function joined(codes: readonly string[]): string | null {
  return codes.length === 0 ? null : codes.join(',').slice(0, 4_096);
}

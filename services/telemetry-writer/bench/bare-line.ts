import type { MinerTelemetry } from '@lodestream/records';

/**
 * The line of one reading as somebody would write it who needs nothing but speed: no check, no escape, no schema. It holds the very
 * fields of the stored point, so that both sides of the comparison hand the same bytes to the same server.
 */
export function bareLine(r: MinerTelemetry): string {
  let line = `miner_telemetry,algorithm=${r.algorithm},location=${r.location},miner_id=${r.miner_id},model=${String(r.model).replaceAll(' ', '\\ ')} `;
  line += scalars(r);
  for (const b of r.hashrate.per_hashboard) {
    const p = `board${b.board_id}_`;
    line +=
      float(`${p}hashrate`, b.hashrate) +
      float(`${p}nominal`, b.nominal) +
      text(`${p}status`, b.status) +
      int(`${p}chips_total`, b.chips_total);
    line +=
      int(`${p}chips_ok`, b.chips_ok) +
      int(`${p}chips_weak`, b.chips_weak) +
      int(`${p}chips_bad`, b.chips_bad) +
      float(`${p}frequency`, b.frequency);
    line += float(`${p}voltage`, b.voltage) + float(`${p}power`, b.power) + int(`${p}hw_errors`, b.hw_errors);
  }
  for (const b of r.temperature.per_hashboard)
    line += float(`board${b.board_id}_temp_pcb`, b.pcb_temp) + float(`board${b.board_id}_temp_chip`, b.chip_temp);
  for (const f of r.fans)
    line +=
      float(`fan${f.fan_id}_rpm`, f.speed) + float(`fan${f.fan_id}_percent`, f.speed_percent) + text(`fan${f.fan_id}_status`, f.status);
  return `${line.slice(0, -1)} ${r.timestamp}`;
}

function scalars(r: MinerTelemetry): string {
  const { hashrate: h, power: p, temperature: t, shares: s, pool, status, config: c, hardware: w } = r;
  return (
    float('hashrate', h.total) +
    float('hashrate_hs', h.total === null ? null : h.total * 1e12) +
    float('hashrate_nominal', h.nominal) +
    float('hashrate_average', h.average) +
    float('power', p.consumption) +
    float('efficiency', p.efficiency) +
    float('voltage', p.voltage) +
    float('temp_chip_max', t.max_chip) +
    float('temp_chip_avg', t.avg_chip) +
    float('temp_ambient', t.ambient) +
    int('shares_accepted', s.accepted) +
    int('shares_rejected', s.rejected) +
    int('shares_stale', s.stale) +
    int('shares_accepted_delta', s.accepted_delta) +
    int('shares_rejected_delta', s.rejected_delta) +
    int('shares_stale_delta', s.stale_delta) +
    `shares_counter_reset=${s.counter_reset ? 't' : 'f'},` +
    int('shares_last_time', s.last_share_time) +
    text('pool_url', pool.url) +
    text('pool_user', pool.user) +
    text('pool_status', pool.status) +
    text('state', r.state) +
    text('mining_status', status.mining_status) +
    int('uptime', status.uptime) +
    int('error_count', status.errors.length) +
    text('error_codes', status.errors.map((e) => e.code).join(',') || null) +
    int('hw_errors', w.hw_errors) +
    float('hw_error_percent', w.hw_error_percent) +
    int('restart_count', w.restart_count) +
    text('fan_mode', w.fan_mode) +
    float('config_frequency', c.frequency) +
    text('config_profile', c.overclock_profile) +
    float('config_power_limit', c.power_limit) +
    text('ip_address', r.ip_address) +
    text('driver', r.driver) +
    text('firmware_name', r.firmware_name) +
    text('firmware_version', r.firmware_version) +
    text('kind', r.kind) +
    text('lane', r.lane) +
    int('interval_ms', r.interval_ms) +
    int('observed_at', r.observed_at) +
    int('quality_flag_count', r.quality.flags.length)
  );
}

const float = (name: string, value: number | null): string => (value === null ? '' : `${name}=${value},`);
const int = (name: string, value: number | null): string => (value === null ? '' : `${name}=${value}i,`);
const text = (name: string, value: string | null): string => (value === null ? '' : `${name}="${value}",`);

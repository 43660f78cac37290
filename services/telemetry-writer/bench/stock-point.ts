import { Point } from '@influxdata/influxdb-client';
import type { MinerTelemetry } from '@lodestream/records';

/** One reading as the client's guide would have it: a Point, field by field. It holds the very fields of the stored point. */
export function stockPoint(r: MinerTelemetry): Point {
  const point = new Point('miner_telemetry')
    .tag('algorithm', r.algorithm)
    .tag('location', String(r.location))
    .tag('miner_id', r.miner_id)
    .tag('model', String(r.model))
    .timestamp(r.timestamp);
  addWhole(new Fields(point), r);
  addCounts(new Fields(point), r);
  addParts(new Fields(point), r);
  return point;
}

class Fields {
  constructor(private readonly point: Point) {}

  float(name: string, value: number | null): this {
    if (value !== null) this.point.floatField(name, value);
    return this;
  }

  int(name: string, value: number | null): this {
    if (value !== null) this.point.intField(name, value);
    return this;
  }

  text(name: string, value: string | null): this {
    if (value !== null) this.point.stringField(name, value);
    return this;
  }

  flag(name: string, value: boolean): this {
    this.point.booleanField(name, value);
    return this;
  }
}

function addWhole(fields: Fields, r: MinerTelemetry): void {
  const { hashrate: h, power: p, temperature: t, pool, status, config: c, hardware: w } = r;
  fields.float('hashrate', h.total).float('hashrate_hs', h.total === null ? null : h.total * 1e12);
  fields.float('hashrate_nominal', h.nominal).float('hashrate_average', h.average);
  fields.float('power', p.consumption).float('efficiency', p.efficiency).float('voltage', p.voltage);
  fields.float('temp_chip_max', t.max_chip).float('temp_chip_avg', t.avg_chip).float('temp_ambient', t.ambient);
  fields.text('pool_url', pool.url).text('pool_user', pool.user).text('pool_status', pool.status);
  fields.text('state', r.state).text('mining_status', status.mining_status).text('fan_mode', w.fan_mode);
  fields.float('config_frequency', c.frequency).text('config_profile', c.overclock_profile).float('config_power_limit', c.power_limit);
  fields.text('ip_address', r.ip_address).text('driver', r.driver).text('kind', r.kind).text('lane', r.lane);
  fields.text('firmware_name', r.firmware_name).text('firmware_version', r.firmware_version);
  fields.text('error_codes', status.errors.map((e) => e.code).join(',') || null);
}

function addCounts(fields: Fields, r: MinerTelemetry): void {
  const { shares: s, status, hardware: w, quality } = r;
  fields.int('shares_accepted', s.accepted).int('shares_rejected', s.rejected).int('shares_stale', s.stale);
  fields.int('shares_accepted_delta', s.accepted_delta).int('shares_rejected_delta', s.rejected_delta);
  fields.int('shares_stale_delta', s.stale_delta).flag('shares_counter_reset', s.counter_reset).int('shares_last_time', s.last_share_time);
  fields.int('uptime', status.uptime).int('error_count', status.errors.length);
  fields.int('hw_errors', w.hw_errors).float('hw_error_percent', w.hw_error_percent).int('restart_count', w.restart_count);
  fields.int('interval_ms', r.interval_ms).int('observed_at', r.observed_at).int('quality_flag_count', quality.flags.length);
}

function addParts(fields: Fields, { hashrate, temperature, fans }: MinerTelemetry): void {
  for (const b of hashrate.per_hashboard) {
    const at = `board${b.board_id}_`;
    fields.float(`${at}hashrate`, b.hashrate).float(`${at}nominal`, b.nominal).text(`${at}status`, b.status);
    fields.int(`${at}chips_total`, b.chips_total).int(`${at}chips_ok`, b.chips_ok).int(`${at}chips_weak`, b.chips_weak);
    fields.int(`${at}chips_bad`, b.chips_bad).float(`${at}frequency`, b.frequency).float(`${at}voltage`, b.voltage);
    fields.float(`${at}power`, b.power).int(`${at}hw_errors`, b.hw_errors);
  }
  for (const b of temperature.per_hashboard) {
    fields.float(`board${b.board_id}_temp_pcb`, b.pcb_temp).float(`board${b.board_id}_temp_chip`, b.chip_temp);
  }
  for (const f of fans) {
    fields.float(`fan${f.fan_id}_rpm`, f.speed).float(`fan${f.fan_id}_percent`, f.speed_percent).text(`fan${f.fan_id}_status`, f.status);
  }
}

import { describe, expect, it } from '@jest/globals';
import { aReading, sampleNow } from '../../test/samples.js';
import { agedRow, isStale, rowOf } from './miner-row.js';

describe('a row', () => {
  it('has what a table shows of a reading', () => {
    expect(rowOf(aReading('m1'))).toMatchObject({
      miner_id: 'm1',
      state: 'hashing',
      hashrate: { value: 95, nominal: 95, unit: 'TH/s' },
      power_w: 3_250,
      max_chip_c: 70,
      fan_percent: 60,
      uptime_s: 3_600,
      worst: null,
      trouble: null,
    });
  });

  it('tells the worst error in force', () => {
    const errors = [
      { code: '1', message: 'A bit off.', severity: 'warning' as const },
      { code: '2', message: 'A fan is lost.', severity: 'critical' as const },
      { code: '3', message: 'A board is hot.', severity: 'major' as const },
    ];
    expect(rowOf(aReading('m1', { status: { errors } }))).toMatchObject({ worst: 'critical', trouble: 'A fan is lost.' });
  });

  it('leaves unknown what was not measured, and zero what was measured as zero', () => {
    const reading = aReading('m1', { hashrate: { total: 0, unit: 'TH/s' }, power: {}, fans: [{ fan_id: 0, speed_percent: null }] });
    expect(rowOf(reading)).toMatchObject({ hashrate: { value: 0, nominal: null }, power_w: null, fan_percent: null });
  });

  it('is stale only with a time and an interval to judge by', () => {
    const row = rowOf(aReading('m1'));
    expect(isStale(row, sampleNow + 20_001)).toBe(true);
    expect(isStale({ ...row, interval_ms: null }, sampleNow + 20_001)).toBe(false);
    expect(isStale({ ...row, observed_at: null }, sampleNow + 20_001)).toBe(false);
    expect(agedRow(row, sampleNow)).toBe(row);
  });
});

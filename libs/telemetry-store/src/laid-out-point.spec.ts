import { describe, expect, it } from '@jest/globals';
import { packBatch } from './embedded/pack-batch.js';
import { FieldLayout } from './field-layout.js';
import { lineOf } from './influx/line-protocol.js';
import { LaidOutPoint } from './laid-out-point.js';
import { minerTelemetryPoint } from './measurements/miner-telemetry.measurement.js';
import { aReading } from './measurements/sample-readings.js';
import { refusalOf } from './point-rules.js';
import type { FieldValue, Point } from './telemetry-store.port.js';

const kept = { name: 'all', measurements: ['*'], days: null };
const packed = (...points: Point[]) => packBatch(points.map((point, index) => ({ index, point, kept })));
const plain = (point: Point): Point => {
  const { measurement, tags, fields, timestampMs, integers = new Set<string>() } = point;
  return { measurement, tags, fields, timestampMs, integers };
};
const laidOut = (fields: Record<string, unknown>, integers = new Set<string>()): LaidOutPoint =>
  new LaidOutPoint('m', { a: 'x' }, 5, new FieldLayout(Object.keys(fields), integers), Object.values(fields) as FieldValue[]);

const fan = { speed: 1, speed_percent: null, status: 'say "ok" \\ no' };
const readings = [
  aReading(),
  aReading({ fans: [], model: null, location: 'hall 3,=a' }),
  aReading({ fans: [3, 1, 3, -1, 64].map((fan_id, at) => ({ ...fan, fan_id, speed: at })) }),
  aReading({ hashrate: { total: 0, unit: 'N/A', nominal: null, average: null, per_hashboard: [] } }),
];

describe('a point laid out', () => {
  it.each(readings)('is to every store what the same point is with its fields by name', (reading) => {
    const point = minerTelemetryPoint(reading);
    expect(point).toBeInstanceOf(LaidOutPoint);
    expect(lineOf(point)).toBe(lineOf(plain(point)));
    expect(packed(point)).toEqual(packed(plain(point)));
    expect([refusalOf(point), refusalOf(plain(point))]).toEqual([null, null]);
  });

  it('packs with points of other shapes and kinds into the same columns', () => {
    const points = [...readings.map(minerTelemetryPoint), laidOut({ f: 1 }), laidOut({ f: 'text' }), laidOut({ f: 2 }, new Set(['f']))];
    expect(packed(...points)).toEqual(packed(...points.map(plain)));
  });

  it('keeps a part that stands twice once, the later one', () => {
    const { fields } = minerTelemetryPoint(readings[2]!);
    expect([fields.fan3_rpm, fields.fan1_rpm, fields['fan-1_rpm'], fields.fan64_rpm]).toEqual([2, 1, undefined, undefined]);
    expect(lineOf(minerTelemetryPoint(readings[2]!)).match(/fan3_rpm=/g)).toHaveLength(1);
  });

  it.each([
    { fields: { f: Number.NaN } },
    { fields: { f: Number.POSITIVE_INFINITY } },
    { fields: { f: 1.5 }, whole: ['f'] },
    { fields: { f: 'x'.repeat(65_537) } },
    { fields: { f: 'a\0b' } },
    { fields: { f: '\ud800' } },
    { fields: { _f: 1 } },
    { fields: { time: 1 } },
    { fields: { f: null, g: undefined } },
    { fields: Object.fromEntries(Array.from({ length: 2_049 }, (_, at) => [`f${at}`, 1])) },
  ])('is refused in the same words: $fields', ({ fields, whole = [] }) => {
    const point = laidOut(fields, new Set<string>(whole));
    expect(refusalOf(point)).not.toBeNull();
    expect(refusalOf(point)).toBe(refusalOf(plain(point)));
  });

  it('is no layout where a name stands twice', () => {
    expect(() => new FieldLayout(['a', 'a'], new Set())).toThrow('twice');
  });
});

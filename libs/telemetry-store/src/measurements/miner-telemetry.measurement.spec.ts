import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { refusalOf } from '../point-rules.js';
import { marketDataTags } from './market-data.measurement.js';
import { minerEventTags } from './miner-event.measurement.js';
import { minerTelemetryTags } from './miner-telemetry.fields.js';
import { minerTelemetryPoint, minerTelemetrySchema } from './miner-telemetry.measurement.js';
import { aReading } from './sample-readings.js';

it.each([
  ['miner_telemetry', minerTelemetryTags],
  ['miner_events', minerEventTags],
  ['market_data', marketDataTags],
] as const)('writes the tags of %s in the order of their names, which saves InfluxDB sorting them on every line', (_, tags) => {
  const names = tags.map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
});

describe('minerTelemetryPoint', () => {
  it('makes one wide point of a reading, boards and fans as fields', () => {
    const { measurement, tags, fields, timestampMs } = minerTelemetryPoint(aReading());
    expect({ measurement, tags, timestampMs }).toEqual({
      measurement: 'miner_telemetry',
      tags: { miner_id: 'miner-0001', model: 'Antminer S19j Pro', algorithm: 'sha256d', location: 'north/r03/p11' },
      timestampMs: 1_780_000_000_000,
    });
    expect(fields).toMatchObject({ hashrate: 103.71, hashrate_hs: 103.71e12, power: 3_068, state: 'hashing', shares_accepted_delta: 21 });
    expect(fields).toMatchObject({ board1_hashrate: 34.67, board3_temp_chip: 68, board2_chips_bad: 0, fan0_rpm: 4_320, fan3_status: 'ok' });
    expect(Object.keys(fields).length).toBeGreaterThan(80);
  });

  it('leaves out what was not measured, and keeps what was measured as 0', () => {
    const hashrate = { total: 0, unit: 'GH/s', nominal: null, average: null, per_hashboard: [] };
    const { fields, tags } = minerTelemetryPoint(aReading({ algorithm: 'scrypt', model: null, location: null, hashrate, fans: [] }));
    expect([fields.hashrate, fields.hashrate_hs, tags.model, tags.location]).toEqual([0, 0, '', '']);
    expect([fields.hashrate_nominal, fields.hashrate_average, fields.board1_hashrate]).toEqual([null, null, undefined]);
    expect(Object.keys(fields).filter((name) => name.startsWith('fan'))).toEqual(['fan_mode']);
  });

  it('keeps no hashes a second where the unit says nothing', () => {
    const { fields } = minerTelemetryPoint(aReading({ hashrate: { ...aReading().hashrate, unit: 'N/A' } }));
    expect([fields.hashrate, fields.hashrate_hs]).toEqual([103.71, null]);
  });

  it('lists the codes of the errors in force', () => {
    const errors = [
      { code: 'fan_lost', message: 'Fan 2 does not turn.', severity: 'major' as const },
      { code: '2310', message: 'Board 1 was lost.', severity: 'critical' as const },
    ];
    const { fields } = minerTelemetryPoint(aReading({ status: { mining_status: 'failure', uptime: 1, errors } }));
    expect([fields.error_count, fields.error_codes]).toEqual([2, 'fan_lost,2310']);
    expect(minerTelemetryPoint(aReading()).fields.error_codes).toBeNull();
  });

  it.each(['Hall\n3', 'ends in \\', 'a\\,b', '\ud800', 'x'.repeat(5_000)])(
    'keeps a reading whose labels cannot stand in a tag: %j',
    (location) => {
      const point = minerTelemetryPoint(aReading({ location, miner_id: location }));
      expect(refusalOf(point)).toBeNull();
      expect(point.tags.location!.length).toBeGreaterThan(0);
    },
  );

  it('does not believe in boards and fans with absurd numbers', () => {
    const fan = { speed: 1, speed_percent: 1, status: 'ok' };
    const fans = [-1, 64, 4_000_000, 63].map((fan_id) => ({ fan_id, ...fan }));
    const written = Object.keys(minerTelemetryPoint(aReading({ fans })).fields).filter(
      (name) => name.startsWith('fan') && name.endsWith('rpm'),
    );
    expect(written).toEqual(['fan63_rpm']);
  });

  it('writes only fields of the public schema, each of its kind', () => {
    const listed = new Map(minerTelemetrySchema.map(({ name, kind }) => [name, kind]));
    const errors = [{ code: 'x', message: 'y', severity: 'info' as const }];
    // Every value of the sample is there, so that each one shows its kind.
    const { fields, integers } = minerTelemetryPoint(aReading({ status: { mining_status: 'mining', uptime: 1, errors } }));
    for (const [name, value] of Object.entries(fields)) {
      const kind = listed.get(name.replace(/^(board|fan)\d+_/, '$1<N>_'));
      const seen = typeof value === 'number' ? (integers!.has(name) ? 'integer' : 'float') : typeof value;
      expect([name, seen]).toEqual([name, kind]);
    }
    expect(new Set(Object.keys(fields).map((name) => name.replace(/^(board|fan)\d+_/, '$1<N>_')))).toEqual(new Set(listed.keys()));
  });

  it('keeps as integers exactly what the record has as integers', () => {
    const schema = readFileSync(new URL('../../../../schemas/miner_telemetry.avsc', import.meta.url), 'utf8');
    const whole = new Set(
      [...schema.matchAll(/"name": "(\w+)", "type": (?:\["null", )?(?:\{ "type": )?"(?:int|long)"/g)].map(([, name]) => name),
    );
    for (const { source, kind } of minerTelemetrySchema) {
      const leaf = source.split(/[.,]/).at(-1)!.replace('[]', '');
      if (!['errors', 'flags'].includes(leaf)) expect([source, kind === 'integer']).toEqual([source, whole.has(leaf)]);
    }
  });
});

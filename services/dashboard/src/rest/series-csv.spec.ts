import { describe, expect, it } from '@jest/globals';
import { csvCell, csvDisposition, seriesCsv, type SeriesTable } from './series-csv.js';
import { metricPattern, unitOfMetric } from './series-metrics.js';

const unitOf = (metric: string): string => unitOfMetric(metric, 'sha256d');
const answer: SeriesTable = {
  id: { column: 'miner_id', value: 'm1' },
  aggregate: 'mean',
  series: [
    { metric: 'hashrate', points: [[0, 0, 1], [10_000, null, 0]] }, // prettier-ignore
    { metric: 'temp_ambient', points: [[0, -3.5, 0.5], [10_000, 21, null]] }, // prettier-ignore
  ],
};

describe('a series as CSV', () => {
  it('has a header with units and a row a step, in which missing is not zero', () => {
    expect(seriesCsv(answer, unitOf).split('\r\n')).toEqual([
      'miner_id,from (ISO 8601 UTC),hashrate (TH/s),hashrate coverage (ratio),temp_ambient (°C),temp_ambient coverage (ratio)',
      'm1,1970-01-01T00:00:00.000Z,0,1,-3.5,0.5',
      'm1,1970-01-01T00:00:10.000Z,,0,21,',
      '',
    ]);
  });

  it('counts readings, whatever the metric is measured in', () => {
    expect(seriesCsv({ ...answer, aggregate: 'count' }, unitOf)).toContain(',hashrate (readings),');
  });

  it.each([
    { value: null, cell: '' },
    { value: 0, cell: '0' },
    { value: -1.5, cell: '-1.5' },
    { value: Number.NaN, cell: '' },
    { value: Infinity, cell: '' },
    { value: -Infinity, cell: '' },
    { value: 'rack 1', cell: 'rack 1' },
    { value: 'a,b', cell: '"a,b"' },
    { value: 'a "b"', cell: '"a ""b"""' },
    { value: 'a\r\nb', cell: '"a\r\nb"' },
    { value: '=1+1', cell: "'=1+1" },
    { value: '+1', cell: "'+1" },
    { value: '-1', cell: "'-1" },
    { value: '@sum(a)', cell: "'@sum(a)" },
    { value: '\t=1', cell: "'\t=1" },
    { value: '\r=1', cell: '"\'\r=1"' },
    { value: '=a("b",1)', cell: '"\'=a(""b"",1)"' },
  ])('writes $value as $cell', ({ value, cell }) => expect(csvCell(value)).toBe(cell));

  it('names the file by nothing that could end the header', () => {
    expect(csvDisposition('a"\r\nb/ü.1')).toBe('attachment; filename="a___b__.1.csv"');
  });
});

describe('the unit of a metric', () => {
  it.each([
    { metric: 'hashrate', algorithm: 'sha256d', unit: 'TH/s' },
    { metric: 'hashrate', algorithm: 'scrypt', unit: 'GH/s' },
    { metric: 'efficiency', algorithm: 'scrypt', unit: 'J/GH' },
    { metric: 'hashrate', algorithm: 'unknown', unit: 'TH/s for sha256d, GH/s for scrypt' },
    { metric: 'board12_temp_chip', algorithm: 'sha256d', unit: '°C' },
    { metric: 'fan0_rpm', algorithm: 'sha256d', unit: 'r/min' },
  ] as const)('is $unit for $metric of $algorithm', ({ metric, algorithm, unit }) => {
    expect(metric).toMatch(metricPattern);
    expect(unitOfMetric(metric, algorithm)).toBe(unit);
  });
});

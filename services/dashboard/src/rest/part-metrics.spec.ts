import { describe, expect, it } from '@jest/globals';
import { fieldsOf, ofKnownParts } from './part-metrics.js';

describe('the fields of every board or fan', () => {
  it('are those of all numbers there may be, each once, in their order', () => {
    const fields = fieldsOf(['hashrate', 'board1_hashrate', 'board*_hashrate', 'fan*_rpm']);
    expect([fields.length, ...fields.slice(0, 4), fields.at(-1)]).toEqual([
      129,
      'hashrate',
      'board1_hashrate',
      'board0_hashrate',
      'board2_hashrate',
      'fan63_rpm',
    ]);
  });

  it('are refused where they would be too many for one question', () => {
    const of = (many: number): string[] =>
      ['hashrate', 'power', 'frequency', 'voltage', 'chips_bad'].slice(0, many).map((field) => `board*_${field}`);
    expect(fieldsOf(of(5))).toHaveLength(320);
    expect(() => fieldsOf([...of(5), 'hashrate'])).toThrow();
  });

  it.each([
    { aggregate: 'mean', nothing: null, left: ['power', 'board1_power', 'board3_power'] },
    { aggregate: 'mean', nothing: 0, left: ['power', 'board1_power', 'board2_power', 'board3_power'] },
    { aggregate: 'count', nothing: 0, left: ['power', 'board1_power', 'board3_power'] },
  ])('are left out where nothing was read: $nothing as $aggregate', ({ aggregate, nothing, left }) => {
    const points = (value: number | null) =>
      [
        [0, nothing, 0],
        [1, value, 0],
      ] as const;
    const values = { power: nothing, board1_power: nothing, board2_power: nothing, board3_power: 7 };
    const series = Object.entries(values).map(([metric, value]) => ({ metric, points: points(value) }));
    const kept = ofKnownParts(series, { metrics: ['power', 'board*_power', 'board1_power'], aggregate });
    expect(kept.map(({ metric }) => metric)).toEqual(left);
  });
});

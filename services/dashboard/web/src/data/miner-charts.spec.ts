import { describe, expect, it } from '@jest/globals';
import { linesOf, minerChart, minerCharts } from './miner-charts.js';
import type { MinerKnown, Reading } from './types.js';

const reading = {
  hashrate: {
    per_hashboard: [
      { board_id: 1, hashrate: 31 },
      { board_id: 10, hashrate: null },
    ],
  },
  temperature: { ambient: 20, per_hashboard: [{ board_id: 1, chip_temp: 70, pcb_temp: 50 }] },
  fans: [{ fan_id: 0, speed: 4_200, speed_percent: 60 }],
} as unknown as Reading;
const names = (id: string, now: Reading | null, past: readonly string[]): string[] =>
  linesOf(minerChart(id)!, now, past).map(({ name }) => name);

describe('the lines of a chart', () => {
  it.each([
    { what: 'the parts of the reading, before anything is known of the past', now: reading, past: [], is: ['board 1', 'board 10'] },
    {
      what: 'a part of the past that is gone',
      now: reading,
      past: ['board1_voltage', 'board2_voltage'],
      is: ['board 1', 'board 2 (gone)', 'board 10'],
    },
    {
      what: 'the parts of the past, of none of which it knows that it is gone',
      now: null,
      past: ['board2_voltage', 'board1_voltage'],
      is: ['board 1', 'board 2'],
    },
    { what: 'nothing of other metrics', now: null, past: ['board2_power', 'xboard2_voltage', 'fan2_rpm'], is: [] },
  ])('are $what', ({ now, past, is }) => {
    expect(names('board-voltage', now, past)).toEqual(is);
  });

  it('have the values of the newest reading, and none where it lists no such part', () => {
    const known = { reading, row: { hashrate: { value: 31, nominal: 95 } } } as unknown as MinerKnown;
    const values = linesOf(minerChart('hashrate')!, reading, ['board2_hashrate']).map(({ metric, value }) => [metric, value(known)]);
    expect(Object.fromEntries(values)).toEqual({
      hashrate: 31,
      hashrate_nominal: 95,
      board1_hashrate: 31,
      board2_hashrate: null,
      board10_hashrate: null,
    });
  });

  it('are asked for by metrics of which none stands in two charts', () => {
    const metrics = minerCharts.flatMap(({ lines }) => lines.map(({ metric }) => metric));
    expect(new Set(metrics).size).toBe(metrics.length);
  });
});

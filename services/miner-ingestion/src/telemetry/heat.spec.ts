import { describe, expect, it } from '@jest/globals';
import { aReading } from '../../test/a-reading.js';
import { heatErrors } from './heat.js';

const chips = (max_chip: number | null, reportedModel: string | null = 'Antminer S19 (Vnish 1.2.6)') =>
  aReading({ reportedModel, temperature: { ambient: null, avg_chip: null, max_chip, per_hashboard: [] } });
const boards = (pcb_temp: number | null, reportedModel: string) =>
  aReading({
    reportedModel,
    temperature: { ambient: null, avg_chip: null, max_chip: 99, per_hashboard: [{ board_id: 1, pcb_temp, chip_temp: 99 }] },
  });
const hot = [{ code: 'too_hot', message: 'The hottest chip has 85 °C.', severity: 'major' as const }];

describe('the heat of a miner', () => {
  it.each([
    { name: 'under the limit', reading: chips(84), expected: [] },
    { name: 'at the limit of its chips', reading: chips(85), expected: ['major'] },
    { name: 'where it should stop', reading: chips(95), expected: ['critical'] },
    { name: 'that was not measured', reading: chips(null), expected: [] },
    { name: 'of a model without limits', reading: chips(120, 'Antminer Z15'), expected: [] },
    { name: 'of no model at all', reading: chips(120, null), expected: [] },
    { name: 'of boards, where the limits are meant for boards', reading: boards(74, 'Antminer S19 XP Hyd'), expected: [] },
    { name: 'of boards at their limit', reading: boards(75, 'Antminer S19 XP Hyd'), expected: ['major'] },
  ])('$name is judged $expected', ({ reading, expected }) => {
    expect(heatErrors([], reading).map(({ severity }) => severity)).toEqual(expected);
  });

  it('stays told until the miner is clearly cooler, so that a swinging sensor tells nothing twice', () => {
    expect([85, 84, 82, 81].map((temperature) => heatErrors(hot, chips(temperature)).length)).toEqual([1, 1, 1, 0]);
  });

  it.each([
    { name: 'the sensor was not measured', reading: chips(null) },
    { name: 'the model was not read', reading: chips(120, null) },
  ])('stays as told where $name', ({ reading }) => {
    expect(heatErrors(hot, reading)).toEqual(hot);
  });

  it('says that it was too hot while it cools', () => {
    expect(heatErrors(hot, chips(83))[0]?.message).toBe(
      'The hottest chip has 83 °C; it was too hot, and stays told until it is under 82 °C.',
    );
  });

  it('says how hot, and how hot it may be', () => {
    expect(heatErrors([], chips(93))[0]?.message).toBe('The hottest chip has 93 °C; its model should stay under 85 °C.');
  });
});

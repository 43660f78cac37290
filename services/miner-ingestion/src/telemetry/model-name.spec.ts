import { describe, expect, it } from '@jest/globals';
import { modelName, sameModel } from './model-name.js';

describe('the name of a model', () => {
  it.each([
    ['s19jpro', 'Antminer S19j Pro'],
    ['ANTMINER_S19j_Pro', 'Antminer S19j Pro'],
    ['  Some_odd   board ', 'Some odd board'],
    [' _ ', null],
    [null, null],
  ])('of %j is %j, also when it is asked for again', (text, name) => {
    expect([modelName(text), modelName(text)]).toEqual([name, name]);
  });

  it('is what it was after more texts than are remembered', () => {
    for (let n = 0; n < 2_500; n += 1) expect(modelName(`board_${n}`)).toBe(`board ${n}`);
    expect(modelName('board_3')).toBe('board 3');
    expect(modelName('s19jpro')).toBe('Antminer S19j Pro');
  });

  it('differs only where both are known', () => {
    expect(sameModel('s19jpro', 'Antminer S19j Pro')).toBe(true);
    expect(sameModel('s19jpro', 'Antminer S21')).toBe(false);
    expect(sameModel(null, 'Antminer S21')).toBe(true);
  });
});

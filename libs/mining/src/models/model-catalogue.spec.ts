import { describe, expect, it } from '@jest/globals';
import { joulesPerUnit } from '../units/efficiency.js';
import { findModel, minerModels } from './model-catalogue.js';

describe('findModel', () => {
  it.each([
    ['s19', 'Antminer S19'],
    ['Antminer S19', 'Antminer S19'],
    ['ANTMINER_S19', 'Antminer S19'],
    ['antminer s19 ', 'Antminer S19'],
    ['Antminer S19 (Vnish 1.2.6)', 'Antminer S19'],
    ['Antminer S19 (88)', 'Antminer S19'],
    ['s19-88', 'Antminer S19'],
    ['s19jpro', 'Antminer S19j Pro'],
    ['Antminer S19J Pro 104T', 'Antminer S19j Pro'],
    ['S19j Pro (100)', 'Antminer S19j Pro'],
    ['s19jpro+', 'Antminer S19j Pro+'],
    ['s19jproplus', 'Antminer S19j Pro+'],
    ['Antminer S19j Pro Plus', 'Antminer S19j Pro+'],
    ['Antminer S19 XP', 'Antminer S19 XP'],
    ['S19 XP Hydro', 'Antminer S19 XP Hyd'],
    ['Antminer S19 XP Hyd.', 'Antminer S19 XP Hyd'],
    ['Antminer S19 XP Hyd. 257T', 'Antminer S19 XP Hyd'],
    ['s19hydro', 'Antminer S19 Hydro'],
    ['s21', 'Antminer S21'],
    ['S21+', 'Antminer S21+'],
    ['S21 Plus', 'Antminer S21+'],
    ['s21plus', 'Antminer S21+'],
    ['s21plushyd', 'Antminer S21+ Hyd'],
    ['Antminer S21+ Hydro', 'Antminer S21+ Hyd'],
    ['BITMAIN ANTMINER T21', 'Antminer T21'],
    ['l7', 'Antminer L7'],
    ['Antminer L7 9050M', 'Antminer L7'],
    ['Antminer L9', 'Antminer L9'],
    ['AntminerS19', 'Antminer S19'],
    ['M50S_VH30', 'WhatsMiner M50S'],
    ['WhatsMiner M30S++ VH10', 'WhatsMiner M30S++'],
    ['M30S++_VH10', 'WhatsMiner M30S++'],
    ['AvalonMiner 1246', 'Avalon A1246'],
    ['Avalon A1566', 'Avalon A1566'],
  ])('takes %p for the %s', (text, expected) => {
    expect(findModel(text)?.name).toBe(expected);
  });

  it.each(['s', '', '   ', 's19x', 's190', 'S19 Ultra', 'Antminer', 'constructor', '__proto__', null, undefined, 's19'.repeat(100_000)])(
    'takes %p for no model',
    (text) => {
      expect(findModel(text)).toBeNull();
    },
  );

  it.each([
    ['Antminer S19', { boards: 3, chipsPerBoard: 76 }],
    ['Antminer S19 (88)', { boards: 3, chipsPerBoard: 88 }],
    ['s19-88', { boards: 3, chipsPerBoard: 88 }],
    ['S19j NoPIC', { boards: 3, chipsPerBoard: 88 }],
    ['M50S_VK10', { boards: 3, chipsPerBoard: 78 }],
    ['M50S', null],
    ['M50S_VZ99', null],
  ])('knows the boards of the %s', (text, expected) => {
    expect(findModel(text)?.layout).toEqual(expected);
  });
});

describe('the catalogue', () => {
  it('finds every model under its own name', () => {
    for (const model of minerModels) expect(findModel(model.name)).toEqual(model);
  });

  it.each([
    ['Antminer S19', 95, 3250, 34.2, 4, 6000],
    ['Antminer S19j Pro', 104, 3068, 29.5, 4, 6000],
    ['Antminer S19 XP', 140, 3010, 21.5, 4, 6000],
    ['Antminer S21', 200, 3500, 17.5, 4, 7000],
    ['Antminer L7', 9.5, 3425, 360, 4, null],
    ['Antminer L9', 16, 3360, 210, 4, null],
    ['Antminer S21 Hyd', 335, 5360, 16, 0, null],
    ['WhatsMiner M60S', 186, 3441, 18.5, 2, null],
    ['Avalon A1466', 150, 3230, 21.5, 2, null],
  ])('states the %s', (name, nominalHashrate, nominalPowerW, joules, fans, fanCeilingRpm) => {
    expect(findModel(name)).toMatchObject({
      nominalHashrate,
      nominalPowerW,
      joulesPerUnit: joules,
      fans,
      fanCeilingRpm,
    });
  });

  it.each(minerModels.filter((model) => model.nominalHashrate !== null))('agrees with itself on $name', (model) => {
    const computed = joulesPerUnit(model.nominalPowerW, model.nominalHashrate)!;
    expect(Math.abs(computed / model.joulesPerUnit! - 1)).toBeLessThan(0.01);
  });

  it('says for every row where its figures come from', () => {
    for (const { nominalHashrate, sources } of minerModels) expect(sources.figures === 'none').toBe(nominalHashrate === null);
  });

  it('warns before it stops, and watches the board sensor of what water cools', () => {
    for (const { limits, fans, maker } of minerModels.filter((model) => model.limits !== null)) {
      expect(limits!.warnC).toBeLessThan(limits!.stopC);
      expect(limits!.sensor).toBe(maker === 'Bitmain' && fans === 0 ? 'pcb' : 'chip');
    }
  });
});

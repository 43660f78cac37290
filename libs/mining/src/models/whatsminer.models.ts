import { modelFrom, type MinerModel, type ModelRow } from './miner-model.js';

const unverified = { figures: 'unverified', layout: 'asic-rs hardware.rs and pyasic model classes' } as const;

const usual = { maker: 'MicroBT', fans: 2, limits: { sensor: 'chip', warnC: 100, stopC: 110 } } as const;

/** The chip count of a WhatsMiner depends on the mark after its name (`M50S_VH30`), so most rows have no layout of their own. */
const rows: readonly ModelRow[] = [
  {
    name: 'WhatsMiner M30S++',
    nominalHashrate: 112,
    nominalPowerW: 3472,
    joulesPerUnit: 31,
    variants: { vh10: [3, 82] },
  },
  {
    name: 'WhatsMiner M50',
    nominalHashrate: 114,
    nominalPowerW: 3306,
    joulesPerUnit: 29,
    variants: { vh10: [3, 86], vj30: [3, 117] },
  },
  {
    name: 'WhatsMiner M50S',
    nominalHashrate: 126,
    nominalPowerW: 3276,
    joulesPerUnit: 26,
    variants: { vh30: [3, 156], vj30: [3, 123], vk10: [3, 78] },
  },
  {
    name: 'WhatsMiner M60',
    nominalHashrate: 170,
    nominalPowerW: 3383,
    joulesPerUnit: 19.9,
    variants: { vk10: [3, 164], vk20: [3, 172], vk30: [3, 215] },
  },
  {
    name: 'WhatsMiner M60S',
    nominalHashrate: 186,
    nominalPowerW: 3441,
    joulesPerUnit: 18.5,
    variants: { vk10: [3, 215], vk20: [3, 235], vk30: [3, 245] },
  },
  {
    name: 'WhatsMiner M63S',
    nominalHashrate: 390,
    nominalPowerW: 7215,
    joulesPerUnit: 18.5,
    variants: { vk30: [4, 370] },
    fans: 0,
    sources: unverified,
  },
  {
    name: 'WhatsMiner M66S',
    nominalHashrate: 298,
    nominalPowerW: 5513,
    joulesPerUnit: 18.5,
    variants: { vk30: [3, 384] },
    fans: 0,
    sources: unverified,
  },
];

/** MicroBT's models. */
export const whatsminerModels: readonly MinerModel[] = rows.map((row) => modelFrom(usual, row));

import { modelFrom, type MinerModel, type ModelRow } from './miner-model.js';

const usual = { maker: 'Canaan', limits: { sensor: 'chip', warnC: 90, stopC: 100 } } as const;

const rows: readonly ModelRow[] = [
  {
    name: 'Avalon A1246',
    nominalHashrate: 90,
    nominalPowerW: 3420,
    joulesPerUnit: 38,
    layout: [3, 120],
    fans: 4,
  },
  {
    // Seen with two to four fans, so none can be said to be missing.
    name: 'Avalon A1346',
    nominalHashrate: 110,
    nominalPowerW: 3300,
    joulesPerUnit: 30,
    layout: [3, 120],
    sources: { figures: 'unverified', layout: 'asic-rs hardware.rs and pyasic model classes' },
  },
  {
    name: 'Avalon A1466',
    nominalHashrate: 150,
    nominalPowerW: 3230,
    joulesPerUnit: 21.5,
    layout: [3, 176],
    fans: 2,
  },
  {
    name: 'Avalon A1566',
    nominalHashrate: 185,
    nominalPowerW: 3420,
    joulesPerUnit: 18.5,
    layout: [3, 160],
    fans: 2,
  },
];

/** Canaan's models. */
export const avalonModels: readonly MinerModel[] = rows.map((row) => modelFrom(usual, row));

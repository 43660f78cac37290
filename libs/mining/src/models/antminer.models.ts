import { modelFrom, type MinerModel, type ModelRow, type TemperatureLimits } from './miner-model.js';

const layout = 'asic-rs hardware.rs and pyasic model classes' as const;
const unverified = { figures: 'unverified', layout } as const;
const air: TemperatureLimits = { sensor: 'chip', warnC: 85, stopC: 95 };
/** MiningOS states these for the S19 XP Hyd; for the other hydro models they are carried over. */
const hydro: TemperatureLimits = { sensor: 'pcb', warnC: 75, stopC: 80 };

// Fan ceilings as in libminer: about 6,000 rpm for the 19 series, about 7,000 for the 21 series.
const x19 = { maker: 'Bitmain', fans: 4, fanCeilingRpm: 6000, limits: air } as const;
const x21 = { maker: 'Bitmain', fans: 4, fanCeilingRpm: 7000, limits: air } as const;
const liquid = { maker: 'Bitmain', fans: 0, limits: hydro } as const;
const scrypt = { maker: 'Bitmain', algorithm: 'scrypt', fans: 4, limits: air } as const;
const other = { maker: 'Bitmain' } as const;

const x19Rows: readonly ModelRow[] = [
  {
    name: 'Antminer S19',
    nominalHashrate: 95,
    nominalPowerW: 3250,
    joulesPerUnit: 34.2,
    layout: [3, 76],
    variants: { '88': [3, 88] },
  },
  {
    name: 'Antminer S19 Pro',
    nominalHashrate: 110,
    nominalPowerW: 3250,
    joulesPerUnit: 29.5,
    layout: [3, 114],
  },
  {
    name: 'Antminer S19j Pro',
    nominalHashrate: 104,
    nominalPowerW: 3068,
    joulesPerUnit: 29.5,
    layout: [3, 126],
  },
  {
    name: 'Antminer S19j Pro+',
    nominalHashrate: 122,
    nominalPowerW: 3355,
    joulesPerUnit: 27.5,
    layout: [3, 120],
  },
  {
    name: 'Antminer S19k Pro',
    nominalHashrate: 120,
    nominalPowerW: 2760,
    joulesPerUnit: 23,
    layout: [3, 77],
  },
  {
    name: 'Antminer S19 XP',
    nominalHashrate: 140,
    nominalPowerW: 3010,
    joulesPerUnit: 21.5,
    layout: [3, 110],
  },
  { name: 'Antminer T19', nominalHashrate: 84, nominalPowerW: 3150, joulesPerUnit: 37.5, layout: [3, 76] },
];

const x21Rows: readonly ModelRow[] = [
  { name: 'Antminer S21', nominalHashrate: 200, nominalPowerW: 3500, joulesPerUnit: 17.5, layout: [3, 108] },
  { name: 'Antminer S21+', nominalHashrate: 216, nominalPowerW: 3564, joulesPerUnit: 16.5, layout: [3, 55] },
  { name: 'Antminer S21 Pro', nominalHashrate: 234, nominalPowerW: 3510, joulesPerUnit: 15, layout: [3, 65] },
  {
    name: 'Antminer S21 XP',
    nominalHashrate: 270,
    nominalPowerW: 3645,
    joulesPerUnit: 13.5,
    layout: [3, 91],
  },
  { name: 'Antminer T21', nominalHashrate: 190, nominalPowerW: 3610, joulesPerUnit: 19, layout: [3, 108] },
];

const liquidRows: readonly ModelRow[] = [
  {
    name: 'Antminer S19 XP Hyd',
    nominalHashrate: 257,
    nominalPowerW: 5345,
    joulesPerUnit: 20.8,
    layout: [3, 204],
    sources: { figures: 'computed', layout: 'miningos mock device' },
  },
  {
    name: 'Antminer S19 Hydro',
    nominalHashrate: 158,
    nominalPowerW: 5451,
    joulesPerUnit: 34.5,
    layout: [4, 104],
    sources: unverified,
  },
  {
    name: 'Antminer S21 Hyd',
    nominalHashrate: 335,
    nominalPowerW: 5360,
    joulesPerUnit: 16,
    layout: [3, 216],
  },
  {
    name: 'Antminer S21+ Hyd',
    nominalHashrate: 319,
    nominalPowerW: 4785,
    joulesPerUnit: 15,
    layout: [3, 95],
  },
  {
    name: 'Antminer S21 XP Hyd',
    nominalHashrate: 473,
    nominalPowerW: 5676,
    joulesPerUnit: 12,
    sources: { figures: 'vendor', layout: 'not found' },
  },
];

/** Efficiency of Scrypt models is usually printed in J/MH; here it is in J/GH, a thousand times as much. */
const scryptRows: readonly ModelRow[] = [
  { name: 'Antminer L7', nominalHashrate: 9.5, nominalPowerW: 3425, joulesPerUnit: 360, layout: [3, 120] },
  { name: 'Antminer L9', nominalHashrate: 16, nominalPowerW: 3360, joulesPerUnit: 210, layout: [3, 110] },
];

const kheavyhashRows: readonly ModelRow[] = [
  {
    name: 'Antminer KS5',
    algorithm: 'kheavyhash',
    nominalHashrate: 20,
    nominalPowerW: 3000,
    joulesPerUnit: 150,
    layout: [3, 92],
    fans: 4,
    limits: air,
  },
  {
    name: 'Antminer KS5 Pro',
    algorithm: 'kheavyhash',
    nominalHashrate: 21,
    nominalPowerW: 3150,
    joulesPerUnit: 150,
    layout: [3, 92],
    fans: 4,
    limits: air,
  },
];

/** Models of which only the boards are known; enough to see a chip or a board missing. */
const layoutRows: readonly ModelRow[] = [
  { name: 'Antminer S19j', layout: [3, 114], variants: { nopic: [3, 88] } },
  { name: 'Antminer S19+', layout: [3, 80] },
  { name: 'Antminer S19i', layout: [3, 80] },
  { name: 'Antminer S19 Pro+', layout: [3, 120] },
  { name: 'Antminer S19a', layout: [3, 72] },
  { name: 'Antminer S19a Pro', layout: [3, 100] },
  { name: 'Antminer S19 Pro Hydro', layout: [4, 180], fans: 0 },
  { name: 'Antminer L3+', algorithm: 'scrypt', layout: [4, 72] },
  { name: 'Antminer L11', algorithm: 'scrypt', layout: [3, 88] },
  { name: 'Antminer Z15', algorithm: 'equihash', layout: [3, 3] },
  { name: 'Antminer Z15 Pro', algorithm: 'equihash', layout: [3, 6] },
  { name: 'Antminer D7', algorithm: 'x11', layout: [3, 70] },
  { name: 'Antminer K7', algorithm: 'eaglesong', layout: [3, 92] },
];

/** Bitmain's models. */
export const antminerModels: readonly MinerModel[] = [
  ...x19Rows.map((row) => modelFrom(x19, row)),
  ...x21Rows.map((row) => modelFrom(x21, row)),
  ...liquidRows.map((row) => modelFrom(liquid, row)),
  ...scryptRows.map((row) => modelFrom(scrypt, row)),
  ...kheavyhashRows.map((row) => modelFrom(other, row)),
  ...layoutRows.map((row) => modelFrom(other, row)),
];

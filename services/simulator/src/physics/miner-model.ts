import { algorithmFacts, findModel, hashesPerSecond } from '@lodestream/mining';

/** The algorithms the simulated models hash. */
export type Algorithm = 'sha256d' | 'scrypt';

/** What is the same for every miner of one model: its maker's figures, and what its firmware and boards are like. */
export interface MinerModel extends Electrics {
  /** Name in configuration, such as `ANTMINER_S19`. */
  readonly id: string;
  readonly algorithm: Algorithm;
  readonly hashesPerSecond: number;
  readonly hashesPerShareDifficulty: number;
  readonly watts: number;
  readonly boards: number;
  readonly chipsPerBoard: number;
  readonly fans: number;
  readonly fanMaxRpm: number;
}

interface Electrics {
  readonly fullName: string;
  /** The firmware's short name and series. */
  readonly shortName: string;
  readonly series: 'l7' | 'l9' | 'x19' | 'x21';
  readonly frequencyMhz: number;
  readonly millivolts: number;
  /** How much hotter than its board sensor the firmware takes a chip to be, in °C. */
  readonly chipAbovePcb: number;
  /** Part of a mixed farm. */
  readonly share: number;
}

/** Where the catalogue has no ceiling for a model's fans. */
const usualFanMaxRpm = 6000;

/** Plausible for the series; makers do not publish them. */
const electrics: readonly Electrics[] = [
  {
    fullName: 'Antminer S19',
    shortName: 's19',
    series: 'x19',
    frequencyMhz: 675,
    millivolts: 14_200,
    chipAbovePcb: 10,
    share: 0.18,
  },
  {
    fullName: 'Antminer S19j Pro',
    shortName: 's19jpro',
    series: 'x19',
    frequencyMhz: 545,
    millivolts: 13_600,
    chipAbovePcb: 15,
    share: 0.3,
  },
  {
    fullName: 'Antminer S19 XP',
    shortName: 's19xp',
    series: 'x19',
    frequencyMhz: 520,
    millivolts: 12_600,
    chipAbovePcb: 15,
    share: 0.15,
  },
  {
    fullName: 'Antminer S21',
    shortName: 's21',
    series: 'x21',
    frequencyMhz: 490,
    millivolts: 13_600,
    chipAbovePcb: 15,
    share: 0.22,
  },
  {
    fullName: 'Antminer L7',
    shortName: 'l7',
    series: 'l7',
    frequencyMhz: 1450,
    millivolts: 14_400,
    chipAbovePcb: 10,
    share: 0.08,
  },
  {
    fullName: 'Antminer L9',
    shortName: 'l9',
    series: 'l9',
    frequencyMhz: 1650,
    millivolts: 14_000,
    chipAbovePcb: 10,
    share: 0.07,
  },
];

/** The models of the virtual farm. */
export const minerModels: readonly MinerModel[] = electrics.map(modelOf);

function modelOf(electric: Electrics): MinerModel {
  const known = findModel(electric.fullName);
  if (!known?.layout || known.nominalHashrate === null || known.nominalPowerW === null) {
    throw new Error(`the catalogue lacks figures of the ${electric.fullName}`);
  }
  const { canonicalUnit, hashesPerShareDifficulty } = algorithmFacts(known.algorithm);
  return {
    ...electric,
    id: electric.fullName.toUpperCase().replaceAll(' ', '_'),
    algorithm: known.algorithm === 'scrypt' ? 'scrypt' : 'sha256d',
    hashesPerSecond: hashesPerSecond({ value: known.nominalHashrate, unit: canonicalUnit })!,
    hashesPerShareDifficulty: hashesPerShareDifficulty!,
    watts: known.nominalPowerW,
    ...known.layout,
    fans: known.fans ?? 0,
    fanMaxRpm: known.fanCeilingRpm ?? usualFanMaxRpm,
  };
}

/** The algorithms the simulated models hash. */
export type Algorithm = 'sha256d' | 'scrypt';

/** What is the same for every miner of one model. */
export interface MinerModel {
  /** Name in configuration and catalogue, such as `ANTMINER_S19`. */
  readonly id: string;
  readonly fullName: string;
  /** The firmware's short name and series. */
  readonly shortName: string;
  readonly series: 'l7' | 'l9' | 'x19' | 'x21';
  readonly algorithm: Algorithm;
  readonly hashesPerSecond: number;
  readonly watts: number;
  readonly boards: number;
  readonly chipsPerBoard: number;
  readonly fans: number;
  readonly fanMaxRpm: number;
  readonly frequencyMhz: number;
  readonly millivolts: number;
  /** How much hotter than its board sensor the firmware takes a chip to be, in °C. */
  readonly chipAbovePcb: number;
  /** Part of a mixed farm. */
  readonly share: number;
}

const air = { boards: 3, fans: 4 } as const;

/** The models of the virtual farm; nominal data of vendors, electrical values plausible for the series. */
export const minerModels: readonly MinerModel[] = [
  {
    ...air,
    id: 'ANTMINER_S19',
    fullName: 'Antminer S19',
    shortName: 's19',
    series: 'x19',
    algorithm: 'sha256d',
    hashesPerSecond: 95e12,
    watts: 3250,
    chipsPerBoard: 76,
    fanMaxRpm: 6000,
    frequencyMhz: 675,
    millivolts: 14_200,
    chipAbovePcb: 10,
    share: 0.18,
  },
  {
    ...air,
    id: 'ANTMINER_S19J_PRO',
    fullName: 'Antminer S19j Pro',
    shortName: 's19jpro',
    series: 'x19',
    algorithm: 'sha256d',
    hashesPerSecond: 104e12,
    watts: 3068,
    chipsPerBoard: 126,
    fanMaxRpm: 6000,
    frequencyMhz: 545,
    millivolts: 13_600,
    chipAbovePcb: 15,
    share: 0.3,
  },
  {
    ...air,
    id: 'ANTMINER_S19_XP',
    fullName: 'Antminer S19 XP',
    shortName: 's19xp',
    series: 'x19',
    algorithm: 'sha256d',
    hashesPerSecond: 140e12,
    watts: 3010,
    chipsPerBoard: 110,
    fanMaxRpm: 6000,
    frequencyMhz: 520,
    millivolts: 12_600,
    chipAbovePcb: 15,
    share: 0.15,
  },
  {
    ...air,
    id: 'ANTMINER_S21',
    fullName: 'Antminer S21',
    shortName: 's21',
    series: 'x21',
    algorithm: 'sha256d',
    hashesPerSecond: 200e12,
    watts: 3500,
    chipsPerBoard: 108,
    fanMaxRpm: 7000,
    frequencyMhz: 490,
    millivolts: 13_600,
    chipAbovePcb: 15,
    share: 0.22,
  },
  {
    ...air,
    id: 'ANTMINER_L7',
    fullName: 'Antminer L7',
    shortName: 'l7',
    series: 'l7',
    algorithm: 'scrypt',
    hashesPerSecond: 9.5e9,
    watts: 3425,
    chipsPerBoard: 120,
    fanMaxRpm: 6000,
    frequencyMhz: 1450,
    millivolts: 14_400,
    chipAbovePcb: 10,
    share: 0.08,
  },
  {
    ...air,
    id: 'ANTMINER_L9',
    fullName: 'Antminer L9',
    shortName: 'l9',
    series: 'l9',
    algorithm: 'scrypt',
    hashesPerSecond: 16e9,
    watts: 3360,
    chipsPerBoard: 110,
    fanMaxRpm: 6000,
    frequencyMhz: 1650,
    millivolts: 14_000,
    chipAbovePcb: 10,
    share: 0.07,
  },
];

import type { AlgorithmName } from '@lodestream/mining';
import type { DifficultyRule } from './difficulty-rule.js';

/** One proof-of-work chain of the simulated world, as it is at the anchor of the sheets. */
export interface ChainSheet {
  /** The coin's id in our table: block time, algorithm and reward come from there. */
  readonly coin: string;
  readonly algorithm: AlgorithmName;
  readonly height: number;
  readonly difficulty: number;
  readonly rule: DifficultyRule['kind'];
  /** Average fees of a block in whole coins. */
  readonly fees: number;
  /** Deviation of a day's logarithmic change of the network's hashrate. */
  readonly dailyDeviation: number;
  /** Logarithmic growth of the hashrate in a year. */
  readonly yearlyGrowth: number;
}

type Row = readonly [coin: string, AlgorithmName, number, number, DifficultyRule['kind'], number, number, number];

const rows: readonly Row[] = [
  ['bitcoin', 'sha256d', 877_300, 1.098e14, 'window', 0.03, 0.02, 0.3],
  ['bitcoin-cash', 'sha256d', 878_500, 6e11, 'every_block', 0.002, 0.03, 0.1],
  ['namecoin', 'sha256d', 752_600, 6e13, 'window', 0.001, 0.02, 0.2],
  ['litecoin', 'scrypt', 2_820_100, 7e7, 'window', 0.02, 0.02, 0.25],
  ['dogecoin', 'scrypt', 5_520_700, 3e7, 'every_block', 20, 0.025, 0.2],
  ['bellscoin', 'scrypt', 320_400, 1.4e7, 'every_block', 0.005, 0.03, 0.1],
  ['pepecoin-network', 'scrypt', 455_600, 1.8e7, 'every_block', 1, 0.03, 0.1],
  ['junkcoin', 'scrypt', 322_500, 2e6, 'every_block', 0.001, 0.04, 0],
  ['luckycoin', 'scrypt', 212_400, 3e6, 'every_block', 0.001, 0.04, 0],
  ['dingocoin', 'scrypt', 2_010_000, 3e6, 'every_block', 1, 0.04, 0],
  // a lane of blocks for each algorithm: heights are of the lane
  ['digibyte', 'sha256d', 4_110_000, 5.2e8, 'every_block', 0.01, 0.03, 0.1],
  ['digibyte', 'scrypt', 4_110_000, 1.4e6, 'every_block', 0.01, 0.03, 0.1],
  ['digibyte', 'skein', 4_110_000, 2.1e5, 'every_block', 0.01, 0.04, 0],
  ['digibyte', 'qubit', 4_110_000, 3.2e5, 'every_block', 0.01, 0.04, 0],
  ['digibyte', 'odocrypt', 4_110_000, 2.8e5, 'every_block', 0.01, 0.04, 0],
  ['zcash', 'equihash', 2_765_000, 1.1e8, 'every_block', 0.001, 0.03, 0.1],
];

/** Every chain of the simulated world, and every lane of those that have several. Figures are near those of the anchor, and no more than that. */
export const chainSheets: readonly ChainSheet[] = rows.map(
  ([coin, algorithm, height, difficulty, rule, fees, dailyDeviation, yearlyGrowth]) => ({
    coin,
    algorithm,
    height,
    difficulty,
    rule,
    fees,
    dailyDeviation,
    yearlyGrowth,
  }),
);

import { type AlgorithmName, canonicalUnitOf, coins } from '@lodestream/mining';
import type { MarketData } from '@lodestream/records';
import type { FieldKind } from '../field-kinds.js';
import { fieldsOf, type MeasurementField } from './measurement-field.js';

type MarketAlgorithm = MarketData['mining_metrics']['algorithms'][number];
type Row = readonly [string, FieldKind, (unit: string) => string, string, (of: MarketAlgorithm) => number | null];

const rows: readonly Row[] = [
  ['network_hashrate', 'float', (unit) => unit, 'Hashrate of the network', (of) => of.network_hashrate],
  ['network_difficulty', 'float', () => '-', 'Difficulty of blocks', (of) => of.network_difficulty],
  [
    'expected_coins_per_unit_day',
    'float',
    () => 'coins',
    'Coins one hashrate unit should mine in a day',
    (of) => of.expected_coins_per_unit_day,
  ],
  ['expected_usd_per_unit_day', 'float', () => 'USD', 'Worth of the coins of a unit and day', (of) => of.expected_usd_per_unit_day],
];

/** The algorithms of coins that can be mined by several. */
const algorithms = [...new Set(coins.flatMap((coin) => (coin.algorithms.length > 1 ? coin.algorithms : [])))];

/** What a coin of several algorithms has for each: fields by the name of the algorithm, absent for a coin of one. */
export const marketAlgorithmFields: readonly MeasurementField<MarketData>[] = algorithms.flatMap((name) =>
  fieldsOf<MarketData>(
    rows.map(([field, kind, unitOf, meaning, read]) => [
      `${name}_${field}`,
      kind,
      unitOf(canonicalUnitOf(name)),
      `mining_metrics.algorithms[].${field}`,
      `${meaning} by ${name}, of a coin of several algorithms.`,
      (record) => readOf(record, name, read),
    ]),
  ),
);

function readOf({ mining_metrics: chain }: MarketData, name: AlgorithmName, read: Row[4]): number | null {
  const found = chain.algorithms.find((each) => each.mining_algorithm === name);
  return found === undefined ? null : read(found);
}

import { marketDataSchema } from '@lodestream/telemetry-store';

const numeric = marketDataSchema.filter(({ kind }) => kind === 'float' || kind === 'integer');
const units = new Map(numeric.map(({ name, unit }) => [name, unit]));

/** Matches the names of all fields a series of a coin can be made of: the numbers of the store's `market_data`. */
export const coinMetricPattern = new RegExp(`^(?:${numeric.map(({ name }) => name).join('|')})$`);

/** The unit of such a field; `hashrateUnit` is that of the coin's algorithm. */
export function unitOfCoinMetric(metric: string, hashrateUnit: string | null): string {
  const unit = units.get(metric) ?? 'unit unknown';
  if (unit === 'hashrate_unit') return hashrateUnit ?? 'unit of the algorithm';
  return unit === '-' ? 'number' : unit;
}

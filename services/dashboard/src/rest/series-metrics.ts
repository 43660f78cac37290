import type { Algorithm } from '@lodestream/records';
import { minerTelemetrySchema } from '@lodestream/telemetry-store';

const numeric = minerTelemetrySchema.filter(({ kind }) => kind === 'float' || kind === 'integer');
const names = numeric.map(({ name }) => name.replace('<N>', '([0-9]|[1-5][0-9]|6[0-3]|[*])'));
const units = new Map(numeric.map(({ name, unit }) => [name, unit]));

/** Matches the names of all fields a series can be made of: the numbers of the store's public schema; a `*` is the number of every board or fan. */
export const metricPattern = new RegExp(`^(?:${[...new Set(names)].join('|')})$`);

/** The unit of such a field, by the store's public schema; where the algorithm decides and is unknown, all it may be. */
export function unitOfMetric(metric: string, algorithm: Algorithm): string {
  const unit = units.get(metric.replace(/^(board|fan)\d+_/, '$1<N>_')) ?? 'unit unknown';
  const own = unit.split(', ').find((choice) => choice.endsWith(` for ${algorithm}`));
  return own?.slice(0, -` for ${algorithm}`.length) ?? unit;
}

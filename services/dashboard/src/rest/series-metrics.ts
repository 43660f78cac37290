import { minerTelemetrySchema } from '@lodestream/telemetry-store';

const numeric = minerTelemetrySchema.filter(({ kind }) => kind === 'float' || kind === 'integer');
const names = numeric.map(({ name }) => name.replace('<N>', '([0-9]|[1-5][0-9]|6[0-3])'));

/** Matches the names of all fields a series can be made of: the numbers of the store's public schema. */
export const metricPattern = new RegExp(`^(?:${[...new Set(names)].join('|')})$`);
